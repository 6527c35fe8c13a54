-- Through which states did each referral (11) go, and when?
-- One row per dated step and one for the result; a result without a day is
-- the last all the same. Under a token only the first step and the result are
-- known. No result is no "held over" (保留): the referral is where it is.
INSERT INTO matching_event (file, row, nth, match_id, subject, is_person,
                            state, state_group, date, is_last)
WITH step AS (
    SELECT r.file, r.row, r.match_id, r.subject, r.is_person, s.state,
           s.state_group, CAST(s."order" AS INTEGER) AS place,
           CASE s.step WHEN 'd_candidate' THEN r.d_candidate
                       WHEN 'd_offered' THEN r.d_offered
                       WHEN 'd_interview' THEN r.d_interview
                       ELSE r.d_result END AS date,
           s.result
      FROM now_referral AS r
      JOIN book_matching_states AS s
        ON s.result = coalesce(r.result, '')
        OR s.result = ''
),
seen AS (
    SELECT s.file, s.row, s.match_id, s.subject, s.is_person, s.state,
           s.state_group, s.place, s.date, s.result
      FROM step AS s
      JOIN run_clock AS c
     WHERE (s.date IS NOT NULL OR s.result <> '')
       AND (s.date IS NULL OR s.date <= c.quarter_last)
)
SELECT s.file, s.row,
       row_number() OVER (PARTITION BY s.file, s.row
                          ORDER BY s.result <> '', s.place),
       s.match_id, s.subject, s.is_person, s.state, s.state_group, s.date,
       row_number() OVER (PARTITION BY s.file, s.row
                          ORDER BY s.result <> '' DESC, s.place DESC) = 1
  FROM seen AS s
 ORDER BY s.file, s.row;
