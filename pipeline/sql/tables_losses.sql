-- How many took each step, and why did the others not? An empty reason: took.
SELECT l.fiscal_year, l.step, l.reason, l.n_people
  FROM flow_loss AS l
 ORDER BY l.fiscal_year, l.step_order, l.reason_order, l.reason;
