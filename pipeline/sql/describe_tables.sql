-- How many people are in each cell of each table, totals (計) included?
--
-- Also the share of the row's people in percent. A population of one table
-- is a part of the analysis table: followup is everyone in it.
INSERT INTO table_cell ("table", ordinal, row_variable, row_level,
                        column_variable, column_level, measure, value)
WITH everyone AS MATERIALIZED (
    SELECT 'followup' AS population, f.subject FROM followup AS f
    UNION ALL
    SELECT 'due', f.subject FROM followup AS f WHERE f.state <> 'pending'
    UNION ALL
    SELECT 'reached', f.subject FROM followup AS f WHERE f.state = 'reached'
    UNION ALL
    SELECT 'active', f.subject FROM followup AS f WHERE f.any_activity = 1
),
member AS MATERIALIZED (
    SELECT e.population, e.subject
      FROM everyone AS e
    UNION ALL
    SELECT w.population, e.subject
      FROM wanted_table AS w
      JOIN everyone AS e
        ON e.population = w.base
      JOIN followup AS f
        ON f.subject = e.subject
      LEFT JOIN baseline_check AS b
        ON b.subject = e.subject
       AND b.instrument = w.instrument
     WHERE w.level <> ''
       AND w.level
           = CASE WHEN instr(';' || w.stratum || ';', ';version;') > 0
                  THEN '_' || coalesce(b.version, 'no_check') ELSE '' END
             || CASE WHEN instr(';' || w.stratum || ';',
                                ';municipality;') > 0
                     THEN '_' || coalesce(f.municipality, 'no_city')
                     ELSE '' END
),
answer AS (
    SELECT a.subject, a.variable, a.level
      FROM followup_answer AS a
),
answer_or_total AS MATERIALIZED (
    SELECT subject, variable, level FROM answer
    UNION ALL
    SELECT subject, variable, '計' FROM answer WHERE variable <> ''
),
counted AS MATERIALIZED (
    SELECT t."table", r.level AS row_level, c.level AS column_level,
           count(*) AS n
      FROM wanted_table AS t
      JOIN member AS m
        ON m.population = t.population
      JOIN answer_or_total AS r
        ON r.subject = m.subject
       AND r.variable = t.row_variable
      JOIN answer_or_total AS c
        ON c.subject = m.subject
       AND c.variable = t.column_variable
     GROUP BY t."table", r.level, c.level
),
level_or_total AS (
    SELECT variable, level, ordinal FROM variable_level
    UNION ALL
    SELECT DISTINCT variable, '計', 1000000000 FROM variable_level
    UNION ALL
    SELECT '', '', 1
),
cell AS MATERIALIZED (
    SELECT t."table", t.row_variable, r.level AS row_level,
           t.column_variable, c.level AS column_level,
           row_number() OVER (
               PARTITION BY t."table"
               ORDER BY r.ordinal, c.ordinal
           ) AS ordinal,
           coalesce(n.n, 0) AS n
      FROM wanted_table AS t
      JOIN level_or_total AS r
        ON r.variable = t.row_variable
      JOIN level_or_total AS c
        ON c.variable = t.column_variable
      LEFT JOIN counted AS n
        ON n."table" = t."table"
       AND n.row_level = r.level
       AND n.column_level = c.level
),
measured AS (
    SELECT "table", ordinal, row_variable, row_level, column_variable,
           column_level, 'n' AS measure, CAST(n AS REAL) AS value
      FROM cell
    UNION ALL
    SELECT "table", ordinal, row_variable, row_level, column_variable,
           column_level, 'percent',
           100.0 * n / nullif(max(n) OVER (
               PARTITION BY "table",
                            CASE column_variable WHEN '' THEN ''
                                                 ELSE row_level END
           ), 0)
      FROM cell
)
SELECT "table", ordinal, row_variable, row_level, column_variable,
       column_level, measure, value
  FROM measured
 ORDER BY "table", ordinal, measure;
