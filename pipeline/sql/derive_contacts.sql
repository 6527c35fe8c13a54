-- How many follow-up contacts (13) were made, and what was found?
-- Not reached is not gone: the status counts only where somebody was reached.
INSERT INTO contact_count (fiscal_year, target, n_contacts, n_reached,
                           n_people, n_going_on, n_paused, n_left,
                           n_status_unknown, n_duty_changed, n_wish_change)
SELECT CAST(strftime('%Y', k.date, 'start of month', '-3 months') AS INTEGER),
       k.target, count(*), sum(coalesce(k.reached = '1', 0)),
       count(DISTINCT CASE WHEN k.target = '1' AND k.reached = '1'
                                AND k.subject <> ''
                           THEN k.subject END),
       sum(coalesce(k.reached = '1' AND k.status = '1', 0)),
       sum(coalesce(k.reached = '1' AND k.status = '3', 0)),
       sum(coalesce(k.reached = '1' AND k.status = '2', 0)),
       sum(coalesce(k.reached = '1', 0) AND k.status IS NULL),
       sum(coalesce(k.duty_change = '1', 0)),
       sum(coalesce(k.wish_change = '1', 0))
  FROM now_support_contact AS k
 WHERE k.date IS NOT NULL
   AND k.target IS NOT NULL
 GROUP BY 1, 2
 ORDER BY 1, 2;
