-- Which tables does a run make? Dropped and rebuilt; raw tables are elsewhere.
--
-- Besides these, made from the codebook at run time:
--   clean_<table> one per file kind (baseline, activity, …): file, row,
--                 subject, is_person (1 = pseudonym, 0 = yearly token or no
--                 person), happened_on, known_on (ISO dates), elderly,
--                 age_<date variable>, then every crossing variable typed,
--                 each followed by <variable>_missing (-99 -98 -97 or NULL)
--   now_<table>   view: the rows that had happened by the quarter's last day
--                 and were known as of the run
--   book_<stem>   every other codebook file as it is, all columns TEXT:
--                 book_indicators, book_activities, book_models, …
--                 book_value_labels, book_rules likewise

-- The two clocks of this run; one row.
CREATE TABLE run_clock (
    as_of         TEXT NOT NULL,    -- ISO: when things became known
    quarter       TEXT NOT NULL,    -- FY2023Q2
    quarter_first TEXT NOT NULL,    -- ISO
    quarter_last  TEXT NOT NULL,    -- ISO: when things happened
    fiscal_year   INTEGER NOT NULL, -- of the quarter
    report_year   INTEGER NOT NULL  -- of the yearly summary
) STRICT;

-- Bad data with its place, never with its value.
CREATE TABLE finding (
    file     INTEGER NOT NULL, -- number in raw_file
    row      INTEGER NOT NULL, -- as Excel shows it; 0 = the whole file
    "column" TEXT NOT NULL,    -- Excel letter or ''
    variable TEXT NOT NULL,    -- codebook name or ''
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    subject  TEXT NOT NULL,    -- pseudonym or ''
    PRIMARY KEY (file, row, "column", rule)
) STRICT, WITHOUT ROWID;

-- Which parts of the handover stand in clean_<table>, from which bytes?
-- While these are the same, their rows are not read again.
CREATE TABLE kept_part (
    file        INTEGER PRIMARY KEY, -- number in raw_file
    kind        TEXT NOT NULL,
    sha256      TEXT NOT NULL,       -- of the part
    days        TEXT NOT NULL,       -- hash of the days its rows were known on
    rows        INTEGER NOT NULL,    -- that crossed
    quarantined INTEGER NOT NULL     -- of them, here
) STRICT;

-- What the cells and rows of those parts were found to break.
CREATE TABLE kept_finding (
    file     INTEGER NOT NULL,
    nth      INTEGER NOT NULL, -- in the order in which they were found
    row      INTEGER NOT NULL,
    variable TEXT NOT NULL,
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL,
    subject  TEXT NOT NULL,
    PRIMARY KEY (file, nth)
) STRICT, WITHOUT ROWID;

-- A finding with the name of its file.
CREATE VIEW finding_place AS
SELECT f.file, s.file AS file_name, s.sheet, f.row, f."column", f.variable,
       r.kind, f.rule, f.severity, f.subject
  FROM finding AS f
  JOIN raw_sheet AS s
    ON s.number = f.file
  JOIN raw_file AS r
    ON r.number = f.file;

-- The newest list of findings of this quarter, and the one to compare with.
CREATE VIEW finding_newest AS
SELECT n.snapshot,
       coalesce((SELECT max(s.snapshot) FROM finding_snapshot AS s
                  WHERE s.quarter = n.quarter
                    AND s.snapshot < n.snapshot),
                (SELECT max(s.snapshot) FROM finding_snapshot AS s
                  WHERE s.snapshot < n.snapshot)) AS "before"
  FROM finding_snapshot AS n
  JOIN run_clock AS c
    ON c.quarter = n.quarter
 ORDER BY n.snapshot DESC
 LIMIT 1;

-- Every finding of this run, and those that are gone since the one before.
CREATE TABLE finding_state (
    file      INTEGER NOT NULL, -- number in raw_file; 0 = gone
    file_name TEXT NOT NULL,
    sheet     TEXT NOT NULL,
    row       INTEGER NOT NULL,
    "column"  TEXT NOT NULL,
    rule      TEXT NOT NULL,
    variable  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    severity  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    state     TEXT NOT NULL
        CHECK (state IN ('new', 'open', 'fixed', 'accepted')),
    since     TEXT NOT NULL, -- as-of day of the run that met it first
    accepted_by      TEXT,   -- who leaves it as it is, when, why
    accepted_on      TEXT,
    accepted_because TEXT,
    PRIMARY KEY (file, file_name, sheet, row, "column", rule)
) STRICT, WITHOUT ROWID;

-- What became of each file's rows; the parts add up to received.
CREATE TABLE balance (
    file        INTEGER PRIMARY KEY,
    received    INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    superseded  INTEGER NOT NULL,
    outside     INTEGER NOT NULL,
    CHECK (received = accepted + quarantined + duplicate + superseded + outside)
) STRICT;

-- The first baseline of each person: time zero.
CREATE TABLE index_baseline (
    subject     TEXT PRIMARY KEY,
    index_date  TEXT NOT NULL,
    due_on      TEXT NOT NULL, -- last day of the follow-up window
    fiscal_year INTEGER NOT NULL,
    quarter     TEXT NOT NULL,
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL
) STRICT;

-- Every later record of a person and the baseline it belongs to.
CREATE TABLE linked_event (
    subject    TEXT NOT NULL,
    source     TEXT NOT NULL,    -- table: activity, silver_member, followup_survey
    file       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    event_date TEXT NOT NULL,
    days_after INTEGER NOT NULL, -- since index_date; negative = before
    placed     TEXT NOT NULL CHECK (placed IN ('before', 'within', 'after')),
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- One instrument at one date; class only where certain and possible agree.
CREATE TABLE score (
    subject     TEXT NOT NULL,
    date        TEXT NOT NULL,
    instrument  TEXT NOT NULL, -- KCL, FC22
    version     TEXT NOT NULL,
    points_low  INTEGER NOT NULL,
    points_high INTEGER NOT NULL,
    n_missing   INTEGER NOT NULL,
    class       TEXT NOT NULL, -- robust prefrail frail | below_8 8_or_more | undetermined
    age_years   INTEGER,
    out_of_validated_age INTEGER, -- 1, 0 or NULL when age is unknown
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    PRIMARY KEY (subject, date, instrument, version, file, row)
) STRICT, WITHOUT ROWID;

-- The same points by domain of the items; they add up to those of score.
CREATE TABLE score_domain (
    subject     TEXT NOT NULL,
    date        TEXT NOT NULL,
    instrument  TEXT NOT NULL,
    version     TEXT NOT NULL,
    domain      TEXT NOT NULL, -- of scores.csv
    points_low  INTEGER NOT NULL,
    points_high INTEGER NOT NULL,
    n_missing   INTEGER NOT NULL,
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    PRIMARY KEY (subject, date, instrument, version, domain, file, row)
) STRICT, WITHOUT ROWID;

-- What follows from a check beside its class, three-valued.
CREATE TABLE score_judgement (
    subject    TEXT NOT NULL,
    date       TEXT NOT NULL,
    instrument TEXT NOT NULL,
    version    TEXT NOT NULL,
    judgement  TEXT NOT NULL, -- mhlw_1 … mhlw_7 eligible | red_8 … high_risk
    value      TEXT NOT NULL CHECK (value IN ('T', 'F', 'U')),
    file       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    PRIMARY KEY (subject, date, instrument, version, judgement, file, row)
) STRICT, WITHOUT ROWID;

-- The check of each scale that stands for time zero.
CREATE TABLE baseline_check (
    subject     TEXT NOT NULL,
    instrument  TEXT NOT NULL,
    version     TEXT NOT NULL, -- in force on the day of the check
    date        TEXT NOT NULL,
    points_low  INTEGER NOT NULL,
    points_high INTEGER NOT NULL,
    class       TEXT NOT NULL,
    out_of_validated_age INTEGER,
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    PRIMARY KEY (subject, instrument)
) STRICT, WITHOUT ROWID;

-- The same raw values under two neighbouring versions of one scale.
CREATE TABLE rescoring (
    subject      TEXT NOT NULL,
    date         TEXT NOT NULL,
    instrument   TEXT NOT NULL,
    version_from TEXT NOT NULL,
    version_to   TEXT NOT NULL,
    points_low_from  INTEGER NOT NULL,
    points_high_from INTEGER NOT NULL,
    class_from   TEXT NOT NULL,
    points_low_to    INTEGER NOT NULL,
    points_high_to   INTEGER NOT NULL,
    class_to     TEXT NOT NULL,
    change       TEXT NOT NULL
        CHECK (change IN ('none', 'points_by_version', 'class_by_version')),
    out_of_validated_age INTEGER,
    file         INTEGER NOT NULL,
    row          INTEGER NOT NULL,
    PRIMARY KEY (subject, date, instrument, version_from, version_to, file,
                 row)
) STRICT, WITHOUT ROWID;

-- Every activity the desk reported (12), of everyone; under a token neither
-- ends nor reassignments are known.
CREATE TABLE desk_episode (
    subject    TEXT NOT NULL,
    is_person  INTEGER NOT NULL,
    episode_id TEXT,
    class      TEXT NOT NULL,
    remark     TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date   TEXT,
    end_by     TEXT,
    end_reason TEXT,
    known_until TEXT NOT NULL,
    begun_on   TEXT NOT NULL,    -- first day of the chain
    first_file INTEGER NOT NULL, -- the chain's first spell
    first_row  INTEGER NOT NULL,
    hours      REAL,
    kind       TEXT,
    job_id     TEXT,
    elderly    INTEGER,
    known_on   TEXT,
    known_by   TEXT,
    file       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- Spells of activity by class, from every source that reports them.
CREATE TABLE activity_spell (
    subject    TEXT NOT NULL,
    class      TEXT NOT NULL, -- E20 E19 P19 V0 B L H F R
    start_date TEXT NOT NULL,
    end_date   TEXT,
    end_by     TEXT           -- who says that it ended; NULL = open
        CHECK (end_by IN ('reported', 'successor', 'contact')),
    known_until TEXT NOT NULL, -- last day it is known to have gone on
    begun_on   TEXT NOT NULL,  -- first day of the chain of reassignments
    hours_per_week REAL,
    hours_all_jobs REAL,       -- of all jobs open on the first day
    counted_class  TEXT NOT NULL, -- by the rule sum_hours_of_jobs
    remark     TEXT NOT NULL,  -- of activity_map.csv, '' if none
    is_new     INTEGER,        -- starts after the index date, not a transfer
    in_window  INTEGER,        -- starts within followup_months of it; both
                               -- NULL without an index date
    elderly    INTEGER,        -- on the day of the report's own date
    is_counted INTEGER NOT NULL, -- 0 = another record tells of this start
    same_file  INTEGER,        -- that record; of a second joining the first
    same_row   INTEGER,
    episode_id TEXT,           -- of the desk (12, 13)
    job_id     TEXT,           -- of the opening (10)
    code       TEXT,           -- the office's code that gave the class
    source     TEXT NOT NULL,
    known_on   TEXT,           -- when it became known
    reported_by TEXT NOT NULL, -- code of list reporter
    file       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT;

CREATE INDEX activity_spell_subject ON activity_spell (subject);

-- Every start that counts, once: of people and, from the desk alone, of
-- yearly tokens. A reassignment is no start.
CREATE TABLE outcome_start (
    subject    TEXT NOT NULL,
    is_person  INTEGER NOT NULL,
    class      TEXT NOT NULL,
    start_date TEXT NOT NULL,
    elderly    INTEGER,
    is_transfer INTEGER NOT NULL, -- continues an older episode: not a start
    is_backfill INTEGER NOT NULL, -- takes the job a transfer left
    residence  TEXT,              -- latest roster: stratifies
    is_eligible INTEGER NOT NULL, -- 0 only where the scheme's data limit it
    n_reports  INTEGER NOT NULL,  -- records that tell of this start
    source     TEXT NOT NULL,
    known_on   TEXT,
    reported_by TEXT NOT NULL,
    link_probability REAL,        -- NULL = not handed over
    file       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- The stretches of time in which things are counted (windows.csv), with the
-- months in which a scheme of the study's city was running (schemes.csv).
CREATE TABLE period (
    window    TEXT NOT NULL,
    period    TEXT NOT NULL,      -- FY2023, FY2023Q2, 2023
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL,
    exposed_from  TEXT,           -- NULL = no scheme was running
    exposed_to    TEXT,
    exposed_months INTEGER NOT NULL,
    is_complete INTEGER NOT NULL, -- 0 = the quarter ends before it
    PRIMARY KEY (window, period)
) STRICT, WITHOUT ROWID;

-- Openings (10) with what led to them.
CREATE TABLE opening (
    job_id    TEXT PRIMARY KEY,
    company_id TEXT,
    scheme    TEXT,
    new_field TEXT,               -- 1 new, 2 known
    channel   TEXT,
    field     TEXT,
    obtained  TEXT,
    posts     INTEGER,
    hours     REAL,
    fee_ok    TEXT,
    first_contact TEXT,           -- of the company
    n_contacts INTEGER NOT NULL,  -- of the company until it was obtained
    was_refused INTEGER NOT NULL, -- the company had said no before
    file      INTEGER NOT NULL,
    row       INTEGER NOT NULL
) STRICT;

-- Referrals (11): one row each, with the state they are in.
CREATE TABLE matching (
    match_id  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    is_person INTEGER NOT NULL,
    job_id    TEXT,
    state     TEXT NOT NULL,      -- matching_states.csv
    state_group TEXT NOT NULL,    -- pending matched not_matched cancelled
    state_on  TEXT,
    candidate_on TEXT,
    days_to_result INTEGER,
    reasons   TEXT,
    side      TEXT,
    nth_for_job INTEGER NOT NULL, -- of this person and this opening
    file      INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE matching_event (
    file      INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    nth       INTEGER NOT NULL,
    match_id  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    is_person INTEGER NOT NULL,
    state     TEXT NOT NULL,
    state_group TEXT NOT NULL,
    date      TEXT,
    is_last   INTEGER NOT NULL,
    PRIMARY KEY (file, row, nth)
) STRICT, WITHOUT ROWID;

-- Follow-up contacts (13) by fiscal year, workers and companies apart.
CREATE TABLE contact_count (
    fiscal_year INTEGER NOT NULL,
    target      TEXT NOT NULL,
    n_contacts  INTEGER NOT NULL,
    n_reached   INTEGER NOT NULL,
    n_people    INTEGER NOT NULL, -- workers reached
    n_going_on  INTEGER NOT NULL,
    n_paused    INTEGER NOT NULL,
    n_left      INTEGER NOT NULL,
    n_status_unknown INTEGER NOT NULL,
    n_duty_changed INTEGER NOT NULL,
    n_wish_change  INTEGER NOT NULL,
    PRIMARY KEY (fiscal_year, target)
) STRICT, WITHOUT ROWID;

-- Who was placed in paid work, and how long is it known to have lasted?
CREATE TABLE placement (
    subject   TEXT NOT NULL,
    class     TEXT NOT NULL,      -- of the first spell of the chain
    scheme    TEXT,
    begun_on  TEXT NOT NULL,
    seen_until TEXT NOT NULL,     -- the end, or the last contact
    days      INTEGER NOT NULL,
    has_left  INTEGER NOT NULL,   -- 0 = censored at the last contact
    file      INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- Still at work after so many months: Kaplan and Meier's estimate.
CREATE TABLE retention (
    "group"   TEXT NOT NULL,      -- all, or a class
    months    INTEGER NOT NULL,   -- retention_months_1 … of thresholds.csv
    n_placed  INTEGER NOT NULL,
    n_at_risk INTEGER NOT NULL,   -- still observed after that time
    n_left    INTEGER NOT NULL,   -- until then
    n_censored INTEGER NOT NULL,  -- until then
    kept      REAL, std_error REAL, conf_low REAL, conf_high REAL,
    PRIMARY KEY ("group", months)
) STRICT, WITHOUT ROWID;

-- Every row that speaks of a person, whatever its kind.
CREATE TABLE person_record (
    subject     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    happened_on TEXT,
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- The tidy tables of export/; docs/exports.md says what each column means.
CREATE TABLE person (
    subject       TEXT PRIMARY KEY,
    municipality  TEXT,
    sex           TEXT,
    employed      TEXT,
    first_contact TEXT,
    first_record  TEXT,             -- earliest day of any record
    index_date    TEXT,             -- NULL = no baseline
    n_records     INTEGER NOT NULL,
    file          INTEGER NOT NULL,
    row           INTEGER NOT NULL
) STRICT;

CREATE TABLE person_wave (
    subject     TEXT NOT NULL,
    wave        TEXT NOT NULL,      -- kind:label, as 05:v1 or 14:F2024-1
    date        TEXT,               -- of the answers; NULL = not answered
    sent        TEXT,
    undelivered TEXT,
    returned    TEXT,
    age_years   INTEGER,
    months_after INTEGER,
    in_window   INTEGER,
    wish_class  TEXT,
    wish_hours  REAL,
    motive_income INTEGER,
    activity    TEXT,
    activity_class TEXT,
    start_month TEXT,
    satisfaction INTEGER,
    self_rated_health INTEGER,
    file        INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_answer (
    subject TEXT NOT NULL,
    wave    TEXT NOT NULL,          -- kind:label; checks: kind:day
    date    TEXT,
    item    TEXT NOT NULL,          -- variable of the codebook
    value   TEXT,                   -- clean value, NULL = missing
    missing INTEGER,                -- -99 -98 -97 where there is no value
    asked   INTEGER NOT NULL,       -- 0 = the form lacks the column
    file    INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    PRIMARY KEY (file, row, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_attendance (
    subject  TEXT NOT NULL,
    event_id TEXT,
    date     TEXT,                  -- NULL = no such event is known
    type     TEXT,
    attended TEXT,
    mode     TEXT,
    file     INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- Sent, delivered, answered: the denominators of the follow-up.
CREATE TABLE survey_wave (
    wave          TEXT PRIMARY KEY,
    n_sent        INTEGER NOT NULL,
    n_undelivered INTEGER NOT NULL,
    n_delivered   INTEGER NOT NULL,
    n_answered    INTEGER NOT NULL,
    n_unanswered  INTEGER NOT NULL,
    first_sent    TEXT NOT NULL,
    last_sent     TEXT NOT NULL
) STRICT;

-- Who is to be asked when: the clerk's list, by pseudonym.
CREATE TABLE expected_visit (
    subject      TEXT PRIMARY KEY,
    municipality TEXT,
    index_date   TEXT NOT NULL,
    window_from  TEXT NOT NULL,
    expected_on  TEXT NOT NULL,
    window_to    TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('answered', 'not_yet', 'due',
                                                'overdue', 'closed', 'ended')),
    days_overdue INTEGER,
    sent_on      TEXT,
    undelivered  INTEGER NOT NULL,
    returned_on  TEXT,
    file         INTEGER NOT NULL,
    row          INTEGER NOT NULL
) STRICT;

-- Where the desk and the person's own answer disagree; both are kept.
CREATE TABLE conflict (
    subject      TEXT NOT NULL,
    wave         TEXT NOT NULL,
    answered_on  TEXT NOT NULL,
    conflict     TEXT NOT NULL,     -- desk_active_survey_none
                                    -- survey_active_desk_none class_differs
                                    -- start_differs
    survey_class TEXT NOT NULL,
    desk_class   TEXT,
    survey_start TEXT,              -- month
    desk_start   TEXT,
    file         INTEGER NOT NULL,  -- of the answer
    row          INTEGER NOT NULL,
    desk_file    INTEGER,
    desk_row     INTEGER,
    PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- The analysis table: one row per index baseline of a consenting person.
CREATE TABLE followup (
    subject        TEXT PRIMARY KEY,
    index_date     TEXT NOT NULL,
    fiscal_year    INTEGER NOT NULL,
    quarter        TEXT NOT NULL,
    municipality   TEXT,
    sex            TEXT,             -- code list sex, NULL = unknown
    age_years      INTEGER,          -- legal age on the index date
    age_band       TEXT,             -- under_55 55_64 65_74 75_over
    wish_class     TEXT,             -- code list wish, first choice
    wish_hours     REAL,             -- wanted hours a week
    motive_income  INTEGER,          -- 1, 0
    kcl_points     INTEGER,          -- nearest check; NULL unless certain
    kcl_class      TEXT,             -- NULL = no check
    fc22_red       INTEGER,
    fc22_class     TEXT,
    already_active INTEGER NOT NULL, -- a spell was open on the index date
    state          TEXT NOT NULL
        CHECK (state IN ('pending', 'reached', 'lost', 'ended')),
    activity_class TEXT,             -- highest within 12 months; N none; U lost
    first_class    TEXT,             -- first started (sensitivity)
    first_start    TEXT,
    any_activity   INTEGER,          -- NULL when pending or lost
    paid           INTEGER,          -- among any_activity = 1
    long           INTEGER,          -- >= 20 h among paid = 1
    ended_by       TEXT,             -- death moved care_need, if any
    ended_on       TEXT,
    event          TEXT,             -- activity, or ended_by, or censored
    event_on       TEXT,             -- its day; last contact when censored
    event_quarter  INTEGER,          -- 1 = within 3 months of the index date
    link_probability REAL            -- that the activity is this person's: 1 =
                                     -- known by number; NULL = not reached
) STRICT;

-- Changes of a person's life that end the follow-up: the first of each.
CREATE TABLE competing_event (
    subject TEXT PRIMARY KEY,
    event   TEXT NOT NULL,           -- event of statuses.csv
    date    TEXT NOT NULL,
    file    INTEGER NOT NULL,
    row     INTEGER NOT NULL
) STRICT;

-- Every day on which a person was seen or heard of in life: what is known
-- later than the last of them is not known.
CREATE TABLE last_contact (
    subject TEXT PRIMARY KEY,
    date    TEXT NOT NULL
) STRICT;

-- Seminar > baseline > consent > follow-up, people per fiscal year.
CREATE TABLE flow_count (
    fiscal_year INTEGER NOT NULL, -- of the person's first seminar or baseline
    step        TEXT NOT NULL,    -- seminar baseline consent due reached active
    step_order  INTEGER NOT NULL,
    n_people    INTEGER NOT NULL,
    PRIMARY KEY (fiscal_year, step)
) STRICT, WITHOUT ROWID;

-- The same way for those who entered in a year, with the reasons for loss.
CREATE TABLE flow_loss (
    fiscal_year INTEGER NOT NULL, -- of the person's first seminar or baseline
    step        TEXT NOT NULL,    -- seminar baseline consent check followup
    step_order  INTEGER NOT NULL,
    reason      TEXT NOT NULL,    -- '' = took the step; else of loss_reason
    reason_order INTEGER NOT NULL,
    n_people    INTEGER NOT NULL,
    PRIMARY KEY (fiscal_year, step, reason)
) STRICT, WITHOUT ROWID;

-- The analysis table's variables in long form, as tables count them.
CREATE VIEW followup_answer AS
SELECT subject, 'sex' AS variable, coalesce(sex, 'missing') AS level
  FROM followup
UNION ALL
SELECT subject, 'age_band', coalesce(age_band, 'missing') FROM followup
UNION ALL
SELECT subject, 'wish_class', coalesce(wish_class, 'missing')
  FROM followup
UNION ALL
SELECT subject, 'motive_income',
       coalesce(CAST(motive_income AS TEXT), 'missing')
  FROM followup
UNION ALL
SELECT subject, 'municipality', coalesce(municipality, 'missing')
  FROM followup
UNION ALL
SELECT subject, 'kcl_class', coalesce(kcl_class, 'not_taken')
  FROM followup
UNION ALL
SELECT subject, 'fc22_class', coalesce(fc22_class, 'not_taken')
  FROM followup
UNION ALL
SELECT subject, 'fiscal_year', CAST(fiscal_year AS TEXT) FROM followup
UNION ALL
SELECT subject, 'activity_class',
       CASE WHEN state IN ('pending', 'ended') THEN state
            ELSE coalesce(activity_class, 'U') END
  FROM followup
UNION ALL
SELECT subject, 'any_activity',
       CASE WHEN state IN ('pending', 'ended') THEN state
            WHEN any_activity = 1 THEN 'any'
            WHEN any_activity = 0 THEN 'none'
            ELSE 'unknown' END
  FROM followup
UNION ALL
SELECT subject, '', '' FROM followup;

-- Levels of the analysis table's variables, in the order of printing.
CREATE TABLE variable_level (
    variable TEXT NOT NULL, -- column of followup, any_activity, …
    level    TEXT NOT NULL, -- a code; missing, pending … are levels too
    ordinal  INTEGER NOT NULL,
    label_ja TEXT NOT NULL,
    label_en TEXT NOT NULL,
    PRIMARY KEY (variable, level)
) STRICT, WITHOUT ROWID;

-- The tables of book_tables that are made; one with strata is several.
CREATE TABLE wanted_table (
    "table"    TEXT PRIMARY KEY, -- T04, or T04_2019 of a stratum
    book       TEXT NOT NULL,    -- its name in book_tables
    place      INTEGER NOT NULL, -- in the order of book_tables
    title_ja   TEXT NOT NULL,
    title_en   TEXT NOT NULL,
    population TEXT NOT NULL,    -- with the stratum, if any
    base       TEXT NOT NULL,    -- without it
    row_variable TEXT NOT NULL,
    column_variable TEXT NOT NULL,
    class      TEXT NOT NULL,
    instrument TEXT NOT NULL,    -- whose classes it counts, '' = none
    stratum    TEXT NOT NULL,    -- version municipality, ';' between; or ''
    level      TEXT NOT NULL     -- of the stratum, '' = everyone
) STRICT;

-- Tables that would pool what must be kept apart.
CREATE TABLE refused_table (
    "table"    TEXT NOT NULL,    -- of book_tables, or table1
    variable   TEXT NOT NULL,    -- the class or points it would pool
    reason     TEXT NOT NULL CHECK (reason IN ('versions', 'cities')),
    n_levels   INTEGER NOT NULL,
    PRIMARY KEY ("table", variable, reason)
) STRICT, WITHOUT ROWID;

-- Descriptive tables in long form: stage5 fills them, stage7 writes them.
CREATE TABLE table_cell (
    "table"  TEXT NOT NULL,    -- T01 … of book_tables, or table1
    ordinal  INTEGER NOT NULL, -- order of printing
    row_variable TEXT NOT NULL,
    row_level    TEXT NOT NULL, -- 計 for the total
    column_variable TEXT NOT NULL, -- '' for one-way tables
    column_level    TEXT NOT NULL,
    measure  TEXT NOT NULL,    -- n percent conf_low conf_high mean sd …
    value    REAL,             -- NULL = can't be computed
    PRIMARY KEY ("table", ordinal, measure)
) STRICT, WITHOUT ROWID;

-- What may leave: the cells of the release, as printed. Everything outside
-- the research team is made from these and from indicator_cell alone.
CREATE TABLE release_cell (
    "table"  TEXT NOT NULL,    -- T01 … of book_tables, or flow
    ordinal  INTEGER NOT NULL, -- order of printing
    row_variable TEXT NOT NULL,
    row_level    TEXT NOT NULL,
    column_variable TEXT NOT NULL,
    column_level    TEXT NOT NULL,
    printed  TEXT NOT NULL,    -- a count, 0 = zero, x = withheld
    PRIMARY KEY ("table", ordinal)
) STRICT, WITHOUT ROWID;

-- Indicators: what was aimed at and what was reached, as known as of the run.
CREATE TABLE indicator_cell (
    municipality TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    fiscal_year  INTEGER NOT NULL,
    measure      TEXT NOT NULL, -- target actual months achievement_rate_pct
                                -- met_mark per_month yoy_diff yoy_pct
                                -- yoy_pct_per_month yoy_points
    value        TEXT NOT NULL, -- exact, '' when unknown
    printed      TEXT NOT NULL, -- as it stands on paper
    vintage      TEXT NOT NULL, -- ISO date of the document used, '' if none
    PRIMARY KEY (municipality, indicator_id, fiscal_year, measure)
) STRICT, WITHOUT ROWID;

-- One row per model of the codebook.
CREATE TABLE model_fit (
    model        TEXT PRIMARY KEY,
    n            INTEGER NOT NULL,
    n_events     INTEGER NOT NULL,
    n_parameters INTEGER NOT NULL,
    events_per_parameter REAL,
    log_likelihood REAL, null_log_likelihood REAL, deviance REAL,
    null_deviance REAL, aic REAL, bic REAL,
    iterations   INTEGER,
    status       TEXT NOT NULL, -- ok separated quasi_separated singular
                                -- not_converged too_few_events bad_data
    exploratory  INTEGER NOT NULL,
    dropped      TEXT NOT NULL, -- predictors left out, ';' between
    message      TEXT NOT NULL  -- what to do next, in the study's language
) STRICT;

-- The same coefficients, people weighted by link_probability; only where a
-- model is not weighted so itself and somebody's is below 1.
CREATE TABLE model_link_weighted (
    model     TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,
    outcome_level TEXT NOT NULL,
    term      TEXT NOT NULL,
    estimate  REAL, std_error REAL, statistic REAL, p_value REAL,
    conf_low  REAL, conf_high REAL, -- Wald, robust (HC0)
    PRIMARY KEY (model, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_term (
    model     TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,
    outcome_level TEXT NOT NULL,
    term      TEXT NOT NULL,
    estimate  REAL, std_error REAL, statistic REAL, p_value REAL,
    conf_low  REAL, conf_high REAL, -- profile penalised likelihood
    PRIMARY KEY (model, ordinal)
) STRICT, WITHOUT ROWID;
