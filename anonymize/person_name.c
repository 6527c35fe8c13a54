/* person_name: the forms in which names and numbers are compared. */
#include "anonymize/person_name.h"

#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"
#include "base/messages.h"
#include "base/table_file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int by_character(const void *a, const void *b)
{
    const struct name_variant *x = a;
    const struct name_variant *y = b;
    return (x->character > y->character) - (x->character < y->character);
}

static const struct name_variant *find_variant(const struct name_variants *v,
                                               uint32_t character)
{
    const struct name_variant wanted = {character, 0};
    uint32_t bit = character % VARIANT_BITS;
    if ((v->remainders[bit / 64] >> bit % 64 & 1) == 0)
        return NULL;
    return bsearch(&wanted, v->variants, v->n, sizeof wanted, by_character);
}

void name_variants_sort(struct name_variants *v)
{
    if (v->n > 0)
        qsort(v->variants, v->n, sizeof *v->variants, by_character);
    memset(v->remainders, 0, sizeof v->remainders);
    for (size_t i = 0; i < v->n; i++) {
        uint32_t bit = v->variants[i].character % VARIANT_BITS;
        v->remainders[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

static bool one_character(const char *text, uint32_t *out)
{
    if (*text == '\0')
        return false;
    *out = text_next(&text);
    return *text == '\0';
}

/* One step only: a result that is a variant of something else would begin a
 * chain, and chains end with strangers. */
static const struct name_variant *chained(const struct name_variants *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (find_variant(v, v->variants[i].compared_as) != NULL ||
            (i > 0 && v->variants[i - 1].character == v->variants[i].character))
            return &v->variants[i];
    return NULL;
}

enum status name_variants_load(struct arena *a, const struct codebook *c,
                               struct name_variants *out)
{
    struct table_file t;
    size_t from, to;
    enum status st = codebook_merge_file(a, c, "name_variants.csv", 1, &t);
    if (st == STATUS_OK)
        st = table_file_column(&t, "character", &from);
    if (st == STATUS_OK)
        st = table_file_column(&t, "compared_as", &to);
    if (st != STATUS_OK)
        return st;
    out->n = t.n_rows;
    out->variants = arena_take_array(a, t.n_rows, sizeof *out->variants);
    for (size_t i = 0; i < t.n_rows; i++) {
        struct name_variant *v = &out->variants[i];
        if (!one_character(t.rows[i].cells[from], &v->character) ||
            !one_character(t.rows[i].cells[to], &v->compared_as)) {
            say_error("variants.not_one_character", t.rows[i].row);
            return STATUS_USAGE;
        }
    }
    name_variants_sort(out);
    if (chained(out) != NULL) {
        say_error("variants.chain");
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x00a0 ||
           c == 0x3000;
}

static uint32_t upper_case(uint32_t c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* A form never grows: each character is replaced by one of at most 4 bytes. */
static char *room_for(struct arena *a, const char *text)
{
    return arena_take(a, text_length(text) * 4 + 1);
}

char *name_compared(struct arena *a, const struct name_variants *v,
                    const char *name)
{
    const char *folded = text_fold(a, name);
    char *form = room_for(a, folded);
    size_t n = 0;
    while (*folded != '\0') {
        uint32_t c = upper_case(text_next(&folded));
        if (is_space(c))
            continue;
        const struct name_variant *found = find_variant(v, c);
        n += text_encode(found ? found->compared_as : c, form + n);
    }
    return form;
}

char *kana_compared(struct arena *a, const char *kana)
{
    const char *folded = text_fold(a, kana);
    char *form = room_for(a, folded);
    size_t n = 0;
    while (*folded != '\0') {
        uint32_t c = upper_case(text_next(&folded));
        if (is_space(c))
            continue;
        /* a hyphen for the long vowel mark */
        c = c == '-' ? 0x30fc : normal_large_kana(c);
        n += text_encode(c, form + n);
    }
    return form;
}

/* ----------------------------------------------------------- several names */

/* 々 and - stay what they are while brackets are taken apart. */
#define KEPT 0xf0000

static uint32_t keep_mark(uint32_t c)
{
    return c == 0x3005 || c == '-' ? KEPT + c : c;
}

static bool opens_bracket(uint32_t c)
{
    return c == '(' || c == '[' || c == '<' || c == '{' || c == 0x3014 ||
           (c >= 0x3008 && c <= 0x3010 && c % 2 == 0);
}

static bool has_bracket(struct arena *a, const char *cell)
{
    const char *folded = text_fold(a, cell);
    while (*folded != '\0')
        if (opens_bracket(text_next(&folded)))
            return true;
    return false;
}

/* Each name of the cell as text, in the order of normal_person_name. */
static size_t take_apart(struct arena *a, const char *cell,
                         const char *list[MOST_NAMES])
{
    uint32_t points[NORMAL_POINTS];
    char text[NORMAL_CAPACITY];
    size_t made = normal_names(cell, strlen(cell), keep_mark, points);
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= made && n < MOST_NAMES; i++) {
        if (i < made && points[i] >= KEPT)
            points[i] -= KEPT;
        if (i < made && points[i] != NORMAL_ALTERNATIVE)
            continue;
        size_t bytes = normal_write(points + from, i - from, text, sizeof text);
        if (bytes > 0)
            list[n++] = arena_copy_n(a, text, bytes);
        from = i + 1;
    }
    return n;
}

static void add_compared(struct compared_names *out, const char *form)
{
    for (size_t i = 0; i < out->n; i++)
        if (text_equal(out->list[i], form))
            return;
    if (*form != '\0' && out->n < MOST_NAMES)
        out->list[out->n++] = form;
}

/* The cell itself when it has no brackets, or nothing outside of them. */
size_t names_apart(struct arena *a, const char *cell,
                   const char *list[MOST_NAMES])
{
    size_t n = has_bracket(a, cell) ? take_apart(a, cell, list) : 0;
    if (n == 0)
        list[n++] = cell;
    return n;
}

void names_compared(struct arena *a, const struct name_variants *v,
                    const char *name, struct compared_names *out)
{
    const char *list[MOST_NAMES];
    size_t n = names_apart(a, name, list);
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        add_compared(out, name_compared(a, v, list[i]));
}

void kanas_compared(struct arena *a, const char *kana,
                    struct compared_names *out)
{
    const char *list[MOST_NAMES];
    size_t n = names_apart(a, kana, list);
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        add_compared(out, kana_compared(a, list[i]));
}

char *number_loosely(struct arena *a, const char *number)
{
    const char *folded = text_fold(a, number);
    char *form = room_for(a, folded);
    size_t n = 0;
    while (folded[0] == '0' && folded[1] >= '0' && folded[1] <= '9')
        folded++;
    while (*folded != '\0') {
        uint32_t c = upper_case(text_next(&folded));
        if (!is_space(c))
            n += text_encode(c, form + n);
    }
    return form;
}
