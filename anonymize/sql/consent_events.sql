-- What did people say outside the forms, in the order in which it came?
SELECT c.event, c.serial, c.act, c.scope, c.version, c.from_day, c.backward
  FROM consent_event AS c
 ORDER BY c.event;
