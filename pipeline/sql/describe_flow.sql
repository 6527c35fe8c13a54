-- How many people took each step from seminar to activity, by fiscal year?
--
-- A person counts in the year of the first seminar, or of the first baseline
-- survey; the last three steps in the year of the baseline they follow.
-- Yearly tokens count once a year: nobody can be followed under them.
INSERT INTO flow_count (fiscal_year, step, step_order, n_people)
WITH step AS (
    SELECT column1 AS step, column2 AS step_order
      FROM (VALUES ('seminar', 1), ('baseline', 2), ('consent', 3),
                   ('due', 4), ('reached', 5), ('active', 6))
),
first_seminar AS (
    SELECT a.subject, min(e.date) AS first_day
      FROM now_attendance AS a
      JOIN now_event AS e
        ON e.event_id = a.event_id
      JOIN book_value_labels AS t
        ON t.list = 'seminar_type'
       AND t.value = e.type
     WHERE a.attended IN ('1', '3', '4')
       AND a.subject <> ''
     GROUP BY a.subject
),
first_baseline AS (
    SELECT b.subject, max(b.is_person) AS is_person,
           min(b.happened_on) AS first_day
      FROM now_baseline AS b
     WHERE b.subject <> ''
     GROUP BY b.subject
),
taken AS MATERIALIZED (
    SELECT 'seminar' AS step, s.subject,
           CAST(substr(s.first_day, 1, 4) AS INTEGER)
               - (substr(s.first_day, 6, 2) < '04') AS fiscal_year
      FROM first_seminar AS s
    UNION ALL
    SELECT 'baseline', b.subject,
           CAST(substr(b.first_day, 1, 4) AS INTEGER)
               - (substr(b.first_day, 6, 2) < '04')
      FROM first_baseline AS b
    UNION ALL
    SELECT 'consent', b.subject,
           CAST(substr(b.first_day, 1, 4) AS INTEGER)
               - (substr(b.first_day, 6, 2) < '04')
      FROM first_baseline AS b
     WHERE b.is_person = 1
    UNION ALL
    SELECT 'due', f.subject, f.fiscal_year
      FROM followup AS f
     WHERE f.state <> 'pending'
    UNION ALL
    SELECT 'reached', f.subject, f.fiscal_year
      FROM followup AS f
     WHERE f.state = 'reached'
    UNION ALL
    SELECT 'active', f.subject, f.fiscal_year
      FROM followup AS f
     WHERE f.any_activity = 1
),
year AS (
    SELECT DISTINCT t.fiscal_year
      FROM taken AS t
     WHERE t.fiscal_year IS NOT NULL
)
SELECT y.fiscal_year, s.step, s.step_order, count(t.subject)
  FROM year AS y
  JOIN step AS s
  LEFT JOIN taken AS t
    ON t.fiscal_year = y.fiscal_year
   AND t.step = s.step
 GROUP BY y.fiscal_year, s.step, s.step_order
 ORDER BY y.fiscal_year, s.step_order;
