-- How many people began what in which period, elderly or not?
-- A person counts once in a cell, a start once whoever reported it; a
-- reassignment is an episode and no start. 計 counts people, not classes: who
-- began two kinds counts once. Yearly tokens change in April, so a calendar
-- year may count someone who did not consent twice.
WITH start AS (
    SELECT p.window, p.period, p.first_day, p.exposed_months, p.is_complete,
           o.class, a."order" AS place,
           CASE o.elderly WHEN 1 THEN 'elderly' WHEN 0 THEN 'other'
                          ELSE 'unknown' END AS age_group,
           o.subject, o.is_transfer, o.is_backfill
      FROM period AS p
      JOIN outcome_start AS o
        ON o.start_date BETWEEN p.first_day AND p.last_day
       AND o.is_eligible = 1
      JOIN book_activities AS a
        ON a.code = o.class
),
in_cells AS (
    SELECT window, period, first_day, exposed_months, is_complete, class,
           CAST(place AS INTEGER) AS place, age_group, subject, is_transfer,
           is_backfill
      FROM start
    UNION ALL
    SELECT window, period, first_day, exposed_months, is_complete, class,
           CAST(place AS INTEGER), '計', subject, is_transfer, is_backfill
      FROM start
    UNION ALL
    SELECT window, period, first_day, exposed_months, is_complete, '計', 1000,
           age_group, subject, is_transfer, is_backfill
      FROM start
    UNION ALL
    SELECT window, period, first_day, exposed_months, is_complete, '計', 1000,
           '計', subject, is_transfer, is_backfill
      FROM start
)
SELECT c.window, c.period, c.exposed_months, c.is_complete, c.class,
       c.age_group,
       count(DISTINCT CASE WHEN c.is_transfer = 0 THEN c.subject END)
           AS n_people,
       sum(c.is_transfer = 0) AS n_starts,
       count(*) AS n_episodes,
       sum(c.is_transfer) AS n_transfers,
       count(DISTINCT CASE WHEN c.is_backfill = 1 THEN c.subject END)
           AS n_backfill_people
  FROM in_cells AS c
 GROUP BY c.window, c.period, c.first_day, c.exposed_months, c.is_complete,
          c.class, c.place, c.age_group
 ORDER BY c.window, c.first_day, c.place, c.age_group;
