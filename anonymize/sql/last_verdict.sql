-- What was answered last about a pair?
SELECT d.verdict
  FROM decision AS d
 WHERE d.pair = ?1
 ORDER BY d.decision DESC
 LIMIT 1;
