/* linkage_run: from two files to links. */
#include "anonymize/linkage_run.h"

#include "anonymize/assignment.h"
#include "anonymize/blocking.h"
#include "anonymize/linkage_columns.h"
#include "anonymize/linkage_labels.h"
#include "anonymize/linkage_settings.h"
#include "anonymize/match_weights.h"
#include "anonymize/namesakes.h"
#include "anonymize/pair_scores.h"
#include "anonymize/rarity.h"
#include "anonymize/twins.h"
#include "base/messages.h"

#include "base/number_text.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define LEAST_KEPT 1e-3
/* With more than this a part of the blocks is enough to learn from. */
#define MANY_RECORDS 60000
/* So many pairs are all compared. */
#define FEW_PAIRS 3e5
/* On two cores of 2020 or so. */
#define PAIRS_A_SECOND 2e6

struct options linkage_usual_options(void)
{
    return (struct options){
        .threshold = 0.95, .review_from = 0.05, .pair_budget = 2e8};
}

static void lay_out_forms(struct linkage *l)
{
    size_t n = l->data.n_records, width = l->n_components;
    l->forms = arena_take_array(l->arena, n * width + 1, sizeof *l->forms);
    for (size_t r = 0; r < n; r++)
        for (size_t k = 0; k < width; k++)
            l->forms[r * width + k] = l->components[k]->of_record[r];
}

static double possible_pairs(const struct linkage *l)
{
    double first = (double)l->data.n_first;
    double second = (double)(l->data.n_records - l->data.n_first);
    return l->data.is_dedupe ? first * (first - 1.0) / 2.0 : first * second;
}

static double usual_budget(const struct linkage *l)
{
    double budget = 15.0 * (double)l->data.n_records;
    return budget < 4e6 ? 4e6 : budget;
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Pairs a second, on screen only: no output hangs on the clock. */
static void say_speed(const struct linkage *l, double seconds)
{
    double pairs = (double)l->n_pairs;
    say("linkage.speed", number_write(l->arena, pairs),
        number_write(l->arena, floor(seconds * 100.0 + 0.5) / 100.0),
        number_write(l->arena, floor(pairs / fmax(seconds, 1e-3))));
}

static void score_and_learn(struct linkage *l)
{
    uint32_t *keys = l->all_pairs ? NULL : blocking_keys(l);
    pairs_release(l);
    double before = seconds_now();
    pairs_score(l, keys);
    say_speed(l, seconds_now() - before);
    weights_learn(l);
}

/* Matches that were compared but are too unlikely to be listed. */
static double matches_below(const struct linkage *l, double least)
{
    double sum = 0;
    for (size_t k = 0; k < l->n_patterns; k++)
        if (l->patterns[k].probability < least)
            sum += l->patterns[k].probability * (double)l->patterns[k].count;
    return sum;
}

static enum status within_budget(const struct linkage *l)
{
    double pairs = 0;
    for (size_t r = 0; r < l->n_rules; r++)
        pairs += l->rules[r].n_pairs;
    if (l->all_pairs)
        pairs = l->n_possible;
    say("linkage.plan", number_write(l->arena, floor(l->n_possible)),
        number_write(l->arena, floor(pairs)),
        number_write(l->arena, floor(pairs / PAIRS_A_SECOND + 0.5)));
    if (pairs <= l->options.pair_budget)
        return STATUS_OK;
    say_error("linkage.over_budget", number_write(l->arena, floor(pairs)),
              number_write(l->arena, l->options.pair_budget));
    return STATUS_REFUSED;
}

static enum status choose_and_score(struct linkage *l)
{
    double budget = usual_budget(l);
    if (l->settings != NULL && l->settings->n_blocks > 0) {
        l->all_pairs = false;
        enum status told = linkage_settings_blocks(l, l->settings);
        if (told == STATUS_OK)
            told = within_budget(l);
        if (told == STATUS_OK && !l->options.plan_only)
            score_and_learn(l);
        return told;
    }
    blocking_choose(l, l->options.plan_only ? budget : budget / 2, false);
    enum status st = within_budget(l);
    if (st != STATUS_OK || l->options.plan_only)
        return st;
    l->every_block = l->data.n_records > MANY_RECORDS ? 4 : 1;
    score_and_learn(l);
    l->every_block = 1;
    if (l->all_pairs)
        return STATUS_OK;
    blocking_choose(l, budget, true);
    st = within_budget(l);
    if (st == STATUS_OK)
        score_and_learn(l);
    return st;
}

static int surest_first(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a < b) - (a > b);
}

/* A pair that is more likely none is never a link. */
#define LEAST_LINK 0.5

/* The lowest probability down to which no more links are expected to be false
 * than wanted; pairs of one probability stay together. */
static double threshold_for(const struct linkage *l, double rate)
{
    double *p = arena_take_array(l->arena, l->n_links + 1, sizeof *p);
    double wrong = 0, threshold = 1.0;
    for (size_t k = 0; k < l->n_links; k++)
        p[k] = l->links[k].probability;
    qsort(p, l->n_links, sizeof *p, surest_first);
    for (size_t k = 0; k < l->n_links && p[k] > LEAST_LINK; k++) {
        wrong += 1.0 - p[k];
        bool last = k + 1 == l->n_links || p[k + 1] < p[k];
        if (last && wrong <= rate * (double)(k + 1))
            threshold = p[k];
    }
    return threshold;
}

static void decide(struct linkage *l)
{
    for (size_t k = 0; k < l->n_links; k++) {
        struct link *p = &l->links[k];
        p->decision = p->probability >= l->options.threshold ? DECISION_LINK
                      : p->probability >= l->options.review_from
                          ? DECISION_REVIEW
                          : DECISION_NONE;
    }
}

/* What is joined hangs on the threshold, and how sure that is on what is
 * joined: the threshold rises until the rate is kept. */
static void assign_clusters_at(struct linkage *l, double rate)
{
    struct link *links = l->links;
    size_t n_links = l->n_links;
    double least = LEAST_LINK;
    do {
        l->options.threshold = least;
        l->links = links;
        l->n_links = n_links;
        assign_clusters(l);
        least = threshold_for(l, rate);
    } while (least > l->options.threshold);
}

static void assign_pairs(struct linkage *l)
{
    double second = (double)(l->data.n_records - l->data.n_first);
    if (l->options.many_to_one)
        assign_one_to_many(l, (double)l->data.n_first <= second);
    else
        assign_one_to_one(l);
}

static void assign(struct linkage *l)
{
    double rate = l->options.false_link_rate;
    if (l->data.is_dedupe && rate > 0)
        assign_clusters_at(l, rate);
    else if (l->data.is_dedupe)
        assign_clusters(l);
    else
        assign_pairs(l);
    if (!l->data.is_dedupe && rate > 0)
        l->options.threshold = threshold_for(l, rate);
}

static enum status finish(struct linkage *l)
{
    if (pairs_incomplete(l)) {
        say_error("linkage.memory");
        return STATUS_IO;
    }
    l->missed_by_rules = blocking_misses(l, true);
    l->below_kept = matches_below(l, LEAST_KEPT);
    l->expected_matches = (l->share[0] + l->share[1]) * l->n_possible;
    pairs_keep(l, LEAST_KEPT);
    linkage_labels_apply(l);
    assign(l);
    decide(l);
    return STATUS_OK;
}

enum status linkage_run(struct linkage *l)
{
    l->n_possible = possible_pairs(l);
    l->all_pairs = l->n_possible <= FEW_PAIRS;
    l->every_block = 1;
    enum status st = linkage_columns_choose(l);
    if (st != STATUS_OK)
        return st;
    lay_out_forms(l);
    rarity_measure(l);
    namesakes_measure(l);
    pairs_sample(l);
    twins_measure(l);
    weights_begin(l);
    blocking_pieces(l);
    st = choose_and_score(l);
    if (st == STATUS_OK && !l->options.plan_only)
        st = finish(l);
    pairs_release(l);
    return st;
}
