-- What does each check come to under the version before and the one after?
SELECT r.subject, r.date, r.instrument, r.version_from, r.version_to,
       r.points_low_from, r.points_high_from, r.class_from, r.points_low_to,
       r.points_high_to, r.class_to, r.change, r.out_of_validated_age,
       f.name AS source_file, r.row AS source_row
  FROM rescoring AS r
  JOIN raw_file AS f
    ON f.number = r.file
 ORDER BY r.subject, r.date, r.instrument, r.version_from, r.file, r.row;
