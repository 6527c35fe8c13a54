-- In which state are the referrals? Pending ones stand apart from those that
-- failed: no result yet is neither.
SELECT s.state, s.state_group, s.label_ja, s.label_en,
       count(m.match_id) AS n_matches,
       count(DISTINCT nullif(m.subject, '')) AS n_people,
       count(DISTINCT m.job_id) AS n_openings
  FROM book_matching_states AS s
  LEFT JOIN matching AS m
    ON m.state = s.state
 GROUP BY s.state, s.state_group, s.label_ja, s.label_en, s.rowid
 ORDER BY s.rowid;
