-- Who has been met under a pseudonym, and what does the latest roster say?
-- Without a roster row the first record of the person is the source.
INSERT INTO person (subject, municipality, sex, employed, first_contact,
                    first_record, index_date, n_records, file, row)
WITH roster AS (
    SELECT p.subject, p.municipality, p.sex, p.employed, p.first_contact,
           p.file, p.row,
           row_number() OVER (PARTITION BY p.subject
                              ORDER BY p.file DESC, p.row DESC) AS nth
      FROM now_participant AS p
     WHERE p.is_person = 1
),
record AS (
    SELECT r.subject, r.file, r.row,
           min(r.happened_on) OVER (PARTITION BY r.subject) AS first_record,
           count(*) OVER (PARTITION BY r.subject) AS n_records,
           row_number() OVER (PARTITION BY r.subject
                              ORDER BY r.file, r.row) AS nth
      FROM person_record AS r
)
SELECT e.subject, r.municipality, r.sex, r.employed, r.first_contact,
       e.first_record, i.index_date, e.n_records,
       coalesce(r.file, e.file), coalesce(r.row, e.row)
  FROM record AS e
  LEFT JOIN roster AS r
    ON r.subject = e.subject
   AND r.nth = 1
  LEFT JOIN index_baseline AS i
    ON i.subject = e.subject
 WHERE e.nth = 1
 ORDER BY e.subject;
