-- Which event is counted under a scheme that was not running on its day?
-- ?1 = the study's city. One without a scheme in schemes.csv is not judged.
SELECT e.file, e.row, 'date' AS variable, 'W3327' AS rule, '' AS subject
  FROM clean_event AS e
  JOIN (SELECT min(s.first_day) AS first_day, max(s.last_day) AS last_day
          FROM book_schemes AS s
         WHERE s.municipality = ?1
        HAVING count(*) > 0) AS s
 WHERE e.programmes IS NOT NULL
   AND (e.date < s.first_day OR e.date > s.last_day)
