-- Whom does the clerk expect for the follow-up, and who is overdue?
-- Counted on the as-of day, from everything known by then, whatever quarter
-- is run: a list to work with, not a figure. Nobody is sent after a death, a
-- move or whatever else statuses.csv lets end the follow-up.
INSERT INTO expected_visit (subject, municipality, index_date, window_from,
                            expected_on, window_to, state, days_overdue,
                            sent_on, undelivered, returned_on, file, row)
WITH due AS (
    SELECT i.subject, i.index_date, i.file, i.row, i.due_on AS window_to,
           date(i.index_date, '+' || CAST(w.value AS INTEGER) || ' months')
               AS window_from,
           date(i.index_date, '+' || CAST(f.value AS INTEGER) || ' months')
               AS expected_on
      FROM index_baseline AS i
      JOIN run_threshold AS f
        ON f.name = 'followup_months'
      JOIN run_threshold AS w
        ON w.name = 'window_from_months'
),
ended AS (
    SELECT DISTINCT p.subject
      FROM clean_person_status AS p
      JOIN book_statuses AS b
        ON b.code = p.status
       AND b.ends_followup = '1'
      JOIN due AS d
        ON d.subject = p.subject
       AND p.date > d.index_date
      JOIN run_clock AS c
        ON p.date <= c.as_of
       AND (p.known_on IS NULL OR p.known_on <= c.as_of)
     WHERE p.is_person = 1
),
sheet AS (
    SELECT d.subject, s.sent, s.returned, s.undelivered,
           row_number() OVER (
               PARTITION BY d.subject
               ORDER BY s.returned IS NULL, s.sent DESC, s.file DESC,
                        s.row DESC
           ) AS nth
      FROM due AS d
      JOIN run_clock AS c
      JOIN clean_followup_survey AS s
        ON s.subject = d.subject
       AND s.is_person = 1
       AND (s.known_on IS NULL OR s.known_on <= c.as_of)
       AND (s.returned BETWEEN d.window_from AND d.window_to
            OR (s.returned IS NULL
                AND s.sent BETWEEN d.window_from AND d.window_to))
     WHERE coalesce(s.returned, s.sent) <= c.as_of
)
SELECT d.subject, p.municipality, d.index_date, d.window_from, d.expected_on,
       d.window_to,
       CASE WHEN s.returned IS NOT NULL THEN 'answered'
            WHEN e.subject IS NOT NULL THEN 'ended'
            WHEN c.as_of < d.window_from THEN 'not_yet'
            WHEN c.as_of > d.window_to THEN 'closed'
            WHEN c.as_of > d.expected_on THEN 'overdue'
            ELSE 'due' END,
       CASE WHEN s.returned IS NULL
                 AND e.subject IS NULL
                 AND c.as_of BETWEEN d.expected_on AND d.window_to
                 AND c.as_of > d.expected_on
            THEN CAST(julianday(c.as_of) - julianday(d.expected_on)
                      AS INTEGER) END,
       s.sent, coalesce(s.undelivered = '1', 0), s.returned, d.file, d.row
  FROM due AS d
  JOIN run_clock AS c
  LEFT JOIN sheet AS s
    ON s.subject = d.subject
   AND s.nth = 1
  LEFT JOIN ended AS e
    ON e.subject = d.subject
  LEFT JOIN person AS p
    ON p.subject = d.subject
 ORDER BY d.subject;
