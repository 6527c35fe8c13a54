-- Of how many people in each row is it known whether they are active?
--
-- Read where the columns are kinds of activity or any activity; one row per
-- line of a table, to be kept with its total cell.
SELECT c."table", c.row_variable, c.row_level, c.column_variable,
       max(CASE c.column_level WHEN '計' THEN c.ordinal END) AS ordinal,
       CAST(sum(CASE WHEN c.column_level = 'any' OR a.is_activity = '1'
                     THEN c.value ELSE 0 END) AS INTEGER) AS n_any,
       CAST(sum(CASE WHEN c.column_level = 'none'
                       OR (a.is_activity = '0' AND a.code <> 'U')
                     THEN c.value ELSE 0 END) AS INTEGER) AS n_none,
       CAST(sum(CASE WHEN c.column_level IN ('unknown', 'U')
                     THEN c.value ELSE 0 END) AS INTEGER) AS n_unknown
  FROM table_cell AS c
  LEFT JOIN book_activities AS a
    ON a.code = c.column_level
 WHERE c.measure = 'n'
   AND c.column_variable IN ('activity_class', 'any_activity')
 GROUP BY c."table", c.row_variable, c.row_level, c.column_variable
 ORDER BY c."table", ordinal;
