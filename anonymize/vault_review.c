/* vault_review: which people may be one, and what was answered? */
#include "anonymize/vault_inside.h"

#include <stdio.h>
#include <string.h>

void vault_pair_name(const struct vault *v, uint32_t low, uint32_t high,
                     struct subject *out)
{
    char numbers[2][16];
    unsigned char tag[BLIND_TAG_SIZE];
    snprintf(numbers[0], sizeof numbers[0], "%u", low);
    snprintf(numbers[1], sizeof numbers[1], "%u", high);
    const char *const fields[] = {numbers[0], numbers[1]};
    blind_tag(v->keys->pair, 0, fields, 2, tag);
    pair_name_write(tag, out);
}

enum status vault_doubts(struct vault *v, struct arena *a,
                         struct vault_doubt_row **rows, size_t *n)
{
    struct statement *s;
    size_t capacity = 0;
    *rows = NULL;
    *n = 0;
    enum status st = vault_use(v, USE_DOUBTS, &s);
    if (st != STATUS_OK)
        return st;
    while (statement_step(s, &st)) {
        *rows = arena_grow(a, *rows, *n, &capacity, sizeof **rows);
        (*rows)[(*n)++] = (struct vault_doubt_row){
            arena_copy(a, column_text(s, 0)), (uint32_t)column_integer(s, 1),
            (uint32_t)column_integer(s, 2), arena_copy(a, column_text(s, 3)),
            arena_copy(a, column_text(s, 4))};
    }
    statement_reset(s);
    return st;
}

enum status vault_verdict(struct vault *v, struct arena *a, const char *pair,
                          const char **verdict)
{
    struct statement *s;
    *verdict = "open";
    enum status st = vault_use(v, USE_VERDICT, &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, pair);
    if (statement_step(s, &st))
        *verdict = arena_copy(a, column_text(s, 0));
    statement_reset(s);
    return st;
}

enum status vault_decide(struct vault *v, const char *pair, const char *verdict)
{
    struct arena a;
    struct statement *s;
    const char *last;
    arena_init(&a);
    enum status st = vault_verdict(v, &a, pair, &last);
    if (st == STATUS_OK && strcmp(last, verdict) != 0) {
        st = vault_use(v, USE_DECIDE, &s);
        if (st == STATUS_OK) {
            statement_integer(s, 1, ++v->last_decision);
            statement_text(s, 2, pair);
            statement_text(s, 3, verdict);
            vault_row_added(v, "decision", "itt", v->last_decision, pair,
                            verdict);
            st = statement_run(s);
        }
    }
    arena_release(&a);
    return st;
}

enum status vault_agreement(struct vault *v, size_t *n_answered,
                            size_t *n_agree)
{
    struct statement *s;
    *n_answered = *n_agree = 0;
    enum status st = vault_use(v, USE_AGREEMENT, &s);
    if (st != STATUS_OK)
        return st;
    if (statement_step(s, &st)) {
        *n_answered = (size_t)column_integer(s, 0);
        *n_agree = (size_t)column_integer(s, 1);
    }
    statement_reset(s);
    return st;
}

static void told_merge(struct vault *v, uint32_t serial, uint32_t into)
{
    if (v->merged_into[serial] != 0)
        vault_row_removed(v, "merge", "ii", (int64_t)serial,
                          (int64_t)v->merged_into[serial]);
    if (into != 0)
        vault_row_added(v, "merge", "ii", (int64_t)serial, (int64_t)into);
    v->merged_into[serial] = into;
}

static enum status merge(struct vault *v, uint32_t a, uint32_t b)
{
    struct statement *s;
    uint32_t x = vault_root(v, a);
    uint32_t y = vault_root(v, b);
    if (x == y)
        return STATUS_OK;
    uint32_t low = x < y ? x : y;
    uint32_t high = x < y ? y : x;
    enum status st = vault_use(v, USE_MERGE, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, high);
    statement_integer(s, 2, low);
    told_merge(v, high, low);
    return statement_run(s);
}

/* An answer may be older than the question: a new vault under the same key
 * meets the pairs of the old one again. */
static enum status obey_answer(struct vault *v, const char *pair, uint32_t low,
                               uint32_t high)
{
    struct arena a;
    const char *verdict;
    arena_init(&a);
    enum status st = vault_verdict(v, &a, pair, &verdict);
    if (st == STATUS_OK && strcmp(verdict, "same") == 0)
        st = merge(v, low, high);
    arena_release(&a);
    return st;
}

enum status vault_doubt(struct vault *v, uint32_t a, uint32_t b,
                        const char *reason)
{
    struct batch_doubt d = {
        .low = a < b ? a : b, .high = a < b ? b : a, .reason = reason};
    vault_pair_name(v, d.low, d.high, &d.pair);
    enum status st = vault_batch_doubt(v, &d);
    return st == STATUS_OK ? obey_answer(v, d.pair.text, d.low, d.high) : st;
}

enum status vault_join(struct vault *v, uint32_t a, uint32_t b)
{
    return merge(v, a, b);
}

void vault_keep_apart(struct vault *v, uint32_t a, uint32_t b)
{
    if (vault_is_apart(v, a, b))
        return;
    v->apart = arena_grow(&v->people, v->apart, v->n_apart, &v->apart_capacity,
                          2 * sizeof *v->apart);
    v->apart[2 * v->n_apart] = a < b ? a : b;
    v->apart[2 * v->n_apart + 1] = a < b ? b : a;
    v->n_apart++;
}

bool vault_is_apart(const struct vault *v, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < v->n_apart; i++)
        if (v->apart[2 * i] == (a < b ? a : b) &&
            v->apart[2 * i + 1] == (a < b ? b : a))
            return true;
    return false;
}

enum status vault_apply_decisions(struct vault *v)
{
    struct arena a;
    struct vault_doubt_row *rows;
    size_t n;
    arena_init(&a);
    enum status st = vault_doubts(v, &a, &rows, &n);
    if (st == STATUS_OK)
        st = vault_batch_write(v);
    if (st == STATUS_OK)
        st = store_run(v->store, "UPDATE person SET merged_into = NULL "
                                 "WHERE merged_into IS NOT NULL");
    for (uint32_t p = 1; st == STATUS_OK && p <= v->n_people; p++)
        told_merge(v, p, 0);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (strcmp(rows[i].verdict, "same") == 0 &&
            !vault_is_apart(v, rows[i].low, rows[i].high))
            st = merge(v, rows[i].low, rows[i].high);
    arena_release(&a);
    return st;
}
