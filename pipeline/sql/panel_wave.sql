-- Which surveys did each person get, and what came back?
-- months_after counts whole months since time zero; negative = before it.
INSERT INTO person_wave (subject, wave, date, sent, undelivered, returned,
                         age_years, months_after, in_window, wish_class,
                         wish_hours, motive_income, activity, activity_class,
                         start_month, satisfaction, self_rated_health, file,
                         row)
WITH survey AS (
    SELECT b.subject, '05:' || coalesce(b.version, '') AS wave,
           b.happened_on AS date, NULL AS sent, NULL AS undelivered,
           NULL AS returned, b.age_date AS age_years, b.wish1 AS wish_class,
           b.wish_hours,
           CASE WHEN b.motives IS NULL THEN NULL
                ELSE instr(';' || b.motives || ';', ';1;') > 0
           END AS motive_income,
           NULL AS activity, NULL AS activity_class, NULL AS start_month,
           NULL AS satisfaction, b.srh, b.file, b.row
      FROM now_baseline AS b
     WHERE b.is_person = 1
    UNION ALL
    SELECT f.subject, '14:' || coalesce(f.wave, ''), f.returned, f.sent,
           f.undelivered, f.returned, f.age_returned, NULL, NULL, NULL,
           f.activity, m.class, f.start_ym, f.satisfaction, f.srh, f.file,
           f.row
      FROM now_followup_survey AS f
      LEFT JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
     WHERE f.is_person = 1
)
SELECT s.subject, s.wave, s.date, s.sent, s.undelivered, s.returned,
       s.age_years,
       (CAST(strftime('%Y', s.date) AS INTEGER)
        - CAST(strftime('%Y', i.index_date) AS INTEGER)) * 12
       + CAST(strftime('%m', s.date) AS INTEGER)
       - CAST(strftime('%m', i.index_date) AS INTEGER)
       - (strftime('%d', s.date) < strftime('%d', i.index_date)),
       s.date BETWEEN date(i.index_date,
                           '+' || CAST(w.value AS INTEGER) || ' months')
                  AND i.due_on,
       s.wish_class, s.wish_hours, s.motive_income, s.activity,
       s.activity_class, s.start_month, s.satisfaction, s.srh, s.file, s.row
  FROM survey AS s
  JOIN run_threshold AS w
    ON w.name = 'window_from_months'
  LEFT JOIN index_baseline AS i
    ON i.subject = s.subject
 ORDER BY s.file, s.row;
