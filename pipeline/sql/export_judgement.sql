-- What follows from each check beside its class? T, F, or U = can't be said.
SELECT j.subject, j.date, j.instrument, j.version, j.judgement, j.value,
       f.name AS source_file, j.row AS source_row
  FROM score_judgement AS j
  JOIN raw_file AS f
    ON f.number = j.file
 ORDER BY j.subject, j.date, j.instrument, j.version, j.file, j.row,
          j.judgement;
