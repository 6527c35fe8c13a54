-- Which openings were obtained, through which channel, after how much work?
-- The latest row of an opening speaks; a repost is no new opening.
INSERT INTO opening (job_id, company_id, scheme, new_field, channel, field,
                     obtained, posts, hours, fee_ok, first_contact,
                     n_contacts, was_refused, file, row)
WITH latest AS (
    SELECT j.job_id, j.company_id, j.scheme, j.new_field, j.channel, j.field,
           j.obtained, j.posts, j.hours, j.fee_ok, j.file, j.row,
           row_number() OVER (PARTITION BY j.job_id
                              ORDER BY j.file DESC, j.row DESC) AS nth
      FROM now_job AS j
     WHERE j.job_id IS NOT NULL
)
SELECT l.job_id, l.company_id, l.scheme, l.new_field, l.channel, l.field,
       l.obtained, l.posts, l.hours, l.fee_ok, min(k.date), count(k.date),
       coalesce(max(k.result = '3'), 0), l.file, l.row
  FROM latest AS l
  LEFT JOIN now_company_contact AS k
    ON k.company_id = l.company_id
   AND k.date <= l.obtained
 WHERE l.nth = 1
 GROUP BY l.job_id
 ORDER BY l.job_id;
