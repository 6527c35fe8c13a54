-- Which answer, check or start of work lies after the person's death?
WITH death AS (
    SELECT s.subject, min(s.date) AS date
      FROM clean_person_status AS s
      JOIN book_statuses AS b
        ON b.code = s.status
       AND b.event = 'death'
     WHERE s.is_person = 1
     GROUP BY s.subject
)
SELECT f.file, f.row, 'returned' AS variable, 'W3322' AS rule, f.subject
  FROM clean_followup_survey AS f
  JOIN death AS d
    ON d.subject = f.subject
   AND f.returned > d.date
UNION ALL
SELECT a.file, a.row, 'start', 'W3322', a.subject
  FROM clean_activity AS a
  JOIN death AS d
    ON d.subject = a.subject
   AND a.start > d.date
UNION ALL
SELECT k.file, k.row, 'date', 'W3322', k.subject
  FROM clean_support_contact AS k
  JOIN death AS d
    ON d.subject = k.subject
   AND k.reached = '1'
   AND k.date > d.date
