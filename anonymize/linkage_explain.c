/* linkage_explain: what the model is, and why each pair scored as it did. */
#include "anonymize/linkage_explain.h"

#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"
#include "base/csv_writer.h"

#include <math.h>

/* As good as certain, where not every pair is explained. */
#define CERTAIN 0.999
#define BITS (1.0 / 0.69314718055994530942)

const char *linkage_unit_name(const struct linkage *l, const struct unit *u)
{
    const char *a = l->components[u->part[0]]->name;
    return u->n_parts == 1 ? a
                           : arena_format(l->arena, "%s+%s", a,
                                          l->components[u->part[1]]->name);
}

const char *linkage_code_name(struct arena *a, const struct linkage *l,
                              const struct unit *u, unsigned code)
{
    enum method m = l->components[u->part[0]]->method;
    const char *one = comparison_level_name(m, code_level(code, 0));
    if (u->n_parts == 1)
        return one;
    enum method k = l->components[u->part[1]]->method;
    const char *two = comparison_level_name(k, code_level(code, 1));
    return one == NULL || two == NULL ? NULL
                                      : arena_format(a, "%s+%s", one, two);
}

/* ------------------------------------------------------------- parameters */

static void write_code(const struct linkage *l, const struct unit *u,
                       unsigned code, struct csv_writer *w, struct arena *a)
{
    const char *name = linkage_code_name(a, l, u, code);
    if (name == NULL || code == 0)
        return;
    csv_text(w, linkage_unit_name(l, u));
    csv_text(w, name);
    csv_number_full(w, u->m[code]);
    csv_number_full(w, u->u[code]);
    if (u->role == ROLE_PERSONAL)
        csv_empty(w);
    else
        csv_number_full(w, u->h[code]);
    csv_number_full(w, BITS * log(u->m[code] / u->u[code]));
    csv_end_row(w);
}

enum status linkage_parameters_write(const struct linkage *l, const char *path)
{
    static const char *const header[] = {"columns",   "level",        "m", "u",
                                         "household", "match_weight", NULL};
    struct csv_writer w;
    enum status st = csv_writer_open(&w, path, CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, header);
    for (size_t n = 0; n < l->n_units; n++)
        for (unsigned code = 0; code < l->units[n].n_codes; code++)
            write_code(l, &l->units[n], code, &w, l->arena);
    return csv_writer_keep(&w);
}

/* --------------------------------------------------------------- waterfall */

struct steps {
    const struct linkage *l;
    const struct link *pair;
    struct csv_writer *w;
    struct arena *arena;
};

static void step(const struct steps *s, const char *name, const char *level,
                 double bits)
{
    const struct linkage *l = s->l;
    uint32_t i = l->data.is_exchanged ? s->pair->j : s->pair->i;
    uint32_t j = l->data.is_exchanged ? s->pair->i : s->pair->j;
    csv_text(s->w, l->data.ids[i]);
    csv_text(s->w, l->data.ids[j]);
    csv_text(s->w, name);
    csv_text(s->w, level);
    csv_number_full(s->w, bits);
    csv_end_row(s->w);
}

static double odds_bits(double p)
{
    double low = 1e-15;
    p = p < low ? low : p > 1.0 - low ? 1.0 - low : p;
    return BITS * log(p / (1.0 - p));
}

static double unit_bits(const struct steps *s, const struct unit *u,
                        unsigned code)
{
    if (code == 0)
        return 0.0;
    return BITS * (log(fmax(u->m[code], 1e-9) / u->u[code]) +
                   pair_unit_rarity(s->l, u, s->pair->i, s->pair->j));
}

static void explain(const struct steps *s)
{
    const struct linkage *l = s->l;
    const struct link *p = s->pair;
    double prior = odds_bits(l->share[0] + l->share[1]);
    double sum = prior;
    step(s, "prior", "", prior);
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        unsigned code = unit_code(u, p->pattern);
        double bits = unit_bits(s, u, code);
        sum += bits;
        step(s, linkage_unit_name(l, u),
             linkage_code_name(s->arena, l, u, code), bits);
    }
    /* What the model takes back: agreements that a household explains, and
     * how many columns differ. */
    double alone = BITS * weights_log_odds(l, p->pattern);
    step(s, "household_and_errors", "", alone - sum);
    step(s, "assignment", "", odds_bits(p->probability) - alone);
}

enum status linkage_waterfall_write(const struct linkage *l, const char *path)
{
    static const char *const header[] = {"left_id", "right_id", "step",
                                         "level",   "bits",     NULL};
    struct csv_writer w;
    struct arena own;
    bool all = l->n_links <= WATERFALL_PAIRS;
    enum status st = csv_writer_open(&w, path, CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, header);
    arena_init(&own);
    for (size_t k = 0; k < l->n_links; k++) {
        const struct steps s = {l, &l->links[k], &w, &own};
        arena_reset(&own);
        if (all || l->links[k].probability < CERTAIN)
            explain(&s);
    }
    arena_release(&own);
    return csv_writer_keep(&w);
}
