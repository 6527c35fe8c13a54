-- Which attendance names an event that no event file has?
SELECT a.file, a.row, 'event_id' AS variable, 'W3008' AS rule, a.subject
  FROM clean_attendance AS a
 WHERE a.event_id IS NOT NULL
   AND NOT EXISTS (SELECT 1
                     FROM clean_event AS e
                    WHERE e.event_id = a.event_id)
