/* code_pairs: which code of one office stands for which of the other. */
#include "anonymize/code_pairs.h"

#include "anonymize/linkage.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CODES 12
/* Records that agree, in all and for each code, and the share of them that
 * must say the same. */
#define FEWEST 8
#define FEWEST_EACH 3
#define MOST_OF 0.9
#define NO_CODE UINT32_MAX

/* ---------------------------------------------------------------- witnesses */

/* Chance that two records agree, over all of both files. */
static double chance_of(const struct comparison *c, size_t n_records)
{
    double same = 0, n = (double)n_records;
    for (uint32_t f = 1; f < c->n_forms; f++)
        same += (double)c->count[f] * c->count[f];
    /* One that is mostly blank is no witness. */
    return c->n_given * 2 < n_records ? 1.0 : same / (n * n);
}

struct best_two {
    struct comparison of[2];
    double chance[2];
};

static struct best_two find_witnesses(struct arena *a,
                                      const struct linkage_data *d,
                                      const struct code_witness *w, size_t n)
{
    struct best_two best = {.chance = {1.0, 1.0}};
    for (size_t k = 0; k < n; k++) {
        struct comparison c;
        comparison_make(a, d, &d->columns[w[k].column], w[k].method, &c);
        double chance = chance_of(&c, d->n_records);
        size_t at = chance < best.chance[0] ? 0 : 1;
        if (chance >= best.chance[1])
            continue;
        if (at == 0) {
            best.of[1] = best.of[0];
            best.chance[1] = best.chance[0];
        }
        best.of[at] = c;
        best.chance[at] = chance;
    }
    return best;
}

struct shown {
    uint64_t key;
    uint32_t code;
};

static int by_key(const void *x, const void *y)
{
    const struct shown *a = x, *b = y;
    return (a->key > b->key) - (a->key < b->key);
}

/* Those whose two values stand in one record of the file only. */
static size_t take_shown(const struct best_two *w, const struct comparison *c,
                         size_t from, size_t end, struct shown *out)
{
    size_t n = 0, kept = 0;
    for (size_t r = from; r < end; r++) {
        uint32_t x = w->of[0].of_record[r], y = w->of[1].of_record[r];
        if (x != 0 && y != 0)
            out[n++] = (struct shown){
                mix_hash(w->of[0].hash[x], w->of[1].hash[y]), c->of_record[r]};
    }
    qsort(out, n, sizeof *out, by_key);
    for (size_t i = 0, same; i < n; i += same) {
        for (same = 1; i + same < n && out[i + same].key == out[i].key; same++)
            ;
        if (same == 1 && out[i].code != 0)
            out[kept++] = out[i];
    }
    return kept;
}

/* --------------------------------------------------------------------- table
 */

struct code_table {
    size_t n; /* records of both files that agree */
    uint32_t count[MOST_CODES][MOST_CODES]; /* [second][first] */
};

static void fill_table(const struct linkage_data *d, const struct best_two *w,
                       const struct comparison *c, struct code_table *t)
{
    struct shown *all = calloc(d->n_records + 1, sizeof *all);
    if (all == NULL)
        return;
    struct shown *second = all + d->n_first;
    size_t n = take_shown(w, c, 0, d->n_first, all), j = 0;
    size_t m = take_shown(w, c, d->n_first, d->n_records, second);
    for (size_t i = 0; i < n; i++) {
        while (j < m && second[j].key < all[i].key)
            j++;
        if (j == m || second[j].key != all[i].key)
            continue;
        t->count[second[j].code][all[i].code]++;
        t->n++;
    }
    free(all);
}

/* The first file's code for one of the second's, or NO_CODE. */
static uint32_t stands_for(const struct code_table *t, uint32_t code)
{
    uint32_t best = 0, all = 0;
    for (uint32_t k = 1; k < MOST_CODES; k++) {
        all += t->count[code][k];
        if (t->count[code][k] > t->count[code][best])
            best = k;
    }
    bool clear = all >= FEWEST_EACH &&
                 (double)t->count[code][best] >= MOST_OF * (double)all;
    return clear ? best : NO_CODE;
}

static const char *text_of(struct arena *a, const struct comparison *c,
                           uint32_t form)
{
    struct points p = comparison_points(c, form);
    char *out = arena_take_array(a, p.n * 4 + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < p.n; i++) {
        if (p.at[i] == ' ' || p.at[i] == '=')
            return NULL;
        n += text_encode(p.at[i], out + n);
    }
    return out;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *write_pairs(struct arena *a, const struct comparison *c,
                               const struct code_table *t)
{
    const char *token[MOST_CODES], *out = "";
    bool is_taken[MOST_CODES] = {false};
    size_t n = 0, found = 0;
    for (uint32_t code = 1; code < c->n_forms; code++) {
        uint32_t all = 0, to = stands_for(t, code);
        for (uint32_t k = 1; k < MOST_CODES; k++)
            all += t->count[code][k];
        if (to != NO_CODE && is_taken[to])
            return NULL;
        if (to != NO_CODE)
            is_taken[to] = true;
        const char *from = text_of(a, c, code);
        const char *text = to == NO_CODE ? "" : text_of(a, c, to);
        if (from == NULL || text == NULL)
            return NULL;
        found += to != NO_CODE;
        if (to != NO_CODE || all > 0)
            token[n++] = arena_format(a, "%s=%s", from, text);
    }
    if (found < 2)
        return NULL;
    qsort(token, n, sizeof *token, by_text);
    for (size_t k = 0; k < n; k++)
        out = arena_format(a, "%s%s%s", out, k == 0 ? "" : " ", token[k]);
    return out;
}

const char *code_pairs_learn(struct arena *a, const struct linkage_data *d,
                             const struct code_witness *coded,
                             const struct code_witness *witnesses, size_t n)
{
    struct arena own;
    struct comparison c;
    struct code_table t = {0};
    const char *pairs = NULL;
    arena_init(&own);
    comparison_make(&own, d, &d->columns[coded->column], coded->method, &c);
    struct best_two best = find_witnesses(&own, d, witnesses, n);
    if (best.chance[1] < 1.0 && c.n_forms <= MOST_CODES)
        fill_table(d, &best, &c, &t);
    if (t.n >= FEWEST)
        pairs = write_pairs(a, &c, &t);
    arena_release(&own);
    return pairs;
}

/* -------------------------------------------------------------------- apply */

/* What stands right of code= among the pairs; NULL where it is not there. */
static const char *right_of(struct arena *a, const char *pairs,
                            const char *code)
{
    size_t n = strlen(code);
    for (const char *at = pairs; *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (length > n && strncmp(at, code, n) == 0 && at[n] == '=')
            return arena_copy_n(a, at + n + 1, length - n - 1);
        at += length + strspn(at + length, " ");
    }
    return NULL;
}

void code_pairs_apply(struct arena *a, struct linkage_data *d,
                      const struct code_witness *coded, const char *pairs)
{
    struct linkage_column *c = &d->columns[coded->column];
    uint32_t n = c->n_values, kept = n;
    const char **values = arena_take_array(a, 2 * (size_t)n, sizeof *values);
    uint32_t *to = arena_take_array(a, n, sizeof *to);
    struct comparison made;
    comparison_make(a, d, c, coded->method, &made);
    memcpy(values, c->values, n * sizeof *values);
    for (size_t r = 0; r < d->n_records; r++) {
        uint32_t v = c->of_record[r], form = made.of_record[r];
        if (v == 0 || form == 0 || to[v] != 0)
            continue;
        const char *text = text_of(a, &made, form);
        const char *other = text == NULL ? NULL : right_of(a, pairs, text);
        to[v] = other == NULL ? v : *other == '\0' ? NO_CODE : kept;
        if (to[v] == kept)
            values[kept++] = other;
    }
    for (size_t r = 0; r < d->n_records; r++) {
        uint32_t v = to[c->of_record[r]];
        c->of_record[r] = v == NO_CODE ? 0 : v;
    }
    c->values = values;
    c->n_values = kept;
}
