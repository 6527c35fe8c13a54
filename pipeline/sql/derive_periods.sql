-- In which stretches of time is counted, and how many months of each was a
-- scheme of the study's city running? ?1 = the city.
-- From the first day of a scheme, else of the first start, to the quarter's
-- end. Months touched by a scheme count: R4 of Shizuoka has 8, R5 of Kashiwa
-- 9 and its first quarter none. A city without a scheme in schemes.csv is
-- exposed all the time.
INSERT INTO period (window, period, first_day, last_day, exposed_from,
                    exposed_to, exposed_months, is_complete)
WITH RECURSIVE
scheme AS (
    SELECT s.first_day, s.last_day
      FROM book_schemes AS s
     WHERE s.municipality = ?1
),
opening_day AS (
    SELECT min(coalesce((SELECT min(s.first_day) FROM scheme AS s), '9999'),
               coalesce((SELECT min(o.start_date) FROM outcome_start AS o),
                        c.quarter_first),
               c.quarter_first) AS date,
           c.quarter_last
      FROM run_clock AS c
),
stretch AS (
    SELECT w.window, w.prefix, CAST(w.months AS INTEGER) AS months,
           date(substr(o.date, 1, 4) || '-01-01',
                '+' || ((CAST(w.first_month AS INTEGER) - 1)) || ' months',
                '-1 year') AS first_day,
           o.date AS from_day, o.quarter_last
      FROM book_windows AS w
      JOIN opening_day AS o
    UNION ALL
    SELECT s.window, s.prefix, s.months,
           date(s.first_day, '+' || s.months || ' months'), s.from_day,
           s.quarter_last
      FROM stretch AS s
     WHERE date(s.first_day, '+' || s.months || ' months') <= s.quarter_last
),
bounded AS (
    SELECT s.window, s.prefix, s.months, s.first_day, s.quarter_last,
           date(s.first_day, '+' || s.months || ' months', '-1 day')
               AS last_day
      FROM stretch AS s
     WHERE date(s.first_day, '+' || s.months || ' months', '-1 day')
           >= s.from_day
),
exposed AS (
    SELECT b.window, b.prefix, b.months, b.first_day, b.last_day,
           b.quarter_last,
           CASE WHEN EXISTS (SELECT s.first_day FROM scheme AS s)
                THEN (SELECT min(max(b.first_day, s.first_day))
                        FROM scheme AS s
                       WHERE s.first_day <= b.last_day
                         AND s.last_day >= b.first_day
                         AND s.first_day <= b.quarter_last)
                ELSE b.first_day END AS exposed_from,
           CASE WHEN EXISTS (SELECT s.first_day FROM scheme AS s)
                THEN (SELECT max(min(b.last_day, s.last_day, b.quarter_last))
                        FROM scheme AS s
                       WHERE s.first_day <= b.last_day
                         AND s.last_day >= b.first_day
                         AND s.first_day <= b.quarter_last)
                ELSE min(b.last_day, b.quarter_last) END AS exposed_to
      FROM bounded AS b
)
SELECT e.window,
       CASE WHEN e.prefix = '' THEN substr(e.first_day, 1, 4)
            ELSE e.prefix
                 || strftime('%Y', e.first_day, '-3 months')
                 || CASE WHEN e.months < 12
                         THEN 'Q' || ((CAST(strftime('%m', e.first_day,
                                                     '-3 months') AS INTEGER)
                                       + 2) / 3)
                         ELSE '' END END,
       e.first_day, e.last_day, e.exposed_from, e.exposed_to,
       coalesce((CAST(substr(e.exposed_to, 1, 4) AS INTEGER)
                 - CAST(substr(e.exposed_from, 1, 4) AS INTEGER)) * 12
                + CAST(substr(e.exposed_to, 6, 2) AS INTEGER)
                - CAST(substr(e.exposed_from, 6, 2) AS INTEGER) + 1, 0),
       e.last_day <= e.quarter_last
  FROM exposed AS e
 ORDER BY e.window, e.first_day;
