-- How many people took each step, by fiscal year, with the steps' names?
SELECT f.fiscal_year, f.step,
       coalesce(v.label_ja, f.step) AS label_ja,
       coalesce(v.label_en, f.step) AS label_en, f.n_people
  FROM flow_count AS f
  LEFT JOIN book_value_labels AS v
    ON v.list = 'flow_step'
   AND v.value = f.step
 ORDER BY f.fiscal_year, f.step_order;
