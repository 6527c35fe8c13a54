-- What was wrong, where, why, what is to be done, and is it new?
-- ?1 is a state (new, open, fixed, accepted), 'todo' for the first two, or
-- 'all'.
SELECT f.severity, f.file_name AS file, f.sheet, f.row, f."column",
       coalesce(v.label_ja, f.variable) AS label_ja,
       coalesce(v.label_en, f.variable) AS label_en,
       f.subject, f.rule,
       coalesce(b.message_ja, '') AS message_ja,
       coalesce(b.message_en, '') AS message_en,
       coalesce(b.todo_ja, '') AS todo_ja,
       coalesce(b.todo_en, '') AS todo_en,
       f.state, f.since,
       coalesce(f.accepted_by, '') AS accepted_by,
       coalesce(f.accepted_on, '') AS accepted_on,
       coalesce(f.accepted_because, '') AS accepted_because
  FROM finding_state AS f
  LEFT JOIN book_rules AS b
    ON b.rule = f.rule
  LEFT JOIN book_variables AS v
    ON v.kind = f.kind
   AND v.name = f.variable
 WHERE ?1 = 'all'
    OR f.state = ?1
    OR (?1 = 'todo' AND f.state IN ('new', 'open'))
 ORDER BY f.state = 'fixed', f.file, f.file_name, f.sheet, f.row,
          length(f."column"), f."column", f.rule;
