-- What does the sheet of losses say? ?1 = ja or en.
SELECT l.fiscal_year,
       CASE ?1 WHEN 'en' THEN s.label_en ELSE s.label_ja END,
       CASE WHEN l.reason = '' THEN ''
            WHEN ?1 = 'en' THEN r.label_en ELSE r.label_ja END,
       l.n_people
  FROM flow_loss AS l
  LEFT JOIN book_value_labels AS s
    ON s.list = 'loss_step'
   AND s.value = l.step
  LEFT JOIN book_value_labels AS r
    ON r.list = 'loss_reason'
   AND r.value = l.reason
 ORDER BY l.fiscal_year, l.step_order, l.reason_order, l.reason;
