-- What was wrong, where, why, and what is to be done?
SELECT f.severity, r.name AS file, f.row, f."column",
       coalesce(v.label_ja, f.variable) AS label_ja,
       coalesce(v.label_en, f.variable) AS label_en,
       f.subject, f.rule,
       coalesce(b.message_ja, '') AS message_ja,
       coalesce(b.message_en, '') AS message_en,
       coalesce(b.todo_ja, '') AS todo_ja,
       coalesce(b.todo_en, '') AS todo_en
  FROM finding AS f
  JOIN raw_file AS r
    ON r.number = f.file
  LEFT JOIN book_rules AS b
    ON b.rule = f.rule
  LEFT JOIN book_variables AS v
    ON v.kind = r.kind
   AND v.name = f.variable
 ORDER BY f.file, f.row, length(f."column"), f."column", f.rule;
