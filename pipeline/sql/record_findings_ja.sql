-- Which rules were broken how often, and what is to be done?
SELECT b.rule,
       CASE b.severity WHEN 'error' THEN '誤り' WHEN 'warning' THEN '注意'
                       ELSE 'お知らせ' END AS severity,
       b.message_ja, b.todo_ja, count(*) AS n
  FROM finding AS f
  JOIN book_rules AS b
    ON b.rule = f.rule
 GROUP BY b.rule
 ORDER BY CASE b.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END,
          b.rule;
