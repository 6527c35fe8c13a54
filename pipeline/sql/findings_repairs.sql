-- What was repaired while reading, how often, in which file?
SELECT r.name AS file, p.repair, p."count" AS n,
       coalesce(b.message_ja, '') AS message_ja,
       coalesce(b.message_en, '') AS message_en
  FROM raw_repair AS p
  JOIN raw_file AS r
    ON r.number = p.file
  LEFT JOIN book_rules AS b
    ON b.rule = p.repair
 ORDER BY p.file, p.repair;
