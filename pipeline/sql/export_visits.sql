-- Whom does the clerk expect? Most pressing first.
SELECT v.subject, v.municipality, v.index_date, v.window_from, v.expected_on,
       v.window_to, v.state, v.days_overdue, v.sent_on, v.undelivered,
       v.returned_on, f.name AS source_file, v.row AS source_row
  FROM expected_visit AS v
  JOIN raw_file AS f
    ON f.number = v.file
 ORDER BY CASE v.state WHEN 'overdue' THEN 1 WHEN 'due' THEN 2
                       WHEN 'not_yet' THEN 3 WHEN 'answered' THEN 4
                       ELSE 5 END,
          v.expected_on, v.subject;
