-- Which indicators have a target or an actual in which fiscal years?
WITH mentioned AS (
    SELECT t.indicator_id, t.fy
      FROM now_indicator_target AS t
     WHERE t.period = 'Y'
    UNION
    SELECT x.indicator_id, x.fy
      FROM now_indicator_actual AS x
)
SELECT coalesce(b.municipality, '') AS municipality,
       m.indicator_id,
       m.fy,
       coalesce(b.unit, '') AS unit,
       coalesce(b.comparison, '') AS comparison
  FROM mentioned AS m
  LEFT JOIN book_indicators AS b
    ON b.indicator_id = m.indicator_id
 WHERE m.indicator_id IS NOT NULL
   AND m.fy IS NOT NULL
 ORDER BY m.indicator_id, m.fy;
