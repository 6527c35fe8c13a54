-- Who came to which event? One row per person and event.
SELECT a.subject, a.event_id, a.date, a.type, a.attended, a.mode,
       f.name AS source_file, a.row AS source_row
  FROM event_attendance AS a
  JOIN raw_file AS f
    ON f.number = a.file
 ORDER BY a.subject, a.event_id, a.file, a.row;
