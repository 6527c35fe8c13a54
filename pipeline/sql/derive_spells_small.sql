-- Which activities are known only from their single days, or as a membership?
-- Points (17) and neighbours' requests (27) come day by day: all days of one
-- class are one spell from the first to the last, so that going on with what
-- one did before the baseline is nothing new. A request without a word on
-- thank-you money counts as unpaid, the lower class. Joining the Silver Center
-- (15) is a referral: it proves no activity. Points that were taken back on
-- the same day for the same thing are none.
INSERT INTO activity_spell (subject, class, start_date, end_date,
                            hours_per_week, is_new, in_window, source, file,
                            row)
WITH point_day AS (
    SELECT p.subject, m.class, p.date, min(p.file) AS file, min(p.row) AS row
      FROM now_frailty_point AS p
      JOIN book_activity_map AS m
        ON m."table" = 'frailty_point'
       AND m."column" = 'kind'
       AND m.value = p.kind
     WHERE p.is_person = 1
       AND p.date IS NOT NULL
     GROUP BY p.subject, m.class, p.kind, p.date
    HAVING sum(coalesce(p.points, 1)) > 0
),
request_day AS (
    SELECT r.subject,
           CASE WHEN r.paid > 0 THEN 'P19' ELSE 'V0' END AS class,
           r.done AS date, r.file, r.row
      FROM now_local_request AS r
      JOIN run_clock AS c
        ON r.done <= c.quarter_last
     WHERE r.is_person = 1
),
day AS (
    SELECT p.subject, p.class, p.date, 'frailty_point' AS source, p.file, p.row
      FROM point_day AS p
    UNION ALL
    SELECT r.subject, r.class, r.date, 'local_request', r.file, r.row
      FROM request_day AS r
),
in_order AS (
    SELECT d.subject, d.class, d.source, d.date, d.file, d.row,
           max(d.date) OVER (PARTITION BY d.subject, d.class, d.source)
               AS last_date,
           row_number() OVER (
               PARTITION BY d.subject, d.class, d.source
               ORDER BY d.date, d.file, d.row
           ) AS nth
      FROM day AS d
),
spell AS (
    SELECT o.subject, o.class, o.date AS start_date, o.last_date AS end_date,
           o.source, o.file, o.row
      FROM in_order AS o
     WHERE o.nth = 1
    UNION ALL
    SELECT s.subject, 'R', s.joined, s.left, 'silver_member', s.file, s.row
      FROM now_silver_member AS s
     WHERE s.is_person = 1
       AND s.joined IS NOT NULL
)
SELECT s.subject, s.class, s.start_date, s.end_date, NULL,
       s.start_date > i.index_date,
       s.start_date <= date(i.index_date,
                            '+' || CAST(f.value AS INTEGER) || ' months'),
       s.source, s.file, s.row
  FROM spell AS s
  JOIN index_baseline AS i
    ON i.subject = s.subject
  JOIN run_threshold AS f
    ON f.name = 'followup_months'
 ORDER BY s.file, s.row;
