-- Where do the desk and the person's own answer disagree?
SELECT c.subject, c.wave, c.answered_on, c.conflict, c.survey_class,
       c.desk_class, c.survey_start, c.desk_start,
       f.name AS source_file, c.row AS source_row,
       d.name AS desk_file, c.desk_row
  FROM conflict AS c
  JOIN raw_file AS f
    ON f.number = c.file
  LEFT JOIN raw_file AS d
    ON d.number = c.desk_file
 ORDER BY c.subject, c.wave, c.file, c.row;
