-- Where do the desk and the person's own answer disagree? Both are kept.
-- The desk's spell is the highest that was open on the day of the answer; a
-- start counts as another one when its month is two or more away.
INSERT INTO conflict (subject, wave, answered_on, conflict, survey_class,
                      desk_class, survey_start, desk_start, file, row,
                      desk_file, desk_row)
WITH answer AS (
    SELECT f.subject, '14:' || coalesce(f.wave, '') AS wave, f.returned,
           m.class, f.start_ym, k.is_activity = '1' AS is_active, f.file,
           f.row
      FROM now_followup_survey AS f
      JOIN run_clock AS c
        ON f.returned <= c.quarter_last
      JOIN book_activity_map AS m
        ON m."table" = 'followup_survey'
       AND m."column" = 'activity'
       AND m.value = f.activity
      JOIN book_activities AS k
        ON k.code = m.class
     WHERE f.is_person = 1
       AND m.class <> 'U'
),
desk AS (
    SELECT a.file AS answer_file, a.row AS answer_row, s.class, s.start_date,
           s.file, s.row,
           row_number() OVER (
               PARTITION BY a.file, a.row
               ORDER BY s.class <> a.class, CAST(k.rank AS INTEGER),
                        s.start_date, s.file, s.row
           ) AS nth
      FROM answer AS a
      JOIN activity_spell AS s
        ON s.subject = a.subject
       AND s.source = 'activity'
       AND s.start_date <= a.returned
       AND (s.end_date IS NULL OR s.end_date >= a.returned)
      JOIN book_activities AS k
        ON k.code = s.class
       AND k.is_activity = '1'
),
compared AS (
    SELECT a.subject, a.wave, a.returned, a.class AS survey_class,
           d.class AS desk_class, a.start_ym, d.start_date, a.file, a.row,
           d.file AS desk_file, d.row AS desk_row,
           CASE WHEN NOT a.is_active AND d.class IS NOT NULL
                THEN 'desk_active_survey_none'
                WHEN a.is_active AND d.class IS NULL
                THEN 'survey_active_desk_none'
                WHEN a.is_active AND d.class <> a.class THEN 'class_differs'
                WHEN a.is_active AND a.start_ym IS NOT NULL
                     AND abs((CAST(substr(a.start_ym, 1, 4) AS INTEGER)
                              - CAST(substr(d.start_date, 1, 4) AS INTEGER))
                             * 12
                             + CAST(substr(a.start_ym, 6, 2) AS INTEGER)
                             - CAST(substr(d.start_date, 6, 2) AS INTEGER))
                         >= 2
                THEN 'start_differs' END AS conflict
      FROM answer AS a
      JOIN index_baseline AS i
        ON i.subject = a.subject
      LEFT JOIN desk AS d
        ON d.answer_file = a.file
       AND d.answer_row = a.row
       AND d.nth = 1
)
SELECT c.subject, c.wave, c.returned, c.conflict, c.survey_class,
       c.desk_class, c.start_ym, c.start_date, c.file, c.row, c.desk_file,
       c.desk_row
  FROM compared AS c
 WHERE c.conflict IS NOT NULL
 ORDER BY c.file, c.row;
