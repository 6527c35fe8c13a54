-- What do the models of models.csv see? Scales as their labels say.
-- A column holds the points of one scale; its version stands beside it.
CREATE VIEW model_frame AS
SELECT f.subject, f.municipality, f.fiscal_year,
       f.any_activity, f.paid, f.long,
       CASE WHEN f.any_activity = 0 THEN 'none'
            WHEN f.long = 1 THEN 'paid_long'
            WHEN f.paid = 1 THEN 'paid_short'
            WHEN f.paid = 0 THEN 'unpaid' END AS activity_group,
       f.age_years / 10.0 AS age_10,
       CASE f.sex WHEN '2' THEN 1 WHEN '1' THEN 0 END AS female,
       f.kcl_points, f.fc22_red, f.motive_income,
       f.wish_hours / 5.0 AS wish_hours_5,
       f.already_active,
       coalesce(f.link_probability, 1) AS link_probability,
       k.version AS kcl_version,
       c.version AS fc22_version
  FROM followup AS f
  LEFT JOIN baseline_check AS k
    ON k.subject = f.subject
   AND k.instrument = 'KCL'
  LEFT JOIN baseline_check AS c
    ON c.subject = f.subject
   AND c.instrument = 'FC22';
