-- In which state is each referral, by whose decision and for which reasons?
INSERT INTO matching (match_id, subject, is_person, job_id, state,
                      state_group, state_on, candidate_on, days_to_result,
                      reasons, side, nth_for_job, file, row)
SELECT r.match_id, r.subject, r.is_person, r.job_id, e.state, e.state_group,
       e.date, r.d_candidate,
       CASE WHEN e.state_group IN ('matched', 'not_matched')
            THEN CAST(julianday(e.date) - julianday(r.d_candidate)
                      AS INTEGER) END,
       CASE WHEN e.state_group = 'not_matched' THEN r.reasons END,
       CASE WHEN e.state_group = 'not_matched' THEN r.side END,
       CASE WHEN r.job_id IS NULL OR r.subject = '' THEN 1
            ELSE row_number() OVER (PARTITION BY r.subject, r.job_id
                                    ORDER BY r.d_candidate, r.file, r.row)
            END,
       r.file, r.row
  FROM now_referral AS r
  JOIN matching_event AS e
    ON e.file = r.file
   AND e.row = r.row
   AND e.is_last = 1
 ORDER BY r.file, r.row;
