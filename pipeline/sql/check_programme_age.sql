-- Who was outside the programme's ages on the day of the baseline survey?
SELECT b.file, b.row, 'date' AS variable, 'W3302' AS rule, b.subject
  FROM clean_baseline AS b
  JOIN run_threshold AS low
    ON low.name = 'programme_age_min'
  JOIN run_threshold AS high
    ON high.name = 'programme_age_max'
 WHERE b.age_date < low.value
    OR b.age_date > high.value
