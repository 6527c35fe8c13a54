-- What does the vault hold? People, what identifies them (sealed), and how
-- they are found again. Everything that could name a person is either sealed
-- under the person's own key (seal.h, data_keys.h) or a keyed fingerprint.
-- What every row says is vouched for by the fact 'content'.

-- Facts about the vault itself: 'schema', 'key_check', 'key_version',
-- 'generation', 'content', and 'mac' over the others.
CREATE TABLE vault_fact (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row per file content ever taken in.
CREATE TABLE delivery (
    delivery  INTEGER NOT NULL PRIMARY KEY,
    file_hash TEXT NOT NULL, -- SHA-256 of the bytes
    office    TEXT NOT NULL, -- the subfolder's office, '' if none
    kind      TEXT NOT NULL, -- '01'
    UNIQUE (file_hash, office)
) STRICT;

-- One row per person, numbered in the order in which they were first met.
CREATE TABLE person (
    serial      INTEGER NOT NULL PRIMARY KEY,
    pseudonym   TEXT NOT NULL UNIQUE,
    merged_into INTEGER REFERENCES person (serial), -- NULL: stands alone
    first_received INTEGER NOT NULL, -- received_row in which first met
    sealed      BLOB NOT NULL, -- person_record; empty: erased
    CHECK (merged_into IS NULL OR merged_into < serial)
) STRICT;

-- The key under which all that identifies a person is sealed, itself wrapped
-- under a master. Erasing a person is losing this row. Serial 0: of rows
-- that wait for their person, thrown away as soon as none does.
CREATE TABLE data_key (
    serial      INTEGER NOT NULL PRIMARY KEY,
    key_version INTEGER NOT NULL, -- of the master
    wrapped     BLOB NOT NULL
) STRICT;

-- One row per accepted row of a file of participants.
CREATE TABLE received_row (
    received    INTEGER NOT NULL PRIMARY KEY,
    delivery    INTEGER NOT NULL REFERENCES delivery (delivery),
    row         INTEGER NOT NULL, -- as Excel shows it
    serial      INTEGER REFERENCES person (serial), -- NULL: not matched yet
    sealed      BLOB NOT NULL, -- person_record; empty: erased
    UNIQUE (delivery, row)
) STRICT;

-- Which people have this number, this name? Never leaves the vault. Serials
-- are those of person: not declared, since looking each up would cost a tenth
-- of a first import.
CREATE TABLE blind_index (
    field  INTEGER NOT NULL, -- enum blind_field of vault.h
    tag    BLOB NOT NULL,    -- keyed BLAKE2b of the compared form
    serial INTEGER NOT NULL,
    PRIMARY KEY (field, tag, serial)
) STRICT, WITHOUT ROWID;

-- Two people who may be one: a question for a person.
CREATE TABLE doubt (
    pair   TEXT NOT NULL PRIMARY KEY, -- name of the pair in review/
    low    INTEGER NOT NULL REFERENCES person (serial),
    high   INTEGER NOT NULL REFERENCES person (serial),
    reason TEXT NOT NULL,
    CHECK (low < high)
) STRICT;

-- What a person answered; appended, never changed. The last answer holds.
CREATE TABLE decision (
    decision INTEGER NOT NULL PRIMARY KEY,
    pair     TEXT NOT NULL,
    verdict  TEXT NOT NULL CHECK (verdict IN ('same', 'other', 'unknown', 'open'))
) STRICT;

-- What people said outside the forms of the inbox, in the order in which it
-- was recorded; appended, never changed. Read together with the forms.
CREATE TABLE consent_event (
    event    INTEGER NOT NULL PRIMARY KEY,
    serial   INTEGER NOT NULL REFERENCES person (serial),
    act      TEXT NOT NULL CHECK (act IN ('given', 'refused', 'withdrawn')),
    scope    TEXT NOT NULL CHECK (scope IN ('all', 'follow', 'link', 'reuse')),
    version  TEXT NOT NULL,    -- of the form; '' when none was signed
    from_day INTEGER NOT NULL, -- days since 1970-01-01
    backward INTEGER NOT NULL CHECK (backward IN (0, 1)) -- earlier data too
) STRICT;
