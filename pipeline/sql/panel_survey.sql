-- Of each follow-up survey: how many were sent, delivered, answered?
-- Everyone it was sent to is counted, consenting or not.
INSERT INTO survey_wave (wave, n_sent, n_undelivered, n_delivered, n_answered,
                         n_unanswered, first_sent, last_sent)
WITH sheet AS (
    SELECT f.wave, f.sent,
           coalesce(f.returned <= min(c.quarter_last, c.as_of), 0) AS answered,
           coalesce(f.undelivered = '1', 0) AS undelivered
      FROM clean_followup_survey AS f
      JOIN run_clock AS c
     WHERE f.wave IS NOT NULL
       AND f.sent <= min(c.quarter_last, c.as_of)
)
SELECT s.wave, count(*),
       sum(s.undelivered AND NOT s.answered),
       sum(NOT s.undelivered OR s.answered),
       sum(s.answered),
       sum(NOT s.undelivered AND NOT s.answered),
       min(s.sent), max(s.sent)
  FROM sheet AS s
 GROUP BY s.wave
 ORDER BY s.wave;
