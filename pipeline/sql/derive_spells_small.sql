-- Which activities are known only from single days, a match, a course, a
-- membership or a referral?
-- Points (17) and neighbours' requests (27) come day by day: all days of one
-- class are one spell from the first to the last, so that going on with what
-- one did before the baseline is nothing new. A request without a word on
-- thank-you money counts as unpaid, the lower class. Points that were taken
-- back on the same day for the same thing are none. A match (11) begins a job
-- on the day of the result, with the hours of its opening (10). A contact (13)
-- about a job nobody reported proves it from that day on; when it began is not
-- known, so it is not new. Joining the Silver Center (15) or being handed to
-- another body (07) is a referral: it proves no activity. Whoever joins again
-- is a member again and no new one; a visit and a call of one day are one.
INSERT INTO activity_spell (subject, class, start_date, end_date, end_by,
                            known_until, begun_on, hours_per_week,
                            counted_class, remark, is_new, in_window, elderly,
                            is_counted, same_file, same_row, episode_id,
                            job_id, code, source, known_on, reported_by, file,
                            row)
WITH opening AS MATERIALIZED (
    SELECT j.job_id, j.hours,
           row_number() OVER (PARTITION BY j.job_id
                              ORDER BY j.file DESC, j.row DESC) AS nth
      FROM now_job AS j
),
point_day AS (
    SELECT p.subject, p.kind AS code, p.date, min(p.file) AS file,
           min(p.row) AS row, min(p.known_on) AS known_on,
           min(p.elderly) AS elderly
      FROM now_frailty_point AS p
     WHERE p.is_person = 1
       AND p.date IS NOT NULL
     GROUP BY p.subject, p.kind, p.date
    HAVING sum(coalesce(p.points, 1)) > 0
),
day AS (
    SELECT p.subject, 'frailty_point' AS source, 'kind' AS "column", p.code,
           p.date, p.known_on, p.elderly, p.file, p.row
      FROM point_day AS p
    UNION ALL
    SELECT r.subject, 'local_request', 'paid',
           CASE WHEN r.paid > 0 THEN '1' ELSE '0' END, r.done, r.known_on,
           r.elderly, r.file, r.row
      FROM now_local_request AS r
      JOIN run_clock AS c
        ON r.done <= c.quarter_last
     WHERE r.is_person = 1
),
classed_day AS (
    SELECT d.subject, m.class, d.source, d."column", d.code, d.date,
           d.known_on, d.elderly, d.file, d.row,
           max(d.date) OVER (PARTITION BY d.subject, m.class, d.source)
               AS last_date,
           row_number() OVER (
               PARTITION BY d.subject, m.class, d.source
               ORDER BY d.date, d.file, d.row
           ) AS nth
      FROM day AS d
      JOIN book_activity_map AS m
        ON m."table" = d.source
       AND m."column" = d."column"
       AND m.value = d.code
),
unreported AS (
    SELECT k.subject, k.episode_id, k.status, k.date, k.known_on, k.elderly,
           k.file, k.row,
           max(k.date) OVER (PARTITION BY k.subject, k.episode_id)
               AS last_date,
           row_number() OVER (
               PARTITION BY k.subject, k.episode_id
               ORDER BY k.date, k.file, k.row
           ) AS nth
      FROM now_support_contact AS k
     WHERE k.is_person = 1
       AND k.target = '1'
       AND k.reached = '1'
       AND k.status IN ('1', '3')
       AND NOT EXISTS (SELECT 1
                         FROM activity_spell AS s
                        WHERE s.subject = k.subject
                          AND s.source = 'activity'
                          AND (s.episode_id = k.episode_id
                               OR k.episode_id IS NULL))
),
gone AS (
    SELECT k.subject, coalesce(k.episode_id, '') AS episode_id,
           min(k.date) AS date
      FROM now_support_contact AS k
     WHERE k.is_person = 1
       AND k.target = '1'
       AND k.reached = '1'
       AND k.status = '2'
     GROUP BY k.subject, coalesce(k.episode_id, '')
),
course AS (
    SELECT t.subject, t.course, coalesce(t.start, t."end") AS start,
           CASE WHEN t."end" >= coalesce(t.start, t."end") THEN t."end" END
               AS "end",
           t.known_on, t.elderly, t.file, t.row
      FROM now_training AS t
      JOIN run_clock AS c
        ON coalesce(t.start, t."end") <= c.quarter_last
     WHERE t.is_person = 1
),
membership AS (
    SELECT s.subject, s.joined, s."left", s.known_on, s.elderly, s.file, s.row,
           row_number() OVER (PARTITION BY s.subject
                              ORDER BY s.joined, s.file, s.row) AS nth
      FROM now_silver_member AS s
     WHERE s.is_person = 1
       AND s.joined IS NOT NULL
),
handed_over AS (
    SELECT n.subject, n.datetime, n.known_on, n.elderly, n.file, n.row,
           row_number() OVER (PARTITION BY n.subject, n.datetime
                              ORDER BY n.file, n.row) AS nth
      FROM now_consultation AS n
     WHERE n.is_person = 1
       AND n.datetime IS NOT NULL
       AND (instr(';' || coalesce(n.action, '') || ';', ';4;') > 0
            OR coalesce(n.referred_to, '0') <> '0')
),
found AS (
    SELECT d.subject, d.source, d."column", d.code, d.date AS start_date,
           d.last_date AS end_date, d.last_date AS known_until,
           NULL AS hours, NULL AS episode_id, NULL AS job_id, d.known_on,
           1 AS may_be_new, d.elderly, d.file, d.row
      FROM classed_day AS d
     WHERE d.nth = 1
    UNION ALL
    SELECT r.subject, 'referral', 'result', r.result, r.d_result, NULL,
           r.d_result, o.hours, NULL, r.job_id, r.known_on, 1, r.elderly, r.file,
           r.row
      FROM now_referral AS r
      JOIN run_clock AS c
        ON r.d_result <= c.quarter_last
      LEFT JOIN opening AS o
        ON o.job_id = r.job_id
       AND o.nth = 1
     WHERE r.is_person = 1
       AND r.result = '1'
    UNION ALL
    SELECT u.subject, 'support_contact', 'status', u.status, u.date,
           CASE WHEN g.date >= u.date THEN g.date END,
           coalesce(CASE WHEN g.date >= u.date THEN g.date END, u.last_date),
           NULL, u.episode_id, NULL, u.known_on, 0, u.elderly, u.file,
           u.row
      FROM unreported AS u
      LEFT JOIN gone AS g
        ON g.subject = u.subject
       AND g.episode_id = coalesce(u.episode_id, '')
     WHERE u.nth = 1
    UNION ALL
    SELECT t.subject, 'training', 'course', t.course, t.start, t."end",
           coalesce(CASE WHEN t."end" <= c.quarter_last THEN t."end" END,
                    t.start),
           NULL, NULL, NULL, t.known_on, 1, t.elderly, t.file,
           t.row
      FROM course AS t
      JOIN run_clock AS c
    UNION ALL
    SELECT s.subject, 'silver_member', 'joined', '1', s.joined, s."left",
           coalesce(CASE WHEN s."left" <= c.quarter_last THEN s."left" END,
                    s.joined),
           NULL, NULL, NULL, s.known_on, s.nth = 1, s.elderly, s.file,
           s.row
      FROM membership AS s
      JOIN run_clock AS c
    UNION ALL
    SELECT n.subject, 'consultation', 'action', '4', n.datetime, n.datetime,
           n.datetime, NULL, NULL, NULL, n.known_on, 1, n.elderly, n.file,
           n.row
      FROM handed_over AS n
     WHERE n.nth = 1
)
SELECT f.subject, m.class, f.start_date, f.end_date,
       CASE WHEN f.end_date IS NULL THEN NULL
            WHEN f.source = 'support_contact' THEN 'contact'
            ELSE 'reported' END,
       f.known_until, f.start_date, f.hours, m.class, m.remark,
       CASE WHEN i.index_date IS NULL THEN NULL
            ELSE f.may_be_new AND f.start_date > i.index_date END,
       f.start_date <= date(i.index_date,
                            '+' || CAST(t.value AS INTEGER) || ' months'),
       f.elderly, e.file IS NULL, e.file, e.row, f.episode_id, f.job_id,
       f.code, f.source, f.known_on, f.source, f.file, f.row
  FROM found AS f
  JOIN book_activity_map AS m
    ON m."table" = f.source
   AND m."column" = f."column"
   AND m.value = f.code
   AND CASE WHEN m.hours_from = '' AND m.hours_below = '' THEN 1
            WHEN f.hours IS NULL THEN m.hours_from = 'missing'
            WHEN m.hours_from = 'missing' THEN 0
            ELSE (m.hours_from = ''
                  OR f.hours >= CAST(m.hours_from AS REAL))
             AND (m.hours_below = ''
                  OR f.hours < CAST(m.hours_below AS REAL)) END
  LEFT JOIN index_baseline AS i
    ON i.subject = f.subject
  LEFT JOIN membership AS e
    ON f.source = 'silver_member'
   AND e.subject = f.subject
   AND e.nth = 1
   AND (e.file <> f.file OR e.row <> f.row)
  JOIN run_threshold AS t
    ON t.name = 'followup_months'
 ORDER BY f.file, f.row;
