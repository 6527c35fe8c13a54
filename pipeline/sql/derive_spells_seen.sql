-- Until when is a job that the desk knows said to go on by the person's own
-- answers? An answer of the same class extends it to the day of the answer.
UPDATE activity_spell AS x
   SET known_until = y.returned
  FROM (
    SELECT d.file, d.row, max(a.known_on) AS returned
      FROM activity_spell AS d
      JOIN activity_spell AS a
        ON a.subject = d.subject
       AND a.source = 'followup_survey'
       AND a.class = d.class
       AND a.known_on > d.known_until
     WHERE d.source = 'activity'
       AND d.end_date IS NULL
       AND d.start_date <= a.known_on
     GROUP BY d.file, d.row
  ) AS y
 WHERE y.file = x.file
   AND y.row = x.row;
