-- Which starts count, once each, and who reported them? ?1 = the city.
-- People: every counted spell. Under yearly tokens: what the desk reported;
-- reassignments can't be told there. A chain counts as its first spell; the
-- others stand here as transfers. A backfill is a person who takes the job
-- (same opening) that another one left by a transfer.
-- Residence never shuts out, unless schemes.csv names the towns.
INSERT INTO outcome_start (subject, is_person, class, start_date, elderly,
                           is_transfer, is_backfill, residence, is_eligible,
                           n_reports, source, known_on, reported_by,
                           link_probability, file, row)
WITH roster AS MATERIALIZED (
    SELECT p.subject, p.municipality,
           row_number() OVER (PARTITION BY p.subject
                              ORDER BY p.file DESC, p.row DESC) AS nth
      FROM now_participant AS p
     WHERE p.subject <> ''
),
repeated AS MATERIALIZED (
    SELECT s.same_file AS file, s.same_row AS row, count(*) AS n
      FROM activity_spell AS s
     WHERE s.is_counted = 0
     GROUP BY s.same_file, s.same_row
),
in_chain AS (
    SELECT d.subject, d.job_id, d.start_date, d.end_date,
           max(d.start_date) OVER (PARTITION BY d.first_file, d.first_row)
               AS last_start
      FROM desk_episode AS d
     WHERE d.is_person = 1
),
vacated AS MATERIALIZED (
    SELECT c.subject, c.job_id, min(c.end_date) AS left_on
      FROM in_chain AS c
     WHERE c.job_id IS NOT NULL
       AND c.end_date IS NOT NULL
       AND c.start_date < c.last_start
     GROUP BY c.subject, c.job_id
),
start AS (
    SELECT s.subject, 1 AS is_person, s.counted_class AS class, s.start_date,
           s.elderly,
           s.source = 'activity'
               AND s.begun_on < s.start_date AS is_transfer,
           s.source, s.known_on, s.reported_by, s.file, s.row
      FROM activity_spell AS s
     WHERE s.is_counted = 1
    UNION ALL
    SELECT d.subject, 0, d.class, d.start_date, d.elderly, 0, 'activity',
           d.known_on, coalesce(d.known_by, ''), d.file, d.row
      FROM desk_episode AS d
     WHERE d.is_person = 0
),
backfill AS MATERIALIZED (
    SELECT DISTINCT d.file, d.row
      FROM desk_episode AS d
      JOIN vacated AS v
        ON v.job_id = d.job_id
       AND v.subject <> d.subject
       AND v.left_on <= d.start_date
     WHERE d.begun_on = d.start_date
)
SELECT t.subject, t.is_person, t.class, t.start_date, t.elderly,
       t.is_transfer,
       b.file IS NOT NULL,
       r.municipality,
       NOT EXISTS (SELECT 1
                     FROM book_schemes AS x
                    WHERE x.municipality = ?1
                      AND x.residence <> ''
                      AND t.start_date BETWEEN x.first_day AND x.last_day
                      AND instr(';' || x.residence || ';',
                                ';' || coalesce(r.municipality, '') || ';')
                          = 0),
       1 + coalesce(n.n, 0), t.source, t.known_on, t.reported_by,
       l.probability, t.file, t.row
  FROM start AS t
  LEFT JOIN roster AS r
    ON r.subject = t.subject
   AND r.nth = 1
  LEFT JOIN repeated AS n
    ON n.file = t.file
   AND n.row = t.row
  LEFT JOIN backfill AS b
    ON b.file = t.file
   AND b.row = t.row
  LEFT JOIN raw_link AS l
    ON l.file = t.file
   AND l.row = t.row
 ORDER BY t.file, t.row;
