-- What does the sheet of follow-up contacts say? ?1 = ja or en.
SELECT k.fiscal_year,
       CASE ?1 WHEN 'en' THEN v.label_en ELSE v.label_ja END,
       k.n_contacts, k.n_reached, k.n_people, k.n_going_on, k.n_paused,
       k.n_left, k.n_status_unknown
  FROM contact_count AS k
  LEFT JOIN book_value_labels AS v
    ON v.list = 'support_target'
   AND v.value = k.target
 ORDER BY k.fiscal_year, k.target;
