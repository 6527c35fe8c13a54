-- How many people took each step, by fiscal year?
SELECT f.fiscal_year, f.step, f.n_people
  FROM flow_count AS f
 ORDER BY f.fiscal_year, f.step_order;
