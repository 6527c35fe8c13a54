-- Which records tell of a start that another record tells of already?
-- The same hire known to the desk and answered in the survey is one hire. Two
-- records are the same where one names the other's opening or both are paid
-- work (or the same class) and begin in months less than same_start_months
-- apart; an answer without a month, where the spell was open on its day. The
-- desk's record counts first, then the answer, the match, the contact.
-- Spells of one source are never the same: several jobs are several jobs.
UPDATE activity_spell AS x
   SET is_counted = 0, same_file = y.file, same_row = y.row
  FROM (
    SELECT l.file AS left_file, l.row AS left_row, r.file, r.row,
           row_number() OVER (
               PARTITION BY l.file, l.row
               ORDER BY p.column3,
                        abs(julianday(r.start_date)
                            - julianday(l.start_date)),
                        r.file, r.row
           ) AS nth
      FROM (VALUES ('followup_survey', 'activity', 1),
                   ('followup_survey', 'local_request', 2),
                   ('followup_survey', 'frailty_point', 3),
                   ('followup_survey', 'training', 4),
                   ('referral', 'activity', 1),
                   ('referral', 'followup_survey', 2),
                   ('support_contact', 'activity', 1),
                   ('support_contact', 'followup_survey', 2),
                   ('support_contact', 'referral', 3),
                   ('silver_member', 'activity', 1),
                   ('consultation', 'activity', 1),
                   ('consultation', 'silver_member', 2)) AS p
      JOIN activity_spell AS l
        ON l.source = p.column1
      JOIN activity_spell AS r
        ON r.subject = l.subject
       AND r.source = p.column2
      JOIN book_activities AS a
        ON a.code = l.class
      JOIN book_activities AS b
        ON b.code = r.class
      JOIN run_threshold AS t
        ON t.name = 'same_start_months'
     WHERE (l.class = r.class
            OR (a.is_paid = '1' AND b.is_paid = '1'))
       AND CASE WHEN l.job_id = r.job_id THEN 1
                WHEN l.source = 'followup_survey'
                     AND l.start_date = l.known_on
                     AND r.start_date <= l.start_date
                     AND (r.end_date IS NULL OR r.end_date >= l.start_date)
                THEN 1
                ELSE abs((CAST(substr(l.start_date, 1, 4) AS INTEGER)
                          - CAST(substr(r.start_date, 1, 4) AS INTEGER)) * 12
                         + CAST(substr(l.start_date, 6, 2) AS INTEGER)
                         - CAST(substr(r.start_date, 6, 2) AS INTEGER))
                     < t.value END
  ) AS y
 WHERE y.left_file = x.file
   AND y.left_row = x.row
   AND y.nth = 1;
