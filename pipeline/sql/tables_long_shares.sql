-- Which shares, intervals and bounds go with one table's counts?
SELECT c.row_level, c.column_level, c.measure, c.value
  FROM table_cell AS c
 WHERE c."table" = ?1
   AND c.measure <> 'n'
 ORDER BY c.ordinal,
          CASE c.measure WHEN 'percent' THEN 1
                         WHEN 'any_base' THEN 2
                         WHEN 'any_percent' THEN 3
                         WHEN 'conf_low' THEN 4
                         WHEN 'conf_high' THEN 5
                         WHEN 'any_if_unknown_none' THEN 6
                         ELSE 7 END;
