-- How often was each rule broken, in how many files?
SELECT f.severity, f.rule, count(*) AS n, count(DISTINCT f.file) AS n_files,
       coalesce(b.message_ja, '') AS message_ja,
       coalesce(b.message_en, '') AS message_en,
       coalesce(b.todo_ja, '') AS todo_ja,
       coalesce(b.todo_en, '') AS todo_en
  FROM finding AS f
  LEFT JOIN book_rules AS b
    ON b.rule = f.rule
 GROUP BY f.severity, f.rule
 ORDER BY CASE f.severity WHEN 'error' THEN 1
                          WHEN 'warning' THEN 2
                          ELSE 3 END,
          f.rule;
