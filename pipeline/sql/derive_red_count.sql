-- On which sheet does the written number of red seals contradict the items?
INSERT OR IGNORE INTO finding (file, row, "column", variable, rule, severity,
                               subject)
SELECT f.file, f.row, coalesce(l.letter, ''), 'red', b.rule, b.severity,
       f.subject
  FROM now_frailty_check AS f
  JOIN score AS s
    ON s.file = f.file
   AND s.row = f.row
   AND s.instrument = 'FC22'
  JOIN book_rules AS b
    ON b.rule = 'W3301'
  LEFT JOIN raw_column AS l
    ON l.file = f.file
   AND l.variable = 'red'
 WHERE f.red IS NOT NULL
 GROUP BY f.file, f.row
HAVING sum(f.red BETWEEN s.points_low AND s.points_high) = 0;
