-- How well does one model fit? One row.
SELECT m.n, m.n_events, m.n_parameters, m.log_likelihood,
       m.null_log_likelihood, m.deviance, m.null_deviance, m.aic, m.bic,
       m.iterations, m.status, m.message
  FROM model_fit AS m
 WHERE m.model = ?1;
