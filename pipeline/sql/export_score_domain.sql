-- How do the points of each check divide over the domains of the scale?
SELECT d.subject, d.date, d.instrument, d.version, d.domain, d.points_low,
       d.points_high, d.n_missing,
       f.name AS source_file, d.row AS source_row
  FROM score_domain AS d
  JOIN raw_file AS f
    ON f.number = d.file
 ORDER BY d.subject, d.date, d.instrument, d.version, d.file, d.row, d.domain;
