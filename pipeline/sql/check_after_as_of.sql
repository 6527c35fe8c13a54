-- Which row reports something later than the file it came in could know?
SELECT b.file, b.row, 'date' AS variable, 'W3303' AS rule, b.subject
  FROM clean_baseline AS b
  JOIN raw_file AS f
    ON f.number = b.file
   AND b.happened_on > f.delivered
UNION ALL
SELECT k.file, k.row, 'date', 'W3303', k.subject
  FROM clean_kihon_checklist AS k
  JOIN raw_file AS f
    ON f.number = k.file
   AND k.happened_on > f.delivered
UNION ALL
SELECT c.file, c.row, 'date', 'W3303', c.subject
  FROM clean_frailty_check AS c
  JOIN raw_file AS f
    ON f.number = c.file
   AND c.happened_on > f.delivered
