-- Which event was typed with another number of people than its list has?
-- Present are all but those marked absent; an event without a list is not
-- judged.
SELECT e.file, e.row, 'attended_manual' AS variable, 'W3323' AS rule,
       '' AS subject
  FROM clean_event AS e
  JOIN (SELECT a.event_id, sum(a.attended IN ('1', '3', '4')) AS n_present
          FROM clean_attendance AS a
         GROUP BY a.event_id) AS l
    ON l.event_id = e.event_id
 WHERE e.attended_manual IS NOT NULL
   AND e.attended_manual <> l.n_present
