-- Which tables are there, in the order of tables.csv?
SELECT t."table", t.title_ja, t.title_en, t.population, t.row_variable,
       t.column_variable, t.class
  FROM wanted_table AS t
 ORDER BY t.place, t."table";
