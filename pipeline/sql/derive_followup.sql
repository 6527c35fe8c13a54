-- Who ended up in which activity within the horizon, and who is not known?
-- Unknown is not none: without an answer and without a new activity a person
-- is pending until the window closes and lost afterwards.
INSERT INTO followup (subject, index_date, fiscal_year, quarter, municipality,
                      sex, age_years, age_band, wish_class, wish_hours,
                      motive_income, kcl_points, kcl_class, fc22_red,
                      fc22_class, already_active, state, activity_class,
                      first_class, first_start, any_activity, paid, long)
WITH horizon AS MATERIALIZED (
    SELECT i.subject, i.index_date, i.due_on, i.fiscal_year, i.quarter,
           i.file, i.row,
           date(i.index_date, '+' || CAST(f.value AS INTEGER) || ' months')
               AS horizon_date,
           date(i.index_date, '+' || CAST(w.value AS INTEGER) || ' months')
               AS window_from
      FROM index_baseline AS i
      JOIN run_threshold AS f
        ON f.name = 'followup_months'
      JOIN run_threshold AS w
        ON w.name = 'window_from_months'
),
-- Two rosters may hold one person: the latest row speaks.
roster AS MATERIALIZED (
    SELECT p.subject, p.municipality, p.sex, p.employed,
           row_number() OVER (PARTITION BY p.subject
                              ORDER BY p.file DESC, p.row DESC) AS nth
      FROM now_participant AS p
     WHERE p.is_person = 1
),
answer AS MATERIALIZED (
    SELECT f.subject, m.class,
           row_number() OVER (PARTITION BY f.subject
                              ORDER BY f.returned, f.file, f.row) AS nth
      FROM now_followup_survey AS f
      JOIN horizon AS h
        ON h.subject = f.subject
       AND f.returned BETWEEN h.window_from AND h.due_on
      JOIN run_clock AS c
        ON f.returned <= c.quarter_last
      JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
     WHERE m.class <> 'U'
),
new_spell AS MATERIALIZED (
    SELECT s.subject, s.class, s.start_date,
           row_number() OVER (
               PARTITION BY s.subject
               ORDER BY CAST(a.rank AS INTEGER), s.start_date, s.file, s.row
           ) AS by_rank,
           row_number() OVER (
               PARTITION BY s.subject
               ORDER BY s.start_date, CAST(a.rank AS INTEGER), s.file, s.row
           ) AS by_start
      FROM activity_spell AS s
      JOIN book_activities AS a
        ON a.code = s.class
       AND a.is_activity = '1'
     WHERE s.is_new = 1
       AND s.in_window = 1
),
known AS (
    SELECT h.subject,
           a.subject IS NOT NULL AS has_answer,
           n.subject IS NOT NULL AS has_activity,
           c.quarter_last >= h.horizon_date AS horizon_passed,
           c.quarter_last >= h.due_on AS window_passed
      FROM horizon AS h
      JOIN run_clock AS c
      LEFT JOIN answer AS a
        ON a.subject = h.subject
       AND a.nth = 1
      LEFT JOIN new_spell AS n
        ON n.subject = h.subject
       AND n.by_rank = 1
),
outcome AS (
    SELECT k.subject,
           CASE WHEN k.has_answer OR (k.has_activity AND k.horizon_passed)
                THEN 'reached'
                WHEN NOT k.window_passed THEN 'pending'
                ELSE 'lost' END AS state
      FROM known AS k
),
classed AS (
    SELECT o.subject, o.state,
           CASE o.state WHEN 'reached' THEN coalesce(n.class, 'N')
                        WHEN 'lost' THEN 'U' END AS activity_class
      FROM outcome AS o
      LEFT JOIN new_spell AS n
        ON n.subject = o.subject
       AND n.by_rank = 1
)
SELECT h.subject, h.index_date, h.fiscal_year, h.quarter, r.municipality,
       r.sex,
       b.age_date,
       CASE WHEN b.age_date IS NULL THEN NULL
            WHEN b.age_date < 55 THEN 'under_55'
            WHEN b.age_date < 65 THEN '55_64'
            WHEN b.age_date < 75 THEN '65_74'
            ELSE '75_over' END,
       b.wish1,
       b.wish_hours,
       CASE WHEN b.motives IS NULL THEN NULL
            ELSE instr(';' || b.motives || ';', ';1;') > 0 END,
       CASE WHEN k.points_low = k.points_high THEN k.points_low END,
       CASE WHEN k.out_of_validated_age = 1 THEN 'out_of_age'
            ELSE k.class END,
       CASE WHEN f.points_low = f.points_high THEN f.points_low END,
       CASE WHEN f.out_of_validated_age = 1 THEN 'out_of_age'
            ELSE f.class END,
       EXISTS (SELECT 1
                 FROM activity_spell AS s
                 JOIN book_activities AS y
                   ON y.code = s.class
                  AND y.is_activity = '1'
                WHERE s.subject = h.subject
                  AND s.start_date <= h.index_date
                  AND (s.end_date IS NULL OR s.end_date >= h.index_date))
           OR coalesce(r.employed IN ('1', '3'), 0),
       c.state,
       c.activity_class,
       CASE c.state WHEN 'reached' THEN coalesce(n.class, 'N') END,
       CASE c.state WHEN 'reached' THEN n.start_date END,
       CASE c.state WHEN 'reached' THEN coalesce(CAST(a.is_activity AS INTEGER),
                                                 0) END,
       CASE WHEN c.state = 'reached' AND a.is_activity = '1'
            THEN CAST(a.is_paid AS INTEGER) END,
       CASE WHEN c.state = 'reached' AND a.is_activity = '1'
                 AND a.is_paid = '1'
            THEN CAST(a.is_long AS INTEGER) END
  FROM horizon AS h
  JOIN classed AS c
    ON c.subject = h.subject
  JOIN now_baseline AS b
    ON b.file = h.file
   AND b.row = h.row
  LEFT JOIN roster AS r
    ON r.subject = h.subject
   AND r.nth = 1
  LEFT JOIN new_spell AS n
    ON n.subject = h.subject
   AND n.by_start = 1
  LEFT JOIN book_activities AS a
    ON a.code = c.activity_class
  LEFT JOIN baseline_check AS k
    ON k.subject = h.subject
   AND k.instrument = 'KCL'
  LEFT JOIN baseline_check AS f
    ON f.subject = h.subject
   AND f.instrument = 'FC22'
 ORDER BY h.subject;
