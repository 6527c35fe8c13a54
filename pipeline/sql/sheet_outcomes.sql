-- What does the sheet of starts say? ?1 = ja or en. All ages (計) and the
-- elderly; years only, the quarters stand in outcomes.csv.
WITH start AS (
    SELECT w.rowid AS window_place,
           CASE ?1 WHEN 'en' THEN w.label_en ELSE w.label_ja END AS window,
           p.period, p.first_day, p.exposed_months, o.subject, o.is_transfer,
           o.is_backfill, o.elderly, o.class,
           CAST(a."order" AS INTEGER) AS place,
           CASE ?1 WHEN 'en' THEN a.label_en ELSE a.label_ja END AS label
      FROM period AS p
      JOIN book_windows AS w
        ON w.window = p.window
       AND w.months = '12'
      JOIN outcome_start AS o
        ON o.start_date BETWEEN p.first_day AND p.last_day
       AND o.is_eligible = 1
      JOIN book_activities AS a
        ON a.code = o.class
),
in_cells AS (
    SELECT window_place, window, period, first_day, exposed_months, place,
           label, subject, is_transfer, is_backfill, elderly
      FROM start
    UNION ALL
    SELECT window_place, window, period, first_day, exposed_months, 1000,
           CASE ?1 WHEN 'en' THEN 'total' ELSE '計' END, subject, is_transfer,
           is_backfill, elderly
      FROM start
)
SELECT c.window, c.period, c.exposed_months, c.label,
       count(DISTINCT CASE WHEN c.is_transfer = 0 THEN c.subject END),
       count(DISTINCT CASE WHEN c.is_transfer = 0 AND c.elderly = 1
                           THEN c.subject END),
       sum(c.is_transfer = 0), sum(c.is_transfer),
       count(DISTINCT CASE WHEN c.is_backfill = 1 THEN c.subject END)
  FROM in_cells AS c
 GROUP BY c.window_place, c.window, c.period, c.first_day, c.exposed_months,
          c.place, c.label
 ORDER BY c.window_place, c.first_day, c.place;
