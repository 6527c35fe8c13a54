-- Which activities did each person have? One row per spell.
SELECT s.subject, s.start_date, s.class, s.end_date, s.hours_per_week,
       s.is_new, s.in_window, s.source
  FROM activity_spell AS s
 ORDER BY s.subject, s.start_date, s.class, s.file, s.row;
