-- Which later record belongs to which baseline, and where does it lie?
INSERT INTO linked_event (subject, source, file, row, event_date, days_after,
                          placed)
WITH record AS (
    SELECT 'activity' AS source, a.subject, a.file, a.row,
           a.start AS event_date
      FROM now_activity AS a
     WHERE a.is_person = 1
       AND a.start IS NOT NULL
    UNION ALL
    SELECT 'silver_member', s.subject, s.file, s.row, s.joined
      FROM now_silver_member AS s
     WHERE s.is_person = 1
       AND s.joined IS NOT NULL
    UNION ALL
    SELECT 'followup_survey', f.subject, f.file, f.row, f.returned
      FROM now_followup_survey AS f
     WHERE f.is_person = 1
       AND f.returned IS NOT NULL
)
SELECT r.subject, r.source, r.file, r.row, r.event_date,
       CAST(julianday(r.event_date) - julianday(i.index_date) AS INTEGER),
       CASE WHEN r.event_date <= i.index_date THEN 'before'
            WHEN r.event_date <= i.due_on THEN 'within'
            ELSE 'after' END
  FROM record AS r
  JOIN index_baseline AS i
    ON i.subject = r.subject
  JOIN run_clock AS c
    ON r.event_date <= c.quarter_last
 ORDER BY r.file, r.row;
