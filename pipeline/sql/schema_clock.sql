-- Which thresholds are in force on the quarter's last day?
CREATE TABLE run_threshold (
    name  TEXT PRIMARY KEY,
    value REAL NOT NULL
) STRICT;
