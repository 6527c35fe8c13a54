-- Which steps did each referral of a person take? One row per step.
SELECT e.subject, e.match_id, e.nth, e.state, e.state_group, e.date,
       e.is_last, f.name AS source_file, e.row AS source_row
  FROM matching_event AS e
  JOIN raw_file AS f
    ON f.number = e.file
 WHERE e.is_person = 1
 ORDER BY e.subject, e.match_id, e.file, e.row, e.nth;
