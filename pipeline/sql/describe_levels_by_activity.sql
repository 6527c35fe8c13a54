-- How many people have each answer, by what became of them? (Table 1)
WITH person AS (
    SELECT f.sex, f.age_band, f.kcl_class, f.wish_class, f.motive_income,
           CASE WHEN f.state IN ('pending', 'ended') THEN f.state
                WHEN f.any_activity = 1 THEN 'any'
                WHEN f.any_activity = 0 THEN 'none'
                ELSE 'unknown' END AS activity
      FROM followup AS f
),
answer AS (
    SELECT activity, 'sex' AS variable, coalesce(sex, 'missing') AS level
      FROM person
    UNION ALL
    SELECT activity, 'age_band', coalesce(age_band, 'missing') FROM person
    UNION ALL
    SELECT activity, 'kcl_class', coalesce(kcl_class, 'not_taken')
      FROM person
    UNION ALL
    SELECT activity, 'wish_class', coalesce(wish_class, 'missing')
      FROM person
    UNION ALL
    SELECT activity, 'motive_income',
           coalesce(CAST(motive_income AS TEXT), 'missing')
      FROM person
)
SELECT v.variable, v.level, g.level AS activity, count(a.level) AS n
  FROM variable_level AS v
  JOIN variable_level AS g
    ON g.variable = 'any_activity'
  LEFT JOIN answer AS a
    ON a.variable = v.variable
   AND a.level = v.level
   AND a.activity = g.level
 WHERE v.variable IN ('sex', 'age_band', 'kcl_class', 'wish_class',
                      'motive_income')
   AND NOT EXISTS (SELECT r.variable
                     FROM refused_table AS r
                    WHERE r."table" = 'table1'
                      AND r.variable = v.variable)
 GROUP BY v.variable, v.level, v.ordinal, g.level, g.ordinal
 ORDER BY v.variable, v.ordinal, g.ordinal;
