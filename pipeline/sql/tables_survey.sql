-- Of each follow-up survey: how many were sent, delivered, answered?
SELECT w.wave, w.n_sent, w.n_undelivered, w.n_delivered, w.n_answered,
       w.n_unanswered, w.first_sent, w.last_sent
  FROM survey_wave AS w
 ORDER BY w.first_sent, w.wave;
