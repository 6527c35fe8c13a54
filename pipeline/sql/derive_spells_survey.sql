-- Which activities do the people's own answers tell of (14)?
-- The month an activity began is taken as its first day; without a month the
-- day of the answer. Going on when the answer was written is all that is
-- known: what came after is not.
INSERT INTO activity_spell (subject, class, start_date, known_until, begun_on,
                            counted_class, remark, is_new, in_window, elderly,
                            is_counted, code, source, known_on, reported_by,
                            file, row)
WITH horizon AS (
    SELECT i.subject, i.index_date, i.due_on AS window_to,
           date(i.index_date, '+' || CAST(f.value AS INTEGER) || ' months')
               AS horizon_date,
           date(i.index_date, '+' || CAST(w.value AS INTEGER) || ' months')
               AS window_from
      FROM index_baseline AS i
      JOIN run_threshold AS f
        ON f.name = 'followup_months'
      JOIN run_threshold AS w
        ON w.name = 'window_from_months'
),
survey AS (
    SELECT f.subject, m.class, m.remark, f.activity,
           CASE WHEN f.start_ym IS NULL THEN f.returned
                ELSE f.start_ym || '-01' END AS start_date,
           f.start_ym, f.returned, f.elderly, f.file, f.row
      FROM now_followup_survey AS f
      JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
      JOIN run_clock AS c
        ON f.returned <= c.quarter_last
     WHERE f.is_person = 1
       AND m.class NOT IN ('N', 'U')
)
SELECT s.subject, s.class, s.start_date, max(s.returned, s.start_date),
       s.start_date, s.class, s.remark,
       CASE WHEN h.index_date IS NULL THEN NULL
            ELSE coalesce(s.start_ym >= substr(h.index_date, 1, 7), 1) END,
       s.start_date <= h.horizon_date
           OR (s.start_ym IS NULL
               AND s.returned BETWEEN h.window_from AND h.window_to),
       s.elderly, 1, s.activity, 'followup_survey', s.returned, '1', s.file, s.row
  FROM survey AS s
  LEFT JOIN horizon AS h
    ON h.subject = s.subject
 ORDER BY s.file, s.row;
