-- On what does each counted start of a person rest? One row per start.
SELECT o.subject, o.start_date, o.class, o.elderly, o.is_transfer,
       o.is_backfill, o.residence, o.is_eligible, o.n_reports, o.source,
       o.known_on, o.reported_by, o.link_probability,
       f.name AS source_file, o.row AS source_row
  FROM outcome_start AS o
  JOIN raw_file AS f
    ON f.number = o.file
 WHERE o.is_person = 1
 ORDER BY o.subject, o.start_date, o.class, o.file, o.row;
