-- Which tables of the research database have rows of people?
SELECT m.name
  FROM sqlite_schema AS m
  JOIN pragma_table_info(m.name) AS c
 WHERE m.type = 'table'
   AND c.name = 'subject'
 ORDER BY m.name;
