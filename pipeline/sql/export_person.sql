-- Who is in the study? One row per person met under a pseudonym.
SELECT p.subject, p.municipality, p.sex, p.employed, p.first_contact,
       p.first_record, p.index_date, p.n_records,
       f.name AS source_file, p.row AS source_row
  FROM person AS p
  JOIN raw_file AS f
    ON f.number = p.file
 ORDER BY p.subject;
