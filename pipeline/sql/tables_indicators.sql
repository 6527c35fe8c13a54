-- What was aimed at and reached, in the order of the councils' tables?
SELECT c.municipality, c.indicator_id, c.fiscal_year, k.as_of, c.measure,
       c.value, c.printed
  FROM indicator_cell AS c
  JOIN run_clock AS k
  LEFT JOIN book_indicators AS b
    ON b.indicator_id = c.indicator_id
   AND b.municipality = c.municipality
 ORDER BY c.municipality, CAST(b."order" AS INTEGER), c.indicator_id,
          c.fiscal_year,
          CASE c.measure WHEN 'target' THEN 1
                         WHEN 'actual' THEN 2
                         WHEN 'months' THEN 3
                         WHEN 'achievement_rate_pct' THEN 4
                         WHEN 'met_mark' THEN 5
                         WHEN 'per_month' THEN 6
                         WHEN 'yoy_diff' THEN 7
                         WHEN 'yoy_pct' THEN 8
                         WHEN 'yoy_pct_per_month' THEN 9
                         WHEN 'yoy_points' THEN 10
                         ELSE 11 END,
          c.measure;
