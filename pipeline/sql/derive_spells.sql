-- Which activities does the desk report (12), and how long did each go on?
-- A transfer (prev_episode) continues the spell before it, back to the first
-- of the chain: it is new only if that one was, and the spell before it ended
-- on the day before. Where the desk knows no end, a contact (13) that finds
-- the person gone gives the latest possible one. Not reached is not gone.
INSERT INTO activity_spell (subject, class, start_date, end_date, end_by,
                            known_until, begun_on, hours_per_week,
                            counted_class, remark, is_new, in_window,
                            is_counted, episode_id, job_id, code, source,
                            known_on, reported_by, file, row)
WITH RECURSIVE
horizon AS (
    SELECT i.subject, i.index_date,
           date(i.index_date, '+' || CAST(f.value AS INTEGER) || ' months')
               AS horizon_date
      FROM index_baseline AS i
      JOIN run_threshold AS f
        ON f.name = 'followup_months'
),
episode AS MATERIALIZED (
    SELECT a.subject, a.episode_id, a.prev_episode, a.start, a."end",
           a.kind, a.hours, a.job_id, a.known_on, a.known_by, a.file, a.row
      FROM now_activity AS a
     WHERE a.is_person = 1
       AND a.start IS NOT NULL
),
classed AS (
    SELECT e.subject, e.episode_id, e.start, e."end", e.kind, e.hours,
           e.job_id, e.known_on, e.known_by, e.file, e.row, m.class,
           m.remark
      FROM episode AS e
      JOIN book_activity_map AS m
        ON m."table" = 'activity'
       AND m."column" = 'kind'
       AND m.value = e.kind
       AND CASE WHEN m.hours_from = '' AND m.hours_below = '' THEN 1
                WHEN e.hours IS NULL THEN m.hours_from = 'missing'
                WHEN m.hours_from = 'missing' THEN 0
                ELSE (m.hours_from = ''
                      OR e.hours >= CAST(m.hours_from AS REAL))
                 AND (m.hours_below = ''
                      OR e.hours < CAST(m.hours_below AS REAL)) END
),
-- Every spell and those it continues; a ring of numbers ends by itself.
chain AS (
    SELECT e.subject, e.file, e.row, e.start, e.prev_episode
      FROM episode AS e
    UNION
    SELECT c.subject, c.file, c.row, p.start, p.prev_episode
      FROM chain AS c
      JOIN episode AS p
        ON p.subject = c.subject
       AND p.episode_id = c.prev_episode
),
origin AS MATERIALIZED (
    SELECT c.file, c.row, min(c.start) AS first_start
      FROM chain AS c
     GROUP BY c.file, c.row
),
successor AS MATERIALIZED (
    SELECT e.subject, e.prev_episode, min(e.start) AS start
      FROM episode AS e
     WHERE e.prev_episode IS NOT NULL
     GROUP BY e.subject, e.prev_episode
),
contact AS MATERIALIZED (
    SELECT k.subject, k.episode_id,
           max(CASE WHEN k.status IN ('1', '3') THEN k.date END) AS seen_on,
           min(CASE WHEN k.status = '2' THEN k.date END) AS gone_on
      FROM now_support_contact AS k
     WHERE k.is_person = 1
       AND k.target = '1'
       AND k.reached = '1'
       AND k.episode_id IS NOT NULL
     GROUP BY k.subject, k.episode_id
),
ended AS (
    SELECT c.subject, c.class, c.remark, c.start, c.kind, c.hours,
           c.episode_id, c.job_id, c.known_on, c.known_by, c.file, c.row,
           k.seen_on,
           coalesce(c."end",
                    CASE WHEN s.start > c.start
                         THEN date(s.start, '-1 day') END,
                    CASE WHEN k.gone_on >= c.start THEN k.gone_on END)
               AS end_date,
           CASE WHEN c."end" IS NOT NULL THEN 'reported'
                WHEN s.start > c.start THEN 'successor'
                WHEN k.gone_on >= c.start THEN 'contact' END AS end_by
      FROM classed AS c
      LEFT JOIN successor AS s
        ON s.subject = c.subject
       AND s.prev_episode = c.episode_id
      LEFT JOIN contact AS k
        ON k.subject = c.subject
       AND k.episode_id = c.episode_id
)
SELECT d.subject, d.class, d.start, d.end_date, d.end_by,
       CASE WHEN d.end_date <= min(t.quarter_last, t.as_of) THEN d.end_date
            ELSE max(d.start, coalesce(d.seen_on, ''),
                     min(coalesce(d.known_on, ''), t.quarter_last, t.as_of)) END,
       min(o.first_start, d.start), d.hours, d.class, d.remark,
       o.first_start > h.index_date,
       d.start <= h.horizon_date, 1, d.episode_id, d.job_id, d.kind,
       'activity', d.known_on, coalesce(d.known_by, ''), d.file, d.row
  FROM ended AS d
  JOIN horizon AS h
    ON h.subject = d.subject
  JOIN run_clock AS t
  JOIN origin AS o
    ON o.file = d.file
   AND o.row = d.row
 ORDER BY d.file, d.row;
