-- Who was placed in paid work, and how long is it known to have lasted?
-- One row per chain of the desk's spells: a reassignment goes on, it does not
-- begin anew. It ended where its last spell ended by report or contact; else
-- it is censored on the last day it is known to have gone on.
INSERT INTO placement (subject, class, scheme, begun_on, seen_until, days,
                       has_left, file, row)
WITH last_spell AS (
    SELECT d.first_file, d.first_row, d.subject, d.end_by, d.known_until,
           max(d.known_until) OVER (PARTITION BY d.first_file, d.first_row)
               AS seen_until,
           row_number() OVER (
               PARTITION BY d.first_file, d.first_row
               ORDER BY d.start_date DESC, d.file DESC, d.row DESC
           ) AS nth,
           d.end_date
      FROM desk_episode AS d
     WHERE d.is_person = 1
)
SELECT f.subject, f.class, o.scheme, f.start_date,
       CASE WHEN l.end_date = l.known_until AND l.end_by <> 'successor'
            THEN l.end_date ELSE l.seen_until END,
       CAST(julianday(CASE WHEN l.end_date = l.known_until
                                AND l.end_by <> 'successor'
                           THEN l.end_date ELSE l.seen_until END)
            - julianday(f.start_date) AS INTEGER),
       coalesce(l.end_date = l.known_until AND l.end_by <> 'successor', 0),
       f.file, f.row
  FROM last_spell AS l
  JOIN desk_episode AS f
    ON f.file = l.first_file
   AND f.row = l.first_row
  JOIN book_activities AS a
    ON a.code = f.class
   AND a.is_paid = '1'
  LEFT JOIN opening AS o
    ON o.job_id = f.job_id
 WHERE l.nth = 1
   AND l.seen_until >= f.start_date
 ORDER BY f.file, f.row;
