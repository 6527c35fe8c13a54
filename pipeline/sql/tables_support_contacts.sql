-- How many follow-up contacts were made with workers (1) and companies (2)?
SELECT k.fiscal_year, k.target, k.n_contacts, k.n_reached, k.n_people,
       k.n_going_on, k.n_paused, k.n_left, k.n_status_unknown,
       k.n_duty_changed, k.n_wish_change
  FROM contact_count AS k
 ORDER BY k.fiscal_year, k.target;
