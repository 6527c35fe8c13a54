-- What are the coefficients of one model?
SELECT t.outcome_level, t.term, t.estimate, t.std_error, t.statistic,
       t.p_value, t.conf_low, t.conf_high
  FROM model_term AS t
 WHERE t.model = ?1
 ORDER BY t.ordinal;
