-- Which activities of people does the desk report (12)?
-- What began by the index date, or continues what did, is not new; without an
-- index date nothing is new or old.
INSERT INTO activity_spell (subject, class, start_date, end_date, end_by,
                            known_until, begun_on, hours_per_week,
                            counted_class, remark, is_new, in_window, elderly,
                            is_counted, episode_id, job_id, code, source,
                            known_on, reported_by, file, row)
SELECT d.subject, d.class, d.start_date, d.end_date, d.end_by, d.known_until,
       d.begun_on, d.hours, d.class, d.remark, d.begun_on > i.index_date,
       d.start_date <= date(i.index_date,
                            '+' || CAST(f.value AS INTEGER) || ' months'),
       d.elderly, 1, d.episode_id, d.job_id, d.kind, 'activity', d.known_on,
       coalesce(d.known_by, ''), d.file, d.row
  FROM desk_episode AS d
  JOIN run_threshold AS f
    ON f.name = 'followup_months'
  LEFT JOIN index_baseline AS i
    ON i.subject = d.subject
 WHERE d.is_person = 1
 ORDER BY d.file, d.row;
