-- Who ended up in which activity within the horizon, and who is not known?
-- Unknown is not none: without an answer and without a new activity a person
-- is pending until the window closes and lost afterwards. Death, a move or
-- certified care need end the follow-up: what began or was answered by that
-- day counts, later things do not, and whoever had no activity by then has
-- ended, which is neither none nor unknown.
INSERT INTO followup (subject, index_date, fiscal_year, quarter, municipality,
                      sex, age_years, age_band, wish_class, wish_hours,
                      motive_income, kcl_points, kcl_class, fc22_red,
                      fc22_class, already_active, state, activity_class,
                      first_class, first_start, any_activity, paid, long,
                      ended_by, ended_on, event, event_on, event_quarter,
                      link_probability)
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
      LEFT JOIN competing_event AS e
        ON e.subject = f.subject
      JOIN run_clock AS c
        ON f.returned <= c.quarter_last
      JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
     WHERE m.class <> 'U'
       AND (e.date IS NULL OR f.returned <= e.date)
),
new_spell AS MATERIALIZED (
    SELECT s.subject, s.counted_class AS class, s.start_date, s.file, s.row,
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
        ON a.code = s.counted_class
       AND a.is_activity = '1'
      LEFT JOIN competing_event AS e
        ON e.subject = s.subject
     WHERE s.is_new = 1
       AND s.in_window = 1
       AND (e.date IS NULL OR s.start_date <= e.date)
),
known AS (
    SELECT h.subject,
           a.subject IS NOT NULL AS has_answer,
           n.subject IS NOT NULL AS has_activity,
           c.quarter_last >= min(h.horizon_date,
                                 coalesce(e.date, h.horizon_date))
               AS horizon_passed,
           c.quarter_last >= h.due_on AS window_passed,
           coalesce(e.date <= h.horizon_date, 0) AS has_ended
      FROM horizon AS h
      JOIN run_clock AS c
      LEFT JOIN competing_event AS e
        ON e.subject = h.subject
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
                WHEN k.has_ended THEN 'ended'
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
),
-- How sure is it that the activity is this person's? As sure as the surest
-- of the records that tell of it; one found by the office's number is.
link AS (
    SELECT n.subject, max(coalesce(l.probability, 1)) AS probability
      FROM new_spell AS n
      JOIN activity_spell AS s
        ON s.subject = n.subject
       AND ((s.file = n.file AND s.row = n.row)
            OR (s.same_file = n.file AND s.same_row = n.row))
      LEFT JOIN raw_link AS l
        ON l.file = s.file
       AND l.row = s.row
     WHERE n.by_rank = 1
     GROUP BY n.subject
),
-- The first of: a new activity, a competing event, the last contact.
first_event AS (
    SELECT h.subject,
           CASE WHEN n.start_date <= coalesce(e.date, n.start_date)
                THEN 'activity'
                WHEN e.date IS NOT NULL THEN e.event
                ELSE 'censored' END AS event,
           CASE WHEN n.start_date <= coalesce(e.date, n.start_date)
                THEN n.start_date
                WHEN e.date IS NOT NULL THEN e.date
                ELSE max(h.index_date, coalesce(l.date, h.index_date)) END
               AS event_on
      FROM horizon AS h
      LEFT JOIN (SELECT s.subject, min(s.start_date) AS start_date
                   FROM activity_spell AS s
                   JOIN book_activities AS a
                     ON a.code = s.counted_class
                    AND a.is_activity = '1'
                  WHERE s.is_new = 1
                  GROUP BY s.subject) AS n
        ON n.subject = h.subject
      LEFT JOIN competing_event AS e
        ON e.subject = h.subject
      LEFT JOIN last_contact AS l
        ON l.subject = h.subject
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
            THEN CAST(a.is_long AS INTEGER) END,
       e.event, e.date, v.event, v.event_on,
       max(0, (CAST(substr(v.event_on, 1, 4) AS INTEGER)
               - CAST(substr(h.index_date, 1, 4) AS INTEGER)) * 12
              + CAST(substr(v.event_on, 6, 2) AS INTEGER)
              - CAST(substr(h.index_date, 6, 2) AS INTEGER)
              - (substr(v.event_on, 9) < substr(h.index_date, 9))) / 3 + 1,
       CASE c.state WHEN 'reached' THEN coalesce(p.probability, 1) END
  FROM horizon AS h
  JOIN first_event AS v
    ON v.subject = h.subject
  LEFT JOIN competing_event AS e
    ON e.subject = h.subject
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
  LEFT JOIN link AS p
    ON p.subject = h.subject
  LEFT JOIN book_activities AS a
    ON a.code = c.activity_class
  LEFT JOIN baseline_check AS k
    ON k.subject = h.subject
   AND k.instrument = 'KCL'
  LEFT JOIN baseline_check AS f
    ON f.subject = h.subject
   AND f.instrument = 'FC22'
 ORDER BY h.subject;
