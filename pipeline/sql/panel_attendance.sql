-- Which events did each person come to?
INSERT INTO event_attendance (subject, event_id, date, type, attended, mode,
                              file, row)
SELECT a.subject, a.event_id, e.date, e.type, a.attended,
       coalesce(a.mode, CASE WHEN e.mode IN ('1', '2') THEN e.mode END),
       a.file, a.row
  FROM now_attendance AS a
  LEFT JOIN (SELECT v.event_id, v.date, v.type, v.mode,
                    row_number() OVER (PARTITION BY v.event_id
                                       ORDER BY v.file DESC, v.row DESC) AS nth
               FROM now_event AS v) AS e
    ON e.event_id = a.event_id
   AND e.nth = 1
 WHERE a.is_person = 1
 ORDER BY a.file, a.row;
