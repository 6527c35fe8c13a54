-- What ended each person's follow-up: death, a move, certified care need?
-- The first after time zero of those that statuses.csv lets end it; ties by
-- its order. Whoever had moved or had care need before takes part as they are.
INSERT INTO competing_event (subject, event, date, file, row)
WITH in_order AS (
    SELECT s.subject, b.event, s.date, s.file, s.row,
           row_number() OVER (
               PARTITION BY s.subject
               ORDER BY s.date, CAST(b."order" AS INTEGER), s.file, s.row
           ) AS nth
      FROM now_person_status AS s
      JOIN book_statuses AS b
        ON b.code = s.status
       AND b.ends_followup = '1'
      JOIN index_baseline AS i
        ON i.subject = s.subject
       AND s.date > i.index_date
      JOIN run_clock AS c
        ON s.date <= c.quarter_last
     WHERE s.is_person = 1
)
SELECT o.subject, o.event, o.date, o.file, o.row
  FROM in_order AS o
 WHERE o.nth = 1
 ORDER BY o.subject;
