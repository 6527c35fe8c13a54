-- Who found which activity, as may be printed?
-- Kinds of activity by age band, line by line, levels with their labels.
SELECT b."table", b.title_ja, b.title_en,
       r.row_level, coalesce(rl.label_ja, r.row_level) AS row_ja,
       coalesce(rl.label_en, r.row_level) AS row_en,
       r.column_level, coalesce(cl.label_ja, r.column_level) AS column_ja,
       coalesce(cl.label_en, r.column_level) AS column_en,
       r.printed
  FROM release_cell AS r
  JOIN book_tables AS b
    ON b."table" = r."table"
  LEFT JOIN variable_level AS rl
    ON rl.variable = r.row_variable
   AND rl.level = r.row_level
  LEFT JOIN variable_level AS cl
    ON cl.variable = r.column_variable
   AND cl.level = r.column_level
 WHERE r.row_variable = 'age_band'
   AND r.column_variable = 'activity_class'
 ORDER BY b.rowid, r.ordinal;
