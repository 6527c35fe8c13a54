-- How do the active differ from the others? (Table 1, one row per cell)
SELECT c.row_variable AS variable, c.row_level AS level,
       c.column_level AS "group",
       CAST(max(CASE c.measure WHEN 'n' THEN c.value END) AS INTEGER) AS n,
       max(CASE c.measure WHEN 'percent' THEN c.value END) AS percent,
       max(CASE c.measure WHEN 'mean' THEN c.value END) AS mean,
       max(CASE c.measure WHEN 'sd' THEN c.value END) AS sd,
       max(CASE c.measure WHEN 'median' THEN c.value END) AS median,
       max(CASE c.measure WHEN 'q1' THEN c.value END) AS q1,
       max(CASE c.measure WHEN 'q3' THEN c.value END) AS q3,
       CAST(max(CASE c.measure WHEN 'missing' THEN c.value END) AS INTEGER)
           AS missing,
       max(CASE c.measure WHEN 'smd' THEN c.value END) AS smd,
       max(CASE WHEN c.value IS NULL THEN NULL
                WHEN c.measure = 'p_welch' THEN 'welch'
                WHEN c.measure = 'p_fisher' THEN 'fisher'
                WHEN c.measure = 'p_pearson' THEN 'pearson' END) AS test,
       max(CASE WHEN c.measure IN ('p_welch', 'p_fisher', 'p_pearson')
                THEN c.value END) AS p_value
  FROM table_cell AS c
 WHERE c."table" = 'table1'
 GROUP BY c.ordinal, c.row_variable, c.row_level, c.column_level
 ORDER BY c.ordinal;
