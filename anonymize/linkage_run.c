/* linkage_run: from two files to links. */
#include "anonymize/linkage_run.h"

#include "anonymize/assignment.h"
#include "anonymize/blocking.h"
#include "anonymize/column_meaning.h"
#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"
#include "anonymize/rarity.h"
#include "base/messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LEAST_KEPT 1e-3
/* With more than this a part of the blocks is enough to learn from. */
#define MANY_RECORDS 60000

struct options linkage_usual_options(void)
{
    return (struct options){
        .threshold = 0.95, .review_from = 0.05, .pair_budget = 2e8};
}

struct chosen {
    size_t column;
    struct column_choice choice;
    bool is_taken;
};

/* The reading that goes with a name. */
static enum meaning reading_of(enum meaning m)
{
    return m == MEANING_NAME         ? MEANING_KANA
           : m == MEANING_SURNAME    ? MEANING_SURNAME_KANA
           : m == MEANING_GIVEN_NAME ? MEANING_GIVEN_KANA
                                     : MEANING_UNKNOWN;
}

static bool is_reading_of(const struct column_choice *name,
                          const struct column_choice *kana)
{
    if (kana->method != METHOD_KANA)
        return false;
    if (name->meaning == MEANING_UNKNOWN && kana->meaning == MEANING_UNKNOWN)
        return name->method == METHOD_NAME;
    return reading_of(name->meaning) != MEANING_UNKNOWN &&
           reading_of(name->meaning) == kana->meaning;
}

static size_t add_component(struct linkage *l, struct chosen *c)
{
    size_t k = l->n_components++;
    c->is_taken = true;
    l->components[k] = arena_take(l->arena, sizeof *l->components[k]);
    comparison_make(l->arena, &l->data, &l->data.columns[c->column],
                    c->choice.method, l->components[k]);
    l->unit_of[k] = l->n_units;
    if (c->choice.method == METHOD_TEXT) {
        if (c->choice.meaning == MEANING_GIVEN_NAME && !l->has_given)
            l->swap_first = k;
        if (c->choice.meaning == MEANING_SURNAME && !l->has_family)
            l->swap_second = k;
        l->has_given |= c->choice.meaning == MEANING_GIVEN_NAME;
        l->has_family |= c->choice.meaning == MEANING_SURNAME;
    }
    return k;
}

static bool is_whole_name(const struct column_choice *c)
{
    bool name = c->method == METHOD_NAME || c->method == METHOD_KANA;
    return c->role == ROLE_SHARED && name && c->meaning != MEANING_SURNAME &&
           c->meaning != MEANING_SURNAME_KANA;
}

static void add_unit(struct linkage *l, struct chosen *c,
                     struct chosen *reading)
{
    size_t k = add_component(l, c);
    struct unit *u = &l->units[l->n_units];
    *u = (struct unit){
        .role = c->choice.role,
        .is_whole_name = is_whole_name(&c->choice),
        .is_family_last = !l->components[k]->is_japanese,
        .n_parts = 1,
        .part = {k, k},
        .shift = (unsigned)(k * LEVEL_BITS),
        .n_codes = LEVELS,
    };
    if (reading != NULL) {
        u->part[1] = add_component(l, reading);
        u->n_parts = 2;
        u->n_codes = UNIT_CODES;
    }
    l->n_units++;
}

static void choose_columns(struct linkage *l)
{
    size_t n = 0;
    struct chosen *c =
        arena_take_array(l->arena, l->data.n_columns + 1, sizeof *c);
    for (size_t k = 0; k < l->data.n_columns; k++) {
        c[n] = (struct chosen){
            .column = k,
            .choice = column_choose(&l->data, &l->data.columns[k])};
        n += c[n].choice.is_used;
    }
    for (size_t k = 0; k < n; k++) {
        struct chosen *reading = NULL;
        for (size_t o = 0; o < n && reading == NULL; o++)
            if (o != k && !c[o].is_taken &&
                is_reading_of(&c[k].choice, &c[o].choice))
                reading = &c[o];
        if (!c[k].is_taken && reading != NULL &&
            l->n_components + 2 <= MOST_COMPONENTS)
            add_unit(l, &c[k], reading);
    }
    for (size_t k = 0; k < n; k++)
        if (!c[k].is_taken && l->n_components < MOST_COMPONENTS)
            add_unit(l, &c[k], NULL);
    l->has_swap = l->has_given && l->has_family;
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

static void tell(const struct linkage *l, const char *what)
{
    static double last;
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    double now = (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
    if (getenv("LINKAGE_TRACE") == NULL)
        return;
    fprintf(stderr, "%-20s %.3f s pairs %zu patterns %zu\n", what, now - last,
            l->n_pairs, l->n_patterns);
    last = now;
}

static void show(struct linkage *l)
{
    if (getenv("LINKAGE_TRACE") == NULL)
        return;
    fprintf(stderr, "possible %.0f shares %g %g %g\n", l->n_possible,
            l->share[0] * l->n_possible, l->share[1] * l->n_possible,
            l->share[2] * l->n_possible);
    fprintf(stderr, "errors");
    for (size_t k = 0; k <= MOST_COMPONENTS; k++)
        fprintf(stderr, " %.2f", l->errors[k]);
    fprintf(stderr, "\n");
    for (size_t r = 0; r < l->n_rules; r++) {
        fprintf(stderr, "rule");
        for (size_t p = 0; p < l->rules[r].n_pieces; p++) {
            struct piece *q = &l->pieces[l->rules[r].piece[p]];
            fprintf(stderr, " %s:%s", l->components[q->component]->name,
                    q->name);
        }
        fprintf(stderr, "  pairs %.0f new %.0f finds %.3f\n",
                l->rules[r].n_pairs, l->rules[r].n_new_pairs,
                l->rules[r].finds);
    }
    for (size_t n = 0; n < l->n_units; n++) {
        struct unit *u = &l->units[n];
        struct comparison *c = l->components[u->part[0]];
        fprintf(stderr, "%s (%s) role %d given %u forms %u chance %g\n",
                c->name, method_names[c->method], u->role, c->n_given,
                c->n_forms, l->exact_chance[u->part[0]]);
        for (unsigned k = 1; k < UNIT_CODES && u->n_parts == 2; k++)
            if (u->u[k] > 1e-6 || u->m[k] > 1e-3)
                fprintf(stderr, "   %u %u m %.5f u %.7f h %.5f\n", k & 7,
                        k >> 3, u->m[k], u->u[k], u->h[k]);
        for (unsigned k = 1; k < LEVELS && u->n_parts == 1; k++)
            if (comparison_level_name(c->method, k) != NULL)
                fprintf(stderr, "   %-16s m %.5f u %.7f h %.5f e %.2f\n",
                        comparison_level_name(c->method, k), u->m[k], u->u[k],
                        u->h[k], l->expected[u->part[0]][k]);
    }
}

static void score_and_learn(struct linkage *l)
{
    uint32_t *keys = l->all_pairs ? NULL : blocking_keys(l);
    pairs_release(l);
    pairs_score(l, keys);
    tell(l, "scored");
    weights_learn(l);
    tell(l, "learnt");
}

enum status linkage_run(struct linkage *l)
{
    tell(l, "read");
    l->n_possible = possible_pairs(l);
    choose_columns(l);
    lay_out_forms(l);
    tell(l, "normal forms");
    rarity_measure(l);
    pairs_sample(l);
    weights_begin(l);
    tell(l, "sampled");
    blocking_pieces(l);
    double budget = usual_budget(l);
    blocking_choose(l, budget / 2, false);
    tell(l, "blocks chosen");
    l->every_block = l->data.n_records > MANY_RECORDS ? 4 : 1;
    score_and_learn(l);
    l->every_block = 1;
    if (!l->all_pairs) {
        blocking_choose(l, budget, true);
        tell(l, "blocks chosen");
        score_and_learn(l);
    }
    show(l);
    pairs_keep(l, LEAST_KEPT);
    pairs_release(l);
    tell(l, "kept");
    if (l->data.is_dedupe)
        assign_clusters(l);
    else
        assign_one_to_one(l);
    for (size_t k = 0; k < l->n_links; k++) {
        struct link *p = &l->links[k];
        p->decision = p->probability >= l->options.threshold ? DECISION_LINK
                      : p->probability >= l->options.review_from
                          ? DECISION_REVIEW
                          : DECISION_NONE;
    }
    tell(l, "assigned");
    return STATUS_OK;
}
