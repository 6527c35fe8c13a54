-- What are the coefficients of one model, if people are weighted by how surely
-- the activity is theirs?
SELECT t.outcome_level, t.term, t.estimate, t.std_error, t.statistic,
       t.p_value, t.conf_low, t.conf_high
  FROM model_link_weighted AS t
 WHERE t.model = ?1
 ORDER BY t.ordinal;
