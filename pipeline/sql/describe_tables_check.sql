-- In how many lines do the cells not add up to the total? (Always 0.)
SELECT count(*)
  FROM (SELECT "table", row_level
          FROM table_cell
         WHERE measure = 'n'
           AND column_variable NOT IN ('', 'group')
         GROUP BY "table", row_level
        HAVING sum(CASE column_level WHEN '計' THEN -value ELSE value END)
               <> 0
        UNION ALL
        SELECT "table", column_level
          FROM table_cell
         WHERE measure = 'n'
           AND column_variable <> 'group'
         GROUP BY "table", column_level
        HAVING sum(CASE row_level WHEN '計' THEN -value ELSE value END) <> 0);
