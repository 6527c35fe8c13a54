-- Which table says who found an activity, as far as it may be printed?
-- By age band, else by fiscal year, each first by kind of activity: the first
-- one of which more than totals and zeros can be read.
WITH candidate AS (
    SELECT column1 AS row_variable, column2 AS column_variable,
           column3 AS preference
      FROM (VALUES ('age_band', 'activity_class', 1),
                   ('fiscal_year', 'activity_class', 2),
                   ('age_band', 'any_activity', 3),
                   ('fiscal_year', 'any_activity', 4))
),
readable AS (
    SELECT r."table", c.preference
      FROM release_cell AS r
      JOIN candidate AS c
        ON c.row_variable = r.row_variable
       AND c.column_variable = r.column_variable
     WHERE r.row_level <> '計'
       AND r.column_level NOT IN ('計', 'pending')
       AND r.printed NOT IN ('0', 'x')
     GROUP BY r."table", c.preference
),
chosen AS (
    SELECT r."table"
      FROM readable AS r
     ORDER BY r.preference, r."table"
     LIMIT 1
)
SELECT b."table", b.title_ja, b.title_en,
       r.row_level, coalesce(rl.label_ja, r.row_level) AS row_ja,
       coalesce(rl.label_en, r.row_level) AS row_en,
       r.column_level, coalesce(cl.label_ja, r.column_level) AS column_ja,
       coalesce(cl.label_en, r.column_level) AS column_en,
       r.printed
  FROM release_cell AS r
  JOIN chosen AS n
    ON n."table" = r."table"
  JOIN wanted_table AS b
    ON b."table" = r."table"
  LEFT JOIN variable_level AS rl
    ON rl.variable = r.row_variable
   AND rl.level = r.row_level
  LEFT JOIN variable_level AS cl
    ON cl.variable = r.column_variable
   AND cl.level = r.column_level
 ORDER BY r.ordinal;
