-- How often was each rule broken, in how many files, and how much is new?
SELECT f.severity, f.rule, sum(f.state <> 'fixed') AS n,
       count(DISTINCT CASE WHEN f.state <> 'fixed'
                           THEN f.file_name END) AS n_files,
       coalesce(b.message_ja, '') AS message_ja,
       coalesce(b.message_en, '') AS message_en,
       coalesce(b.todo_ja, '') AS todo_ja,
       coalesce(b.todo_en, '') AS todo_en,
       sum(f.state = 'new') AS n_new,
       sum(f.state = 'open') AS n_open,
       sum(f.state = 'accepted') AS n_accepted,
       sum(f.state = 'fixed') AS n_fixed
  FROM finding_state AS f
  LEFT JOIN book_rules AS b
    ON b.rule = f.rule
 GROUP BY f.severity, f.rule
 ORDER BY CASE f.severity WHEN 'error' THEN 1
                          WHEN 'warning' THEN 2
                          ELSE 3 END,
          f.rule;
