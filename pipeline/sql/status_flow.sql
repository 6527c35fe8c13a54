-- What does `ayumi status` say of the way from the seminar to the follow-up?
-- All years together; an empty reason counts those who took the step.
SELECT l.step, l.reason,
       coalesce(s.label_ja, l.step), coalesce(s.label_en, l.step),
       coalesce(r.label_ja, l.reason), coalesce(r.label_en, l.reason),
       sum(l.n_people)
  FROM flow_loss AS l
  LEFT JOIN book_value_labels AS s
    ON s.list = 'loss_step'
   AND s.value = l.step
  LEFT JOIN book_value_labels AS r
    ON r.list = 'loss_reason'
   AND r.value = l.reason
 GROUP BY l.step, l.step_order, l.reason, l.reason_order, s.label_ja,
          s.label_en, r.label_ja, r.label_en
 ORDER BY l.step_order, l.reason_order, l.reason;
