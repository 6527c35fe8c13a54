-- Which check of each scale is the value at time zero? The nearest one, as
-- far as it may lie from the baseline, under the version then in force.
INSERT INTO baseline_check (subject, instrument, version, date, points_low,
                            points_high, class, out_of_validated_age, file,
                            row)
WITH near_check AS (
    SELECT s.subject, s.instrument, s.version, s.date, s.points_low,
           s.points_high, s.class, s.out_of_validated_age, s.file, s.row,
           row_number() OVER (
               PARTITION BY s.subject, s.instrument
               ORDER BY abs(julianday(s.date) - julianday(i.index_date)),
                        s.date, v.valid_from DESC, s.version, s.file,
                        s.row
           ) AS nth
      FROM score AS s
      JOIN index_baseline AS i
        ON i.subject = s.subject
      JOIN book_instruments AS v
        ON v.instrument = s.instrument
       AND v.version = s.version
       AND v.valid_from <= s.date
      JOIN run_threshold AS b
        ON b.name = 'check_before_days'
      JOIN run_threshold AS a
        ON a.name = 'check_after_days'
     WHERE julianday(s.date) - julianday(i.index_date)
           BETWEEN -b.value AND a.value
)
SELECT n.subject, n.instrument, n.version, n.date, n.points_low,
       n.points_high, n.class, n.out_of_validated_age, n.file, n.row
  FROM near_check AS n
 WHERE n.nth = 1
 ORDER BY n.subject, n.instrument;
