-- How many hours a week does a person work in all jobs together, on the day
-- each job begins, and which class do these hours make by the rule
-- sum_hours_of_jobs? Jobs are the desk's spells whose class depends on hours;
-- a job of unknown hours adds none.
UPDATE activity_spell AS x
   SET hours_all_jobs = y.hours,
       counted_class = CASE WHEN y.is_summed AND y.hours >= y.own_hours
                            THEN coalesce(y.class, x.class)
                            ELSE x.class END
  FROM (
    SELECT s.file, s.row, s.hours, coalesce(s.own_hours, 0) AS own_hours,
           s.is_summed, m.class
      FROM (
        SELECT l.file, l.row, l.code, sum(r.hours_per_week) AS hours,
               l.hours_per_week AS own_hours, t.value = 1 AS is_summed
          FROM activity_spell AS l
          JOIN activity_spell AS r
            ON r.subject = l.subject
           AND r.source = 'activity'
           AND r.start_date <= l.start_date
           AND (r.end_date IS NULL OR r.end_date >= l.start_date)
          JOIN run_threshold AS t
            ON t.name = 'sum_hours_of_jobs'
         WHERE l.source = 'activity'
           AND EXISTS (SELECT 1
                         FROM book_activity_map AS b
                        WHERE b."table" = 'activity'
                          AND b."column" = 'kind'
                          AND b.value = l.code
                          AND b.hours_from = 'missing')
           AND EXISTS (SELECT 1
                         FROM book_activity_map AS b
                        WHERE b."table" = 'activity'
                          AND b."column" = 'kind'
                          AND b.value = r.code
                          AND b.hours_from = 'missing')
         GROUP BY l.file, l.row, l.code, l.hours_per_week, t.value
      ) AS s
      LEFT JOIN book_activity_map AS m
        ON m."table" = 'activity'
       AND m."column" = 'kind'
       AND m.value = s.code
       AND m.hours_from <> 'missing'
       AND (m.hours_from = '' OR s.hours >= CAST(m.hours_from AS REAL))
       AND (m.hours_below = '' OR s.hours < CAST(m.hours_below AS REAL))
  ) AS y
 WHERE y.file = x.file
   AND y.row = x.row;
