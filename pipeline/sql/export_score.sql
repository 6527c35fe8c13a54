-- What did each frailty check come to? One row per person, date, version.
SELECT s.subject, s.date, s.instrument, s.version, s.points_low,
       s.points_high, s.n_missing, s.class, s.age_years,
       s.out_of_validated_age
  FROM score AS s
 ORDER BY s.subject, s.date, s.instrument, s.version, s.file, s.row;
