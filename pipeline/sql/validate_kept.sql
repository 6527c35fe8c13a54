-- What was found in the rows of the parts, and how do the sums stand with it?
-- The first of two findings about one place stays.
INSERT OR IGNORE INTO finding (file, row, "column", variable, rule, severity,
                               subject)
SELECT k.file, k.row, coalesce(c.letter, ''), k.variable, k.rule, k.severity,
       k.subject
  FROM kept_finding AS k
  LEFT JOIN raw_column AS c
    ON c.file = k.file
   AND c.variable = k.variable
 ORDER BY k.file, k.nth;

UPDATE balance
   SET accepted = accepted - (
           SELECT p.quarantined FROM kept_part AS p WHERE p.file = balance.file
       ),
       quarantined = quarantined + (
           SELECT p.quarantined FROM kept_part AS p WHERE p.file = balance.file
       )
 WHERE file IN (SELECT p.file FROM kept_part AS p WHERE p.quarantined > 0);
