-- What numbers does Table 1 describe, by what became of each person?
--
-- One row per person and variable, missing ones too; groups in the order of
-- printing.
WITH person AS (
    SELECT f.subject, f.age_years, f.kcl_points, f.fc22_red, f.wish_hours,
           CASE WHEN f.state IN ('pending', 'ended') THEN f.state
                WHEN f.any_activity = 1 THEN 'any'
                WHEN f.any_activity = 0 THEN 'none'
                ELSE 'unknown' END AS activity
      FROM followup AS f
),
number AS (
    SELECT 'age_years' AS variable, activity, subject,
           CAST(age_years AS REAL) AS value
      FROM person
    UNION ALL
    SELECT 'kcl_points', activity, subject, CAST(kcl_points AS REAL)
      FROM person
    UNION ALL
    SELECT 'fc22_red', activity, subject, CAST(fc22_red AS REAL) FROM person
    UNION ALL
    SELECT 'wish_hours', activity, subject, wish_hours FROM person
)
SELECT n.variable, n.activity, n.value
  FROM number AS n
 WHERE NOT EXISTS (SELECT r.variable
                     FROM refused_table AS r
                    WHERE r."table" = 'table1'
                      AND r.variable = n.variable)
 ORDER BY n.variable, n.activity, n.value, n.subject;
