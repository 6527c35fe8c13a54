-- How many people are in each cell of one table?
SELECT c.row_level, c.column_level, CAST(c.value AS INTEGER) AS n
  FROM table_cell AS c
 WHERE c."table" = ?1
   AND c.measure = 'n'
 ORDER BY c.ordinal;
