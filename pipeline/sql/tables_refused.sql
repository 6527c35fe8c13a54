-- Which tables were not made, because they would pool what must not be?
SELECT r."table", r.variable, r.reason, r.n_levels
  FROM refused_table AS r
 ORDER BY r."table", r.variable, r.reason;
