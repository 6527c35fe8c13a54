-- Which table asks for a population, a variable or a stratum that is not
-- there? The version is that of the scale whose classes a table counts.
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
    OR t.stratum NOT IN ('', 'version', 'municipality',
                         'version;municipality')
    OR (instr(t.stratum, 'version') > 0
        AND 'kcl_class' NOT IN (t.row_variable, t.column_variable)
        AND 'fc22_class' NOT IN (t.row_variable, t.column_variable))
 ORDER BY t.rowid;
