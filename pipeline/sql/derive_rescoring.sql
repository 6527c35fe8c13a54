-- What does each check come to under two neighbouring versions of its scale?
-- The raw values are the same, so every difference is the version's doing.
-- Variants of one day (the two ways to count the form of the old-old) are no
-- versions of each other.
INSERT INTO rescoring (subject, date, instrument, version_from, version_to,
                       points_low_from, points_high_from, class_from,
                       points_low_to, points_high_to, class_to, change,
                       out_of_validated_age, file, row)
WITH version AS (
    SELECT v.instrument, v.version,
           dense_rank() OVER (
               PARTITION BY v.instrument
               ORDER BY v.valid_from
           ) AS nth
      FROM book_instruments AS v
)
SELECT f.subject, f.date, f.instrument, f.version, t.version,
       f.points_low, f.points_high, f.class,
       t.points_low, t.points_high, t.class,
       CASE WHEN f.class <> t.class THEN 'class_by_version'
            WHEN f.points_low <> t.points_low
              OR f.points_high <> t.points_high THEN 'points_by_version'
            ELSE 'none' END,
       t.out_of_validated_age, f.file, f.row
  FROM version AS old
  JOIN version AS new
    ON new.instrument = old.instrument
   AND new.nth = old.nth + 1
  JOIN score AS f
    ON f.instrument = old.instrument
   AND f.version = old.version
  JOIN score AS t
    ON t.instrument = new.instrument
   AND t.version = new.version
   AND t.file = f.file
   AND t.row = f.row
   AND t.subject = f.subject
   AND t.date = f.date
 ORDER BY f.subject, f.date, f.instrument, old.nth, f.file, f.row;
