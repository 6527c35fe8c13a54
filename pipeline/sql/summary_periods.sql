-- From which day to which day was each actual counted?
-- The newest statement counts; of one day's statements the longest.
WITH stated AS (
    SELECT a.indicator_id, a.fy, a."start" AS first_day, a."end" AS last_day,
           row_number() OVER (
               PARTITION BY a.indicator_id, a.fy
               ORDER BY a.as_of DESC, a."start", a."end" DESC,
                        a.file DESC, a.row DESC
           ) AS nth
      FROM now_indicator_actual AS a
     WHERE a.fy IS NOT NULL
       AND a."start" IS NOT NULL
       AND a."end" IS NOT NULL
)
SELECT s.indicator_id, s.fy, s.first_day, s.last_day
  FROM stated AS s
 WHERE s.nth = 1
 ORDER BY s.indicator_id, s.fy;
