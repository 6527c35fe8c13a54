-- Which kinds of activity are any activity, none, unknown, not yet due?
-- In the order of the kinds; the group is a place in any_activity's levels.
SELECT k.level, g.ordinal - 1 AS group_number
  FROM variable_level AS k
  LEFT JOIN book_activities AS a
    ON a.code = k.level
  JOIN variable_level AS g
    ON g.variable = 'any_activity'
   AND g.level = CASE WHEN k.level IN ('pending', 'ended') THEN k.level
                      WHEN k.level = 'U' THEN 'unknown'
                      WHEN a.is_activity = '1' THEN 'any'
                      ELSE 'none' END
 WHERE k.variable = 'activity_class'
 ORDER BY k.ordinal;
