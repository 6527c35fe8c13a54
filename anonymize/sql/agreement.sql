-- Of the pairs whose answer was known, how many were answered, how many right?
WITH last_answer AS (
    SELECT d.pair, max(d.decision) AS decision
      FROM decision AS d
     GROUP BY d.pair
)
SELECT count(*) AS n_answered,
       coalesce(sum(answer.verdict = known.verdict), 0) AS n_agree
  FROM decision AS answer
  JOIN last_answer AS a
    ON a.decision = answer.decision
  JOIN last_answer AS k
    ON k.pair = 'known:' || answer.pair
  JOIN decision AS known
    ON known.decision = k.decision
 WHERE answer.verdict <> 'open'
 ORDER BY 1;
