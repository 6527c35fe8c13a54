-- Which values may each part of a cell's name have? ?1 = outcomes, indicators
-- or a table; parts count from 1 behind it.
SELECT 1 AS part, p.period AS level, p.first_day AS place
  FROM period AS p
 WHERE ?1 = 'outcomes'
UNION ALL
SELECT 2, a.code, printf('%09d', CAST(a."order" AS INTEGER))
  FROM book_activities AS a
 WHERE ?1 = 'outcomes'
UNION ALL
SELECT 3, g.column1, g.column2
  FROM (VALUES ('elderly', '1'), ('other', '2'), ('unknown', '3')) AS g
 WHERE ?1 = 'outcomes'
UNION ALL
SELECT DISTINCT 1, c.indicator_id, c.indicator_id
  FROM indicator_cell AS c
 WHERE ?1 = 'indicators'
UNION ALL
SELECT 1, v.level, printf('%09d', v.ordinal)
  FROM wanted_table AS w
  JOIN variable_level AS v
    ON v.variable = w.row_variable
 WHERE w."table" = ?1
UNION ALL
SELECT 2, v.level, printf('%09d', v.ordinal)
  FROM wanted_table AS w
  JOIN variable_level AS v
    ON v.variable = w.column_variable
 WHERE w."table" = ?1
 ORDER BY 1, 3, 2;
