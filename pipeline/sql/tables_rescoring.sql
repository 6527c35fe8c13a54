-- How many checks are in another class under the next version of the scale?
SELECT r.instrument, r.version_from, r.version_to, r.class_from, r.class_to,
       CASE WHEN r.class_from = r.class_to THEN 'none'
            ELSE 'class_by_version' END AS change,
       r.out_of_validated_age, count(*) AS n_checks,
       count(DISTINCT r.subject) AS n_people
  FROM rescoring AS r
 GROUP BY r.instrument, r.version_from, r.version_to, r.class_from,
          r.class_to, r.out_of_validated_age
 ORDER BY r.instrument, r.version_from, r.version_to, r.class_from,
          r.class_to, r.out_of_validated_age;
