-- Which activities did each person have? One row per spell.
SELECT s.subject, s.start_date, s.class, s.end_date, s.hours_per_week,
       s.is_new, s.in_window, s.source,
       f.name AS source_file, s.row AS source_row
  FROM activity_spell AS s
  JOIN raw_file AS f
    ON f.number = s.file
 ORDER BY s.subject, s.start_date, s.class, s.file, s.row;
