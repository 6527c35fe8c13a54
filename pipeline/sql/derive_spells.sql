-- Which activities does each person report, from the desk and the survey?
-- A transfer continues the spell before it, and so on back to the first of the
-- chain: it is new only if that one was.
INSERT INTO activity_spell (subject, class, start_date, end_date,
                            hours_per_week, is_new, in_window, source, file,
                            row)
WITH RECURSIVE
horizon AS (
    SELECT i.subject, i.index_date,
           date(i.index_date, '+' || CAST(f.value AS INTEGER) || ' months')
               AS horizon_date,
           date(i.index_date, '+' || CAST(w.value AS INTEGER) || ' months')
               AS window_from,
           i.due_on AS window_to
      FROM index_baseline AS i
      JOIN run_threshold AS f
        ON f.name = 'followup_months'
      JOIN run_threshold AS w
        ON w.name = 'window_from_months'
),
desk AS (
    SELECT a.subject, m.class, a.start AS start_date, a."end" AS end_date,
           a.hours, a.file, a.row
      FROM now_activity AS a
      JOIN book_activity_map AS m
        ON m."table" = 'activity'
       AND m."column" = 'kind'
       AND m.value = a.kind
       AND CASE WHEN m.hours_from = '' AND m.hours_below = '' THEN 1
                WHEN a.hours IS NULL THEN m.hours_from = 'missing'
                WHEN m.hours_from = 'missing' THEN 0
                ELSE (m.hours_from = ''
                      OR a.hours >= CAST(m.hours_from AS REAL))
                 AND (m.hours_below = ''
                      OR a.hours < CAST(m.hours_below AS REAL)) END
     WHERE a.is_person = 1
       AND a.start IS NOT NULL
),
-- Every spell and those it continues; a ring of numbers ends by itself.
chain AS (
    SELECT a.subject, a.file, a.row, a.start, a.prev_episode
      FROM now_activity AS a
     WHERE a.is_person = 1
       AND a.start IS NOT NULL
    UNION
    SELECT c.subject, c.file, c.row, p.start, p.prev_episode
      FROM chain AS c
      JOIN now_activity AS p
        ON p.subject = c.subject
       AND p.episode_id = c.prev_episode
       AND p.start IS NOT NULL
),
origin AS (
    SELECT c.subject, c.file, c.row, min(c.start) AS first_start
      FROM chain AS c
     GROUP BY c.subject, c.file, c.row
),
survey AS (
    SELECT f.subject, m.class,
           CASE WHEN f.start_ym IS NULL THEN f.returned
                ELSE f.start_ym || '-01' END AS start_date,
           f.start_ym, f.returned, f.file, f.row
      FROM now_followup_survey AS f
      JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
      JOIN run_clock AS c
        ON f.returned <= c.quarter_last
     WHERE f.is_person = 1
       AND m.class NOT IN ('N', 'U')
)
SELECT d.subject, d.class, d.start_date, d.end_date, d.hours,
       o.first_start > h.index_date,
       d.start_date <= h.horizon_date,
       'activity', d.file, d.row
  FROM desk AS d
  JOIN horizon AS h
    ON h.subject = d.subject
  JOIN origin AS o
    ON o.file = d.file
   AND o.row = d.row
UNION ALL
SELECT s.subject, s.class, s.start_date, NULL, NULL,
       coalesce(s.start_ym >= substr(h.index_date, 1, 7), 1),
       s.start_date <= h.horizon_date
           OR (s.start_ym IS NULL
               AND s.returned BETWEEN h.window_from AND h.window_to),
       'followup_survey', s.file, s.row
  FROM survey AS s
  JOIN horizon AS h
    ON h.subject = s.subject
 ORDER BY 9, 10;
