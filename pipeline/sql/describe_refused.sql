-- Which tables would pool versions of a scale, or a scale across cities?
-- Classes and points of a scale are counted together only within one version
-- and one city; else tables.csv has to name the stratum. Table 1 has none: its
-- variable is left out.
INSERT INTO refused_table ("table", variable, reason, n_levels)
WITH scale AS (
    SELECT column1 AS variable, column2 AS instrument
      FROM (VALUES ('kcl_class', 'KCL'), ('fc22_class', 'FC22'),
                   ('kcl_points', 'KCL'), ('fc22_red', 'FC22'))
),
wish AS (
    SELECT t."table", s.variable, s.instrument, t.stratum
      FROM book_tables AS t
      JOIN scale AS s
        ON s.variable IN (t.row_variable, t.column_variable)
    UNION ALL
    SELECT 'table1', s.variable, s.instrument, ''
      FROM scale AS s
),
version AS (
    SELECT b.instrument, count(DISTINCT b.version) AS n
      FROM baseline_check AS b
     GROUP BY b.instrument
),
city AS (
    SELECT b.instrument, count(DISTINCT f.municipality) AS n
      FROM baseline_check AS b
      JOIN followup AS f
        ON f.subject = b.subject
     GROUP BY b.instrument
)
SELECT w."table", w.variable, 'versions', v.n
  FROM wish AS w
  JOIN version AS v
    ON v.instrument = w.instrument
 WHERE v.n > 1
   AND instr(';' || w.stratum || ';', ';version;') = 0
UNION ALL
SELECT w."table", w.variable, 'cities', c.n
  FROM wish AS w
  JOIN city AS c
    ON c.instrument = w.instrument
 WHERE c.n > 1
   AND instr(';' || w.stratum || ';', ';municipality;') = 0
 ORDER BY 1, 2, 3;
