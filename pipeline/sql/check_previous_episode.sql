-- Which activity continues one that nobody reported, or a contact names one?
SELECT a.file, a.row, 'prev_episode' AS variable, 'W3321' AS rule, a.subject
  FROM clean_activity AS a
 WHERE a.is_person = 1
   AND a.prev_episode IS NOT NULL
   AND NOT EXISTS (SELECT p.episode_id
                     FROM clean_activity AS p
                    WHERE p.subject = a.subject
                      AND p.episode_id = a.prev_episode)
UNION ALL
SELECT k.file, k.row, 'episode_id', 'W3321', k.subject
  FROM clean_support_contact AS k
 WHERE k.is_person = 1
   AND k.target = '1'
   AND k.episode_id IS NOT NULL
   AND NOT EXISTS (SELECT p.episode_id
                     FROM clean_activity AS p
                    WHERE p.subject = k.subject
                      AND p.episode_id = k.episode_id)
