-- What does the sheet of retention say? ?1 = ja or en.
SELECT CASE WHEN r."group" = 'all'
            THEN CASE ?1 WHEN 'en' THEN 'all paid work'
                         ELSE '収入のある活動の計' END
            WHEN ?1 = 'en' THEN a.label_en ELSE a.label_ja END,
       r.months, r.n_placed, r.n_at_risk, r.n_left, r.n_censored,
       100 * r.kept, 100 * r.conf_low, 100 * r.conf_high
  FROM retention AS r
  LEFT JOIN book_activities AS a
    ON a.code = r."group"
 ORDER BY r."group" <> 'all', CAST(a."order" AS INTEGER), r.months;
