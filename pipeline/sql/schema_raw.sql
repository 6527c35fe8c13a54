-- What did the identity room hand over? Rows are added and removed whole,
-- never changed; the rows of each kind stay in the handover.

CREATE TABLE IF NOT EXISTS raw_file (
    number    INTEGER PRIMARY KEY, -- number in the manifest
    name      TEXT NOT NULL,       -- as it lay in the inbox
    kind      TEXT NOT NULL,       -- '' when not recognised
    encoding  TEXT NOT NULL,
    refused   TEXT NOT NULL,       -- rule, '' when it was read
    delivered TEXT,                -- ISO date of the newest thing it reports
    sha256    TEXT NOT NULL
) STRICT;

-- The file as it lay in the inbox, and its sheet.
CREATE TABLE IF NOT EXISTS raw_sheet (
    number INTEGER PRIMARY KEY, -- of raw_file
    file   TEXT NOT NULL,
    sheet  TEXT NOT NULL        -- '' for a text file
) STRICT;

-- Excel's letter of each column of each file: findings need it.
CREATE TABLE IF NOT EXISTS raw_column (
    file     INTEGER NOT NULL,
    variable TEXT NOT NULL,
    letter   TEXT NOT NULL,
    PRIMARY KEY (file, variable)
) STRICT, WITHOUT ROWID;

-- Columns a file does not have: not measured, not unanswered.
CREATE TABLE IF NOT EXISTS raw_absent (
    file     INTEGER NOT NULL,
    variable TEXT NOT NULL,
    PRIMARY KEY (file, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS raw_finding (
    file     INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    variable TEXT NOT NULL,
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL,
    PRIMARY KEY (file, row, "column", rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS raw_repair (
    file   INTEGER NOT NULL,
    repair TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (file, repair)
) STRICT, WITHOUT ROWID;

-- How sure is it that a row belongs to its person? Rows known by the office's
-- number are not here; those found by name and birth date are, where the
-- identity room hands it over.
CREATE TABLE IF NOT EXISTS raw_link (
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    probability REAL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS raw_balance (
    file        INTEGER PRIMARY KEY,
    received    INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    superseded  INTEGER NOT NULL,
    outside     INTEGER NOT NULL
) STRICT;

-- Rows that were known on another day than their file's delivery.
CREATE TABLE IF NOT EXISTS raw_known (
    file  INTEGER NOT NULL,
    row   INTEGER NOT NULL,
    known TEXT NOT NULL, -- ISO; '' = always
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- Whose rows stand under another pseudonym now, or were told apart.
CREATE TABLE IF NOT EXISTS raw_pseudonym (
    subject TEXT NOT NULL, -- as it was
    now     TEXT NOT NULL, -- merged: of both; split: of the one told apart
    since   TEXT NOT NULL, -- ISO
    reason  TEXT NOT NULL, -- merged | split
    PRIMARY KEY (subject, now, since, reason)
) STRICT, WITHOUT ROWID;

-- Which file of the handover holds the rows of a delivered file?
CREATE TABLE IF NOT EXISTS raw_part (
    file   INTEGER PRIMARY KEY, -- of raw_file
    kind   TEXT NOT NULL,
    path   TEXT NOT NULL,
    rows   INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

-- The lists of findings of earlier runs, each kept when it was another than
-- the one before: what is new and what is gone is told by them.
CREATE TABLE IF NOT EXISTS finding_snapshot (
    snapshot INTEGER PRIMARY KEY,
    quarter  TEXT NOT NULL,
    as_of    TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS finding_seen (
    snapshot INTEGER NOT NULL,
    file     TEXT NOT NULL,
    sheet    TEXT NOT NULL,
    row      INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    rule     TEXT NOT NULL,
    variable TEXT NOT NULL,
    kind     TEXT NOT NULL,
    severity TEXT NOT NULL,
    since    TEXT NOT NULL, -- as-of day of the run that met it first
    PRIMARY KEY (snapshot, file, sheet, row, "column", rule)
) STRICT, WITHOUT ROWID;

-- What a stage was last run for; a difference is the reason to run it again.
CREATE TABLE IF NOT EXISTS stage_run (
    stage    TEXT PRIMARY KEY,
    program  TEXT NOT NULL,
    handover TEXT NOT NULL,
    codebook TEXT NOT NULL,
    settings TEXT NOT NULL,
    clock    TEXT NOT NULL
) STRICT;

-- Which fiscal year's summary lies in a quarter's folder, once asked for?
CREATE TABLE IF NOT EXISTS report_choice (
    quarter TEXT PRIMARY KEY,
    year    INTEGER NOT NULL
) STRICT;
