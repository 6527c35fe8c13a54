-- What is known of each person who is followed? One row per person.
SELECT f.subject, f.index_date, f.fiscal_year, f.quarter, f.municipality,
       f.sex, f.age_years, f.age_band, f.wish_class, f.wish_hours,
       f.motive_income, f.kcl_points, f.kcl_class, f.fc22_red, f.fc22_class,
       f.already_active, f.state, f.activity_class, f.first_class,
       f.first_start, f.any_activity, f.paid, f.long,
       f.ended_by, f.ended_on, f.event, f.event_on, f.event_quarter,
       f.link_probability,
       r.name AS source_file, i.row AS source_row
  FROM followup AS f
  LEFT JOIN index_baseline AS i
    ON i.subject = f.subject
  LEFT JOIN raw_file AS r
    ON r.number = i.file
 ORDER BY f.subject;
