-- How many people are in each cell of the tables that may leave?
SELECT t."table", t.population, c.row_variable, c.column_variable, c.ordinal,
       c.row_level, c.column_level, CAST(c.value AS INTEGER) AS n
  FROM wanted_table AS t
  JOIN table_cell AS c
    ON c."table" = t."table"
   AND c.measure = 'n'
 WHERE t.class = 'release'
 ORDER BY t.place, t."table", c.ordinal;
