/* stage3_link: which baseline does each later record belong to?
 *
 * In    now_baseline, now_activity, now_silver_member, now_followup_survey:
 *       already keyed by pseudonym (the identity room knows who is who)
 * Out   index_baseline  one row per consenting person with a baseline
 *       linked_event    one row per later record of such a person
 *
 * Always true afterwards
 *       count(index_baseline) = people with a dated baseline: no one is
 *       dropped or doubled
 *       a record placed 'within' comes after its baseline
 *
 * Not done here: choosing the window; see codebooks/thresholds.csv. */
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

static const char *const reads[] = {"clean_*",
                                    "now_baseline",
                                    "now_activity",
                                    "now_silver_member",
                                    "now_followup_survey",
                                    "run_threshold",
                                    "run_clock",
                                    NULL};
static const char *const writes[] = {"index_baseline", "linked_event", NULL};

static enum status check_truths(struct store *s)
{
    enum status st = sql_must_be_zero(
        s,
        "SELECT (SELECT count(DISTINCT subject) FROM now_baseline "
        "WHERE is_person = 1 AND happened_on IS NOT NULL) "
        "- (SELECT count(*) FROM index_baseline)",
        "one index baseline per person");
    if (st == STATUS_OK)
        st = sql_must_be_zero(s,
                              "SELECT count(*) FROM linked_event WHERE placed "
                              "= 'within' AND days_after <= 0",
                              "a linked record comes after its baseline");
    return st;
}

static enum status count_rows(struct stage_context *c)
{
    int64_t in = 0, out = 0;
    enum status st =
        store_integer(c->store, "SELECT count(*) FROM now_baseline", &in);
    if (st == STATUS_OK)
        st = store_integer(c->store, "SELECT count(*) FROM index_baseline",
                           &out);
    c->n_in = (size_t)in;
    c->n_out = (size_t)out;
    return st;
}

static enum status run_link(struct stage_context *c)
{
    enum status st = typed_tables_index(c->arena, c->store, c->codebook, true);
    if (st == STATUS_OK)
        st = sql_run(c->store, "link_index");
    if (st == STATUS_OK)
        st = sql_run(c->store, "link_events");
    if (st == STATUS_OK)
        st = check_truths(c->store);
    if (st == STATUS_OK)
        st = count_rows(c);
    return st;
}

const struct stage stage3_link = {
    .name = "link",
    .purpose = "attach later records to the baseline they belong to",
    .reads = reads,
    .writes = writes,
    .run = run_link,
};
