-- Which surveys did each person get and answer? One row per person and wave.
SELECT w.subject, w.wave, w.date, w.sent, w.undelivered, w.returned,
       w.age_years, w.months_after, w.in_window, w.wish_class, w.wish_hours,
       w.motive_income, w.activity, w.activity_class, w.start_month,
       w.satisfaction, w.self_rated_health,
       f.name AS source_file, w.row AS source_row
  FROM person_wave AS w
  JOIN raw_file AS f
    ON f.number = w.file
 ORDER BY w.subject, w.wave, w.file, w.row;
