-- What did each frailty check come to? One row per person, date, version.
SELECT s.subject, s.date, s.instrument, s.version, s.points_low,
       s.points_high, s.n_missing, s.class, s.age_years,
       s.out_of_validated_age,
       f.name AS source_file, s.row AS source_row
  FROM score AS s
  JOIN raw_file AS f
    ON f.number = s.file
 ORDER BY s.subject, s.date, s.instrument, s.version, s.file, s.row;
