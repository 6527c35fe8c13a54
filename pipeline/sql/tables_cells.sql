-- What does one table say, cell by cell in the order of printing?
SELECT c.ordinal, c.row_variable, c.row_level, c.column_level, c.measure,
       c.value,
       coalesce(r.label_ja, c.row_level) AS row_ja,
       coalesce(r.label_en,
                CASE c.row_level WHEN '計' THEN 'total'
                                 ELSE c.row_level END) AS row_en,
       coalesce(k.label_ja, c.column_level) AS column_ja,
       coalesce(k.label_en,
                CASE c.column_level WHEN '計' THEN 'total'
                                    ELSE c.column_level END) AS column_en
  FROM table_cell AS c
  LEFT JOIN variable_level AS r
    ON r.variable = c.row_variable
   AND r.level = c.row_level
  LEFT JOIN variable_level AS k
    ON k.variable = CASE c.column_variable WHEN 'group' THEN 'any_activity'
                                           ELSE c.column_variable END
   AND k.level = c.column_level
 WHERE c."table" = ?1
 ORDER BY c.ordinal, c.measure;
