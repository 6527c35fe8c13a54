-- How many people came to a seminar and filled in a baseline, by year?
SELECT CAST(f.fiscal_year AS TEXT) AS fiscal_year,
       sum(CASE f.step WHEN 'seminar' THEN f.n_people ELSE 0 END) AS seminar,
       sum(CASE f.step WHEN 'baseline' THEN f.n_people ELSE 0 END)
           AS baseline
  FROM flow_count AS f
 GROUP BY f.fiscal_year
 ORDER BY f.fiscal_year;
