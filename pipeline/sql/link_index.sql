-- Which is each consenting person's first baseline survey: time zero?
-- Ties on a day: file and row, so that reruns agree.
INSERT INTO index_baseline (subject, index_date, due_on, fiscal_year, quarter,
                            file, row)
WITH in_order AS (
    SELECT b.subject, b.happened_on, b.file, b.row,
           row_number() OVER (
               PARTITION BY b.subject
               ORDER BY b.happened_on, b.file, b.row
           ) AS nth
      FROM now_baseline AS b
     WHERE b.is_person = 1
       AND b.happened_on IS NOT NULL
)
SELECT o.subject,
       o.happened_on,
       date(o.happened_on, '+' || CAST(t.value AS INTEGER) || ' months'),
       CAST(strftime('%Y', o.happened_on, 'start of month', '-3 months') AS INTEGER),
       'FY' || strftime('%Y', o.happened_on, 'start of month', '-3 months') || 'Q' ||
           ((CAST(strftime('%m', o.happened_on, 'start of month', '-3 months')
                  AS INTEGER) + 2) / 3),
       o.file,
       o.row
  FROM in_order AS o
  JOIN run_threshold AS t
    ON t.name = 'window_to_months'
 WHERE o.nth = 1
 ORDER BY o.subject;
