/* stage4_derive: ages, scores, spells of activity, and where people ended up.
 *
 * In    now_<table> of the checks, the activities and the follow-up survey
 *       index_baseline; now_indicator_target, now_indicator_actual
 * Out   score           every check under every version of its instrument
 *       desk_episode, activity_spell   every activity the desk reported, and
 *                       every spell of a person from any source
 *       outcome_start   what counts, once each, with its evidence; period:
 *                       the stretches of time it is counted in
 *       opening, matching, matching_event, contact_count, placement,
 *       retention       from the opening to still being at work
 *       competing_event, last_contact   what ends a follow-up, and when a
 *                       person was last heard of
 *       followup        the analysis table, one row per index baseline
 *       person, person_wave, item_answer, event_attendance, survey_wave,
 *       expected_visit, conflict: the tidy tables (pipeline/panel.h)
 *       indicator_cell  targets and actuals as known, with what follows
 *       rescoring       the same check under two neighbouring versions
 *       baseline_check  the check of each scale that stands for time zero
 *       score_judgement the programme rules of each check, three-valued
 *       finding         adds W3301: written red seals against the items
 *                       and W3320: a file typed with 1 for はい
 *
 * Always true afterwards
 *       count(followup) = count(index_baseline)
 *       a class stands only where certain and possible points agree
 *       no activity class for pending and ended people, U only for lost ones
 *       a start that two records tell of is counted once
 *
 * Not done here: the cut-offs; see codebooks/scores.csv, classes.csv and
 * judgements.csv. */
#include "pipeline/indicators.h"
#include "pipeline/panel.h"
#include "pipeline/retention.h"
#include "pipeline/score_study.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"

static const char *const reads[] = {"now_*",
                                    "clean_followup_survey",
                                    "clean_person_status",
                                    "book_*",
                                    "index_baseline",
                                    "run_threshold",
                                    "run_clock",
                                    "raw_column",
                                    "raw_absent",
                                    "raw_link",
                                    NULL};
static const char *const writes[] = {"person_record",
                                     "person",
                                     "person_wave",
                                     "item_answer",
                                     "event_attendance",
                                     "survey_wave",
                                     "expected_visit",
                                     "conflict",
                                     "score",
                                     "rescoring",
                                     "baseline_check",
                                     "score_judgement",
                                     "score_domain",
                                     "activity_spell",
                                     "competing_event",
                                     "last_contact",
                                     "followup",
                                     "indicator_cell",
                                     "desk_episode",
                                     "outcome_start",
                                     "period",
                                     "opening",
                                     "matching",
                                     "matching_event",
                                     "contact_count",
                                     "placement",
                                     "retention",
                                     NULL};
static const char *const adds[] = {"finding", NULL};

static enum status check_truths(struct store *s)
{
    enum status st = sql_must_be_zero(
        s,
        "SELECT (SELECT count(*) FROM followup) - (SELECT count(*) FROM "
        "index_baseline)",
        "one followup row per index baseline");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            s,
            "SELECT count(*) FROM followup WHERE (state IN ('pending', "
            "'ended')) <> (activity_class IS NULL) OR (state = 'lost') <> "
            "(coalesce(activity_class, '') = 'U')",
            "a class exactly where the outcome is decided");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            s,
            "SELECT count(*) FROM activity_spell WHERE end_date < start_date "
            "AND source <> 'activity' OR known_until < start_date AND "
            "end_date IS NULL OR is_counted = (same_file IS NOT NULL)",
            "a spell is known from its start on, and counted once");
    return st;
}

/* sql/<name>.sql with the study's city as ?1. */
static enum status run_for_city(struct stage_context *c, const char *name)
{
    struct statement *st;
    enum status status = sql_prepare(c->store, name, &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, c->settings->municipality);
    status = statement_run(st);
    statement_free(st);
    return status;
}

static enum status run_derive(struct stage_context *c)
{
    /* Each reads what those before it made. */
    static const char *const parts[] = {
        "derive_red_count",    "derive_rescoring",   "derive_baseline_check",
        "derive_episodes",     "derive_spells",      "derive_spells_survey",
        "derive_spells_small", "derive_spells_seen", "derive_spells_same",
        "derive_spells_hours", "derive_competing",   "derive_last_contact",
        "derive_followup",     "derive_openings",    "derive_matching_events",
        "derive_matching",     "derive_contacts",    "derive_placements"};
    enum status st =
        store_run(c->store, "DELETE FROM finding WHERE rule = 'W3301'");
    if (st == STATUS_OK)
        st = score_study(c);
    for (size_t i = 0; st == STATUS_OK && i < sizeof parts / sizeof *parts; i++)
        st = sql_run(c->store, parts[i]);
    if (st == STATUS_OK)
        st = run_for_city(c, "derive_outcomes");
    if (st == STATUS_OK)
        st = run_for_city(c, "derive_periods");
    if (st == STATUS_OK)
        st = retention_fill(c);
    if (st == STATUS_OK)
        st = panel_fill(c);
    if (st == STATUS_OK)
        st = check_truths(c->store);
    if (st == STATUS_OK)
        st = indicators_fill(c->arena, c->store, c->as_of,
                             c->settings->municipality);
    int64_t n = 0;
    if (st == STATUS_OK)
        st = store_integer(c->store, "SELECT count(*) FROM followup", &n);
    c->n_out = (size_t)n;
    return st;
}

const struct stage stage4_derive = {
    .name = "derive",
    .purpose = "score the checks, class the activities, build the panel",
    .reads = reads,
    .writes = writes,
    .adds = adds,
    .run = run_derive,
};
