-- Which table asks for a population or a variable that is not there?
-- (fiscal_year has no levels as long as nobody is followed.)
SELECT t."table", t.population, t.row_variable, t.column_variable
  FROM book_tables AS t
 WHERE t.population NOT IN ('followup', 'due', 'reached', 'active')
    OR (t.row_variable <> 'fiscal_year'
        AND NOT EXISTS (SELECT 1
                          FROM variable_level AS v
                         WHERE v.variable = t.row_variable))
    OR (t.column_variable NOT IN ('', 'fiscal_year')
        AND NOT EXISTS (SELECT 1
                          FROM variable_level AS v
                         WHERE v.variable = t.column_variable))
 ORDER BY t.rowid;
