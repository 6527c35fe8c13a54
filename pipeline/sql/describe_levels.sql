-- Which levels can each variable of the analysis table take, in which order?
--
-- Unknown is a level of its own and is never added to another one. People
-- whose follow-up is not due yet are 'pending', which is not 'unknown'; the
-- level 'ended' (death, move, care need) is there when somebody has.
INSERT INTO variable_level (variable, level, ordinal, label_ja, label_en)
WITH named_list AS (
    SELECT column1 AS variable, column2 AS list
      FROM (VALUES ('sex', 'sex'), ('age_band', 'age_band'),
                   ('wish_class', 'wish'), ('motive_income', 'motive_income'),
                   ('any_activity', 'any_activity'),
                   ('municipality', 'municipality'))
),
listed AS (
    SELECT n.variable, v.value AS level, v.rowid AS place, v.label_ja,
           v.label_en
      FROM named_list AS n
      JOIN book_value_labels AS v
        ON v.list = n.list
       AND v.missing_reason IN ('0', '')
       AND v.refused_by = ''
       AND (n.list <> 'any_activity'
            OR v.value <> 'ended'
            OR EXISTS (SELECT 1 FROM followup AS f WHERE f.state = 'ended'))
    UNION ALL
    SELECT 'activity_class', a.code, CAST(a."order" AS INTEGER), a.label_ja,
           a.label_en
      FROM book_activities AS a
    UNION ALL
    SELECT 'activity_class', v.value, 1000000 + (v.value = 'ended'), v.label_ja, v.label_en
      FROM book_value_labels AS v
     WHERE v.list = 'any_activity'
       AND (v.value = 'pending'
            OR (v.value = 'ended'
                AND EXISTS (SELECT 1 FROM followup AS f
                             WHERE f.state = 'ended')))
    UNION ALL
    SELECT CASE c.instrument WHEN 'KCL' THEN 'kcl_class'
                             ELSE 'fc22_class' END,
           c.class, min(CAST(c."order" AS INTEGER)), min(c.label_ja),
           min(c.label_en)
      FROM book_classes AS c
     WHERE c.instrument IN ('KCL', 'FC22')
     GROUP BY c.instrument, c.class
    UNION ALL
    SELECT n.column1, v.value, 2000000 + v.rowid, v.label_ja, v.label_en
      FROM (VALUES ('kcl_class', 'undetermined'), ('kcl_class', 'out_of_age'),
                   ('kcl_class', 'not_taken'), ('fc22_class', 'undetermined'),
                   ('fc22_class', 'out_of_age'), ('fc22_class', 'not_taken'),
                   ('sex', 'missing'), ('age_band', 'missing'),
                   ('wish_class', 'missing'), ('motive_income', 'missing'),
                   ('municipality', 'missing')) AS n
      JOIN book_value_labels AS v
        ON v.list = 'no_level'
       AND v.value = n.column2
    UNION ALL
    SELECT DISTINCT 'fiscal_year', CAST(f.fiscal_year AS TEXT), f.fiscal_year,
           f.fiscal_year || '年度', 'FY' || f.fiscal_year
      FROM followup AS f
)
SELECT l.variable, l.level,
       row_number() OVER (
           PARTITION BY l.variable
           ORDER BY l.place, l.level
       ),
       l.label_ja, l.label_en
  FROM listed AS l
 ORDER BY l.variable, l.place, l.level;
