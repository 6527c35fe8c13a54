-- Which share of those placed in paid work is still there after so many
-- months, people out of sight censored at the last contact?
SELECT r."group", r.months, r.n_placed, r.n_at_risk, r.n_left, r.n_censored,
       r.kept, r.std_error, r.conf_low, r.conf_high
  FROM retention AS r
 ORDER BY r."group" <> 'all', r."group", r.months;
