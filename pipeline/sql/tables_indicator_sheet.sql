-- What was aimed at and reached, one row per indicator and year, as printed?
SELECT c.municipality, c.indicator_id, coalesce(b.label, '') AS label,
       c.fiscal_year,
       max(CASE c.measure WHEN 'target' THEN c.printed END) AS target,
       max(CASE c.measure WHEN 'actual' THEN c.printed END) AS actual,
       max(CASE c.measure WHEN 'months' THEN c.printed END) AS months,
       max(CASE c.measure WHEN 'achievement_rate_pct' THEN c.printed END)
           AS rate,
       max(CASE c.measure WHEN 'met_mark' THEN c.printed END) AS met,
       max(CASE c.measure WHEN 'per_month' THEN c.printed END) AS per_month,
       max(CASE c.measure WHEN 'yoy_diff' THEN c.printed END) AS yoy_diff,
       max(CASE c.measure WHEN 'yoy_pct' THEN c.printed END) AS yoy_pct,
       max(CASE c.measure WHEN 'yoy_pct_per_month' THEN c.printed END)
           AS yoy_pct_per_month,
       max(CASE c.measure WHEN 'yoy_points' THEN c.printed END) AS yoy_points
  FROM indicator_cell AS c
  LEFT JOIN book_indicators AS b
    ON b.indicator_id = c.indicator_id
   AND b.municipality = c.municipality
 GROUP BY c.municipality, c.indicator_id, b.label, b."order", c.fiscal_year
 ORDER BY c.municipality, CAST(b."order" AS INTEGER), c.indicator_id,
          c.fiscal_year;
