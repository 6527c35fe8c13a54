-- Is there anybody whose key was destroyed?
SELECT EXISTS (
    SELECT 1
      FROM person AS p
      LEFT JOIN data_key AS k
        ON k.serial = p.serial
     WHERE k.serial IS NULL
) AS is_anyone
 ORDER BY 1;
