/* linkage_labels: pairs that a person has decided. */
#include "anonymize/linkage_labels.h"

#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"
#include "base/messages.h"
#include "base/table_file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define AS_GOOD_AS_CERTAIN 1e-9

static bool find_id(const struct linkage *l, size_t from, size_t end,
                    const char *id, uint32_t *out)
{
    while (from < end) {
        size_t middle = (from + end) / 2;
        int order = strcmp(l->data.ids[middle], id);
        if (order == 0) {
            *out = (uint32_t)middle;
            return true;
        }
        if (order < 0)
            from = middle + 1;
        else
            end = middle;
    }
    return false;
}

static bool find_pair(const struct linkage *l, const char *left,
                      const char *right, struct label *out)
{
    size_t first = l->data.n_first, n = l->data.n_records;
    if (l->data.is_dedupe) {
        uint32_t a, b;
        if (!find_id(l, 0, n, left, &a) || !find_id(l, 0, n, right, &b))
            return false;
        out->i = a < b ? a : b;
        out->j = a < b ? b : a;
        return a != b;
    }
    const char *one = l->data.is_exchanged ? right : left;
    const char *two = l->data.is_exchanged ? left : right;
    return find_id(l, 0, first, one, &out->i) &&
           find_id(l, first, n, two, &out->j);
}

/* 1 same, 0 different, -1 neither. */
static int meaning_of(const char *label)
{
    static const struct {
        const char *word;
        int meaning;
    } words[] = {{"same", 1},      {"同一", 1}, {"1", 1},
                 {"different", 0}, {"別人", 0}, {"0", 0}};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (text_equal(label, words[k].word))
            return words[k].meaning;
    return -1;
}

static int by_records(const void *x, const void *y)
{
    const struct label *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

static int by_records_and_row(const void *x, const void *y)
{
    const struct label *a = x, *b = y;
    int order = by_records(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* A pair that was decided twice, also in the other order, is one pair. */
static enum status keep_one_each(struct linkage *l, const char *path)
{
    size_t kept = 0;
    qsort(l->labels, l->n_labels, sizeof *l->labels, by_records_and_row);
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *label = &l->labels[k];
        if (kept == 0 || by_records(&l->labels[kept - 1], label) != 0) {
            l->labels[kept++] = *label;
        } else if (l->labels[kept - 1].is_same != label->is_same) {
            say_error("linkage.label_twice", path, label->row);
            return STATUS_USAGE;
        }
    }
    l->n_labels = kept;
    return STATUS_OK;
}

/* The smallest record that is decided to be the same as r, by way of others. */
static uint32_t same_as(const uint32_t *first, uint32_t r)
{
    while (first[r] != r)
        r = first[r];
    return r;
}

/* In one file a = b and b = c leave no room for "a and c are two people". */
static enum status agree_with_each_other(const struct linkage *l,
                                         const char *path)
{
    struct arena own;
    arena_init(&own);
    uint32_t *first =
        arena_take_array(&own, l->data.n_records + 1, sizeof *first);
    enum status st = STATUS_OK;
    for (size_t r = 0; r < l->data.n_records; r++)
        first[r] = (uint32_t)r;
    for (size_t k = 0; k < l->n_labels; k++) {
        uint32_t a = same_as(first, l->labels[k].i);
        uint32_t b = same_as(first, l->labels[k].j);
        if (l->labels[k].is_same)
            first[a < b ? b : a] = a < b ? a : b;
    }
    for (size_t k = 0; st == STATUS_OK && k < l->n_labels; k++) {
        const struct label *d = &l->labels[k];
        if (!d->is_same && same_as(first, d->i) == same_as(first, d->j)) {
            say_error("linkage.label_chain", path, d->row);
            st = STATUS_USAGE;
        }
    }
    arena_release(&own);
    return st;
}

enum status linkage_labels_read(struct linkage *l, const char *path)
{
    static const char *const names[] = {"left_id", "right_id", "label"};
    struct table_file t;
    size_t at[3];
    enum status st = table_file_read(l->arena, path, &t);
    for (size_t k = 0; st == STATUS_OK && k < 3; k++)
        st = table_file_column(&t, names[k], &at[k]);
    if (st != STATUS_OK)
        return st;
    l->labels = arena_take_array(l->arena, t.n_rows + 1, sizeof *l->labels);
    for (size_t r = 0; r < t.n_rows; r++) {
        const char **cells = t.rows[r].cells;
        struct label label = {.row = t.rows[r].row};
        int meaning = meaning_of(cells[at[2]]);
        if (!find_pair(l, cells[at[0]], cells[at[1]], &label)) {
            say_error("linkage.label_id", path, label.row);
            return STATUS_USAGE;
        }
        label.is_same = meaning == 1;
        if (meaning >= 0)
            l->labels[l->n_labels++] = label;
    }
    st = keep_one_each(l, path);
    return st == STATUS_OK && l->data.is_dedupe ? agree_with_each_other(l, path)
                                                : st;
}

const struct label *linkage_label_of(const struct linkage *l, uint32_t i,
                                     uint32_t j)
{
    struct label wanted = {.i = i, .j = j};
    return l->n_labels == 0 ? NULL
                            : bsearch(&wanted, l->labels, l->n_labels,
                                      sizeof wanted, by_records);
}

static int links_by_records(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

static bool has_link(const struct linkage *l, const struct label *label)
{
    struct link wanted = {.i = label->i, .j = label->j};
    return bsearch(&wanted, l->links, l->n_links, sizeof wanted,
                   links_by_records) != NULL;
}

void linkage_labels_apply(struct linkage *l)
{
    size_t n = l->n_links;
    struct link *all =
        arena_take_array(l->arena, n + l->n_labels + 1, sizeof *all);
    for (size_t k = 0; k < l->n_links; k++)
        all[k] = l->links[k];
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *label = &l->labels[k];
        if (has_link(l, label))
            continue;
        struct link p = {.i = label->i, .j = label->j};
        p.pattern = pair_pattern(l, p.i, p.j);
        p.weight = weights_bits(l, p.pattern);
        all[n++] = p;
    }
    for (size_t k = 0; k < n; k++) {
        const struct label *label = linkage_label_of(l, all[k].i, all[k].j);
        if (label != NULL)
            all[k].before =
                label->is_same ? 1.0 - AS_GOOD_AS_CERTAIN : AS_GOOD_AS_CERTAIN;
    }
    qsort(all, n, sizeof *all, links_by_records);
    l->links = all;
    l->n_links = n;
}
