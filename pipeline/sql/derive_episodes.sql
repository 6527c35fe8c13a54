-- Which activities does the desk report (12), and how long did each go on?
-- A transfer (prev_episode) continues the spell before it, back to the first
-- of the chain: it is new only if that one was, and the spell before it ended
-- on the day before. Where the desk knows no end, a contact (13) that finds
-- the person gone gives the latest possible one. Not reached is not gone.
INSERT INTO desk_episode (subject, is_person, episode_id, class, remark,
                          start_date, end_date, end_by, end_reason,
                          known_until, begun_on, first_file, first_row, hours,
                          kind, job_id, elderly, known_on, known_by, file,
                          row)
WITH RECURSIVE
episode AS MATERIALIZED (
    SELECT a.subject, a.is_person, a.episode_id, a.prev_episode, a.start,
           a."end", a.end_reason, a.kind, a.hours, a.job_id, a.elderly,
           a.known_on, a.known_by, a.file, a.row
      FROM now_activity AS a
     WHERE a.start IS NOT NULL
       AND a.subject <> ''
),
classed AS (
    SELECT e.subject, e.is_person, e.episode_id, e.start, e."end",
           e.end_reason, e.kind, e.hours, e.job_id, e.elderly, e.known_on,
           e.known_by, e.file, e.row, m.class, m.remark
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
    SELECT e.subject, e.file, e.row, e.start, e.prev_episode,
           e.file AS from_file, e.row AS from_row
      FROM episode AS e
    UNION
    SELECT c.subject, c.file, c.row, p.start, p.prev_episode, p.file, p.row
      FROM chain AS c
      JOIN episode AS p
        ON p.subject = c.subject
       AND p.episode_id = c.prev_episode
),
origin AS MATERIALIZED (
    SELECT c.file, c.row, c.start AS first_start, c.from_file, c.from_row,
           row_number() OVER (
               PARTITION BY c.file, c.row
               ORDER BY c.start, c.from_file, c.from_row
           ) AS nth
      FROM chain AS c
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
    SELECT c.subject, c.is_person, c.class, c.remark, c.start, c.end_reason,
           c.kind, c.hours, c.episode_id, c.job_id, c.elderly, c.known_on,
           c.known_by, c.file, c.row, k.seen_on,
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
SELECT d.subject, d.is_person, d.episode_id, d.class, d.remark, d.start,
       d.end_date, d.end_by, d.end_reason,
       CASE WHEN d.end_date <= min(t.quarter_last, t.as_of) THEN d.end_date
            ELSE max(d.start, coalesce(d.seen_on, ''),
                     min(coalesce(d.known_on, ''), t.quarter_last, t.as_of))
            END,
       o.first_start, o.from_file, o.from_row, d.hours, d.kind, d.job_id,
       d.elderly, d.known_on, d.known_by, d.file, d.row
  FROM ended AS d
  JOIN run_clock AS t
  JOIN origin AS o
    ON o.file = d.file
   AND o.row = d.row
   AND o.nth = 1
 ORDER BY d.file, d.row;
