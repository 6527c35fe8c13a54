-- Which activities did each person have? One row per spell.
SELECT s.subject, s.start_date, s.class, s.end_date, s.end_by, s.known_until,
       s.begun_on, s.hours_per_week, s.hours_all_jobs, s.counted_class,
       s.remark, s.is_new, s.in_window, s.is_counted,
       g.name AS same_file, s.same_row, s.episode_id, s.job_id, s.source,
       s.known_on, s.reported_by,
       f.name AS source_file, s.row AS source_row
  FROM activity_spell AS s
  JOIN raw_file AS f
    ON f.number = s.file
  LEFT JOIN raw_file AS g
    ON g.number = s.same_file
 ORDER BY s.subject, s.start_date, s.class, s.file, s.row;
