-- Of those who entered in each year: how many took each step from the seminar
-- to the follow-up, and why did the others not?
--
-- A person enters in the fiscal year of the first seminar or baseline. Under
-- a yearly token nobody can be followed into the next year. The check is no
-- condition of the follow-up: both look at those who agreed.
INSERT INTO flow_loss (fiscal_year, step, step_order, reason, reason_order,
                       n_people)
WITH seminar AS (
    SELECT a.subject, min(e.date) AS day
      FROM now_attendance AS a
      JOIN now_event AS e
        ON e.event_id = a.event_id
      JOIN book_value_labels AS t
        ON t.list = 'seminar_type'
       AND t.value = e.type
     WHERE a.attended IN ('1', '3', '4')
       AND a.subject <> ''
     GROUP BY a.subject
),
baseline AS (
    SELECT b.subject, max(b.is_person) AS is_person,
           min(b.happened_on) AS day
      FROM now_baseline AS b
     WHERE b.subject <> ''
     GROUP BY b.subject
),
entered AS MATERIALIZED (
    SELECT x.subject, CAST(strftime('%Y', min(x.day), 'start of month',
                                    '-3 months') AS INTEGER) AS fiscal_year
      FROM (SELECT subject, day FROM seminar
             UNION ALL
            SELECT subject, day FROM baseline) AS x
     GROUP BY x.subject
    HAVING min(x.day) IS NOT NULL
),
-- The nearest to a class any scale came to.
checked AS (
    SELECT k.subject,
           CASE WHEN max(coalesce(k.out_of_validated_age, 0) = 0
                         AND k.class <> 'undetermined') THEN ''
                WHEN max(k.class = 'undetermined') THEN 'undetermined'
                ELSE 'out_of_age' END AS reason
      FROM baseline_check AS k
     GROUP BY k.subject
),
unreachable AS (
    SELECT DISTINCT p.subject
      FROM now_person_status AS p
      JOIN book_statuses AS b
        ON b.code = p.status
       AND b.event = 'unreachable'
     WHERE p.is_person = 1
),
sheet AS (
    SELECT i.subject, max(f.sent IS NOT NULL) AS was_sent,
           max(coalesce(f.undelivered = '1', 0)) AS came_back,
           max(f.returned BETWEEN date(i.index_date,
                                       '+' || CAST(w.value AS INTEGER)
                                       || ' months')
                              AND i.due_on
               AND f.returned <= c.quarter_last) AS was_returned
      FROM index_baseline AS i
      JOIN run_threshold AS w
        ON w.name = 'window_from_months'
      JOIN run_clock AS c
      JOIN now_followup_survey AS f
        ON f.subject = i.subject
       AND coalesce(f.sent, f.returned) <= i.due_on
       AND coalesce(f.returned, f.sent)
           >= date(i.index_date,
                   '+' || CAST(w.value AS INTEGER) || ' months')
     GROUP BY i.subject
),
step AS (
    SELECT e.fiscal_year, 'seminar' AS step, 1 AS step_order,
           CASE WHEN s.subject IS NULL THEN 'no_seminar' ELSE '' END AS reason
      FROM entered AS e
      LEFT JOIN seminar AS s
        ON s.subject = e.subject
    UNION ALL
    SELECT e.fiscal_year, 'baseline', 2,
           CASE WHEN b.subject IS NULL THEN 'no_baseline' ELSE '' END
      FROM entered AS e
      LEFT JOIN baseline AS b
        ON b.subject = e.subject
    UNION ALL
    SELECT e.fiscal_year, 'consent', 3,
           CASE b.is_person WHEN 1 THEN '' ELSE 'no_consent' END
      FROM entered AS e
      JOIN baseline AS b
        ON b.subject = e.subject
    UNION ALL
    SELECT coalesce(e.fiscal_year, f.fiscal_year), 'check', 4,
           coalesce(k.reason, 'no_check')
      FROM followup AS f
      LEFT JOIN entered AS e
        ON e.subject = f.subject
      LEFT JOIN checked AS k
        ON k.subject = f.subject
    UNION ALL
    SELECT coalesce(e.fiscal_year, f.fiscal_year), 'followup', 5,
           CASE WHEN f.state = 'reached' THEN ''
                WHEN f.state = 'pending' THEN 'pending'
                WHEN f.ended_by IS NOT NULL THEN f.ended_by
                WHEN u.subject IS NOT NULL THEN 'unreachable'
                WHEN coalesce(t.was_sent, 0) = 0 THEN 'not_sent'
                WHEN t.was_returned = 1 THEN 'blank'
                WHEN t.came_back = 1 THEN 'undelivered'
                ELSE 'unanswered' END
      FROM followup AS f
      LEFT JOIN entered AS e
        ON e.subject = f.subject
      LEFT JOIN unreachable AS u
        ON u.subject = f.subject
      LEFT JOIN sheet AS t
        ON t.subject = f.subject
)
SELECT p.fiscal_year, p.step, p.step_order, p.reason,
       coalesce(min(l.rowid), 0), count(*)
  FROM step AS p
  LEFT JOIN book_value_labels AS l
    ON l.list = 'loss_reason'
   AND l.value = p.reason
 GROUP BY p.fiscal_year, p.step, p.step_order, p.reason
 ORDER BY p.fiscal_year, p.step_order, 5;
