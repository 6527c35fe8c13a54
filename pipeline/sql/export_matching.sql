-- What became of each referral of a person? One row per referral.
SELECT m.subject, m.match_id, m.job_id, m.candidate_on, m.state,
       m.state_group, m.state_on, m.days_to_result, m.reasons, m.side,
       m.nth_for_job, o.scheme, o.new_field, o.channel,
       f.name AS source_file, m.row AS source_row
  FROM matching AS m
  JOIN raw_file AS f
    ON f.number = m.file
  LEFT JOIN opening AS o
    ON o.job_id = m.job_id
 WHERE m.is_person = 1
 ORDER BY m.subject, m.match_id, m.file, m.row;
