-- Which models were fitted, how, and what do they ask?
SELECT m.model, coalesce(b.label_ja, m.model) AS label_ja,
       coalesce(b.label_en, m.model) AS label_en, m.n, m.n_events,
       m.n_parameters, m.events_per_parameter, m.status, m.exploratory,
       m.dropped, m.message
  FROM model_fit AS m
  LEFT JOIN book_models AS b
    ON b.model = m.model
 ORDER BY b.rowid, m.model;
