-- Which pairs may be one person, and what was answered last?
WITH last_answer AS (
    SELECT d.pair, max(d.decision) AS decision
      FROM decision AS d
     GROUP BY d.pair
)
SELECT q.pair, q.low, q.high, q.reason, coalesce(d.verdict, 'open') AS verdict
  FROM doubt AS q
  LEFT JOIN last_answer AS l
    ON l.pair = q.pair
  LEFT JOIN decision AS d
    ON d.decision = l.decision
 ORDER BY q.high, q.low, q.pair;
