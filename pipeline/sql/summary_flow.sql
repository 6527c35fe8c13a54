-- How many people of one fiscal year came how far, as may be printed?
SELECT r.column_level AS step, r.printed
  FROM release_cell AS r
 WHERE r."table" = 'flow'
   AND r.row_level = ?1
 ORDER BY r.ordinal;
