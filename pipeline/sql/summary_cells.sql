-- What was aimed at and reached, indicator by indicator and year by year?
SELECT c.municipality, c.indicator_id, c.fiscal_year, c.measure, c.value,
       c.printed, c.vintage
  FROM indicator_cell AS c
 ORDER BY c.municipality, c.indicator_id, c.fiscal_year, c.measure;
