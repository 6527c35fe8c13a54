/* cell_memo: the answer of cell_check for a cell that was asked before. */
#include "base/cell_memo.h"

#include <stdint.h>
#include <string.h>

enum { TEXT_SIZE = 24, N_WORDS = TEXT_SIZE / 8 };

struct answer {
    uint64_t text[N_WORDS]; /* the cell, filled up by NUL */
    bool is_there;
    char clean[TEXT_SIZE];
    struct cell cell; /* clean points to the one above, or is NULL */
};

struct answers {
    size_t n; /* a power of two; 0 = nothing is kept */
    struct answer *list;
    /* Of cells of one byte, by byte: most cells are one digit. */
    struct cell *single[128];
};

struct cell_memo {
    struct arena *arena;
    const struct file_kind *kind;
    struct answers *by_variable;
};

/* Answers by type: a day is drawn from some ten thousand. */
static size_t n_answers(enum variable_type type)
{
    switch (type) {
    case TYPE_TEXT:
        return 0;
    case TYPE_DATE:
        return 2048;
    case TYPE_CODE:
        return 64;
    default:
        return 256;
    }
}

struct cell_memo *cell_memo_new(struct arena *a, const struct file_kind *k)
{
    struct cell_memo *m = arena_take(a, sizeof *m);
    m->arena = a;
    m->kind = k;
    m->by_variable =
        arena_take_array(a, k->n_variables, sizeof *m->by_variable);
    for (size_t i = 0; i < k->n_variables; i++) {
        struct answers *of = &m->by_variable[i];
        of->n = n_answers(k->variables[i]->type);
        of->list = arena_take_array(a, of->n, sizeof *of->list);
    }
    return m;
}

/* False when the text is too long. Most are a digit or two. */
static bool read_words(const char *text, uint64_t words[N_WORDS])
{
    for (size_t i = 0; i < TEXT_SIZE; i++) {
        if (text[i] == '\0')
            return true;
        words[i / 8] |= (uint64_t)(unsigned char)text[i] << (i % 8 * 8);
    }
    return false;
}

static bool same_words(const uint64_t a[N_WORDS], const uint64_t b[N_WORDS])
{
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

/* Multiplicative hashing (Knuth, vol. 3, 6.4): the upper bits are mixed. */
static size_t slot_of(const uint64_t text[N_WORDS], size_t n)
{
    uint64_t mixed = text[0] * UINT64_C(0x9e3779b97f4a7c15);
    mixed ^= text[1] * UINT64_C(0xc2b2ae3d27d4eb4f);
    mixed ^= text[2] * UINT64_C(0x165667b19e3779f9);
    return (size_t)(mixed >> 40) & (n - 1);
}

/* A clean text that is too long is not kept. */
static void keep(struct answer *kept, const uint64_t text[N_WORDS],
                 const struct cell *cell)
{
    kept->is_there = false;
    if (cell->clean != NULL) {
        size_t n = strlen(cell->clean);
        if (n >= TEXT_SIZE)
            return;
        memcpy(kept->clean, cell->clean, n + 1);
    }
    memcpy(kept->text, text, sizeof kept->text);
    kept->cell = *cell;
    kept->cell.clean = cell->clean == NULL ? NULL : kept->clean;
    kept->is_there = true;
}

static bool is_single(const char *text)
{
    return *text > 0 && text[1] == '\0';
}

/* Kept for good: there are no more than 127 of them. */
static void check_single(struct cell_memo *m, size_t variable, const char *text,
                         struct cell *out)
{
    struct cell **kept = &m->by_variable[variable].single[(size_t)*text];
    if (*kept == NULL) {
        *kept = arena_take(m->arena, sizeof **kept);
        cell_check(m->arena, m->kind->variables[variable],
                   arena_copy_n(m->arena, text, 1), *kept);
    }
    *out = **kept;
}

void cell_memo_check(struct cell_memo *m, struct arena *a, size_t variable,
                     const char *text, struct cell *out)
{
    const struct variable *v = m->kind->variables[variable];
    const struct answers *of = &m->by_variable[variable];
    uint64_t words[N_WORDS] = {0};
    if (text != NULL && is_single(text)) {
        check_single(m, variable, text, out);
        return;
    }
    if (text == NULL || of->n == 0 || !read_words(text, words)) {
        cell_check(a, v, text, out);
        return;
    }
    struct answer *kept = &of->list[slot_of(words, of->n)];
    if (kept->is_there && same_words(kept->text, words)) {
        *out = kept->cell;
        return;
    }
    cell_check(a, v, text, out);
    keep(kept, words, out);
}
