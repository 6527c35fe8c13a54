/* linkage_columns: the columns that are compared, chosen or as told. */
#include "anonymize/linkage_columns.h"

#include "anonymize/code_pairs.h"
#include "anonymize/column_meaning.h"
#include "anonymize/linkage_arguments.h"
#include "anonymize/linkage_settings.h"
#include "anonymize/normal.h"
#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* Records looked at to see whether a column is put together from others, and
 * the share of them in which it must be. */
#define LOOKED_AT 600
#define MOST_OF 0.7
#define NEARLY_ALL 0.97
/* People who live where another one does, and the share of them who have the
 * other's number, for it to be the household's. */
#define FEWEST_AT_HOME 4
#define MOSTLY 0.5

struct chosen {
    size_t column;
    struct column_choice choice;
    bool is_taken;
    const char *code_pairs; /* or NULL */
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

static bool is_surname(enum meaning m)
{
    return m == MEANING_SURNAME || m == MEANING_SURNAME_KANA;
}

static bool is_given_name(enum meaning m)
{
    return m == MEANING_GIVEN_NAME || m == MEANING_GIVEN_KANA;
}

static void add_unit(struct linkage *l, struct chosen *c,
                     struct chosen *reading)
{
    size_t k = add_component(l, c);
    struct unit *u = &l->units[l->n_units];
    *u = (struct unit){
        .role = c->choice.role,
        .is_whole_name = is_whole_name(&c->choice),
        .is_surname = is_surname(c->choice.meaning),
        .is_given = is_given_name(c->choice.meaning),
        .is_family_last = !l->components[k]->is_japanese,
        .n_parts = 1,
        .part = {k, k},
        .shift = (unsigned)(k * LEVEL_BITS),
        .n_codes = LEVELS,
    };
    l->code_pairs[l->n_units] = c->code_pairs;
    if (reading != NULL) {
        u->part[1] = add_component(l, reading);
        u->n_parts = 2;
        u->n_codes = UNIT_CODES;
    }
    l->n_units++;
}

static void leave_out(struct linkage *l, const char *column, const char *why)
{
    l->left_out[l->n_left_out++] = (struct left_out){column, why};
}

/* ---------------------------------------------------- put together from others
 */

/* The words of a cell, each with a space before and behind. */
static size_t words_of(const struct linkage *l, size_t column, size_t record,
                       char out[NORMAL_CAPACITY + 3])
{
    const struct linkage_column *c = &l->data.columns[column];
    const char *text = c->values[c->of_record[record]];
    size_t n = normal_text(text, strlen(text), out + 1, NORMAL_CAPACITY);
    out[0] = ' ';
    out[n + 1] = ' ';
    out[n + 2] = '\0';
    return n;
}

struct likeness {
    size_t both, contained, equal;
};

static struct likeness compare_columns(const struct linkage *l, size_t x,
                                       size_t y)
{
    char a[NORMAL_CAPACITY + 3], b[NORMAL_CAPACITY + 3];
    struct likeness s = {0};
    size_t step = l->data.n_records / LOOKED_AT + 1;
    for (size_t r = 0; r < l->data.n_records; r += step) {
        if (words_of(l, x, r, a) == 0 || words_of(l, y, r, b) == 0)
            continue;
        s.both++;
        s.equal += strcmp(a, b) == 0;
        s.contained += strcmp(a, b) != 0 && strstr(a, b) != NULL;
    }
    return s;
}

/* It holds two other columns, or is the copy of one that stands before it. */
static bool is_derived(const struct linkage *l, const struct chosen *c,
                       size_t n, size_t k)
{
    size_t parts = 0;
    for (size_t o = 0; o < n; o++) {
        if (o == k)
            continue;
        struct likeness s = compare_columns(l, c[k].column, c[o].column);
        if (s.both < 10)
            continue;
        double both = (double)s.both;
        if (o < k && (double)s.equal >= NEARLY_ALL * both)
            return true;
        bool word = c[o].choice.method == METHOD_TEXT ||
                    c[o].choice.method == METHOD_NAME;
        parts += word && (double)s.contained >= MOST_OF * both;
    }
    return parts >= 2;
}

/* ------------------------------------------------------------- by themselves
 */

/* Columns that tell people apart, and are not those of a household. */
static size_t take_witnesses(const struct chosen *c, size_t n,
                             struct code_witness *out)
{
    size_t kept = 0;
    for (size_t k = 0; k < n; k++)
        if (c[k].choice.is_used && c[k].choice.role != ROLE_HOUSEHOLD)
            out[kept++] =
                (struct code_witness){c[k].column, c[k].choice.method};
    return kept;
}

/* Codes that differ are of use where the records show what stands for what. */
static void learn_codes(struct linkage *l, struct chosen *c, size_t n)
{
    struct code_witness *w = arena_take_array(l->arena, n + 1, sizeof *w);
    size_t n_witnesses = take_witnesses(c, n, w);
    for (size_t k = 0; k < n; k++) {
        const struct code_witness coded = {c[k].column, c[k].choice.method};
        const char *why = c[k].choice.why_not;
        if (why == NULL || !text_equal(why, "linkage.codes_differ"))
            continue;
        c[k].code_pairs =
            code_pairs_learn(l->arena, &l->data, &coded, w, n_witnesses);
        if (c[k].code_pairs == NULL)
            continue;
        code_pairs_apply(l->arena, &l->data, &coded, c[k].code_pairs);
        c[k].choice.is_used = true;
    }
}

static size_t choose_columns(struct linkage *l, struct chosen *c)
{
    size_t n = l->data.n_columns, kept = 0;
    for (size_t k = 0; k < n; k++)
        c[k] = (struct chosen){
            .column = k,
            .choice = column_choose(&l->data, &l->data.columns[k])};
    learn_codes(l, c, n);
    for (size_t k = 0; k < n; k++) {
        if (c[k].choice.is_used)
            c[kept++] = c[k];
        else
            leave_out(l, l->data.columns[k].name, c[k].choice.why_not);
    }
    return kept;
}

static size_t usable_columns(struct linkage *l, struct chosen *c)
{
    size_t n = choose_columns(l, c), kept = 0;
    bool *derived = arena_take_array(l->arena, n + 1, sizeof *derived);
    for (size_t k = 0; k < n; k++)
        derived[k] = (c[k].choice.method == METHOD_TEXT ||
                      c[k].choice.method == METHOD_NAME ||
                      c[k].choice.method == METHOD_KANA) &&
                     is_derived(l, c, n, k);
    for (size_t k = 0; k < n; k++) {
        if (derived[k])
            leave_out(l, l->data.columns[c[k].column].name, "linkage.derived");
        else
            c[kept++] = c[k];
    }
    return kept;
}

/* Within each file: records that have the value of an earlier one in `home`,
 * and those of them that have its value in `other`, too. */
static struct likeness look_at_home(const struct linkage *l, size_t home,
                                    size_t other)
{
    const struct linkage_column *h = &l->data.columns[home];
    const struct linkage_column *o = &l->data.columns[other];
    struct likeness s = {0};
    struct arena own;
    arena_init(&own);
    uint32_t *first = arena_take_array(&own, h->n_values, sizeof *first);
    for (size_t r = 0; r < l->data.n_records; r++) {
        if (r == l->data.n_first)
            memset(first, 0, h->n_values * sizeof *first);
        uint32_t *before = &first[h->of_record[r]];
        if (h->of_record[r] == 0 || o->of_record[r] == 0)
            continue;
        s.both += *before != 0;
        s.equal += *before == o->of_record[r];
        if (*before == 0)
            *before = o->of_record[r];
    }
    arena_release(&own);
    return s;
}

/* Under a header that says nothing a telephone looks like a number of one's
 * own. If people at one address mostly have the same, it is the household's:
 * else fathers were linked to their sons. */
static void find_household_numbers(const struct linkage *l, struct chosen *c,
                                   size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (c[k].choice.meaning != MEANING_UNKNOWN ||
            c[k].choice.method != METHOD_DIGITS)
            continue;
        for (size_t home = 0; home < n; home++) {
            if (c[home].choice.method != METHOD_ADDRESS)
                continue;
            struct likeness s = look_at_home(l, c[home].column, c[k].column);
            if (s.both >= FEWEST_AT_HOME &&
                (double)s.equal >= MOSTLY * (double)s.both)
                c[k].choice.role = ROLE_HOUSEHOLD;
        }
    }
}

static void choose_by_content(struct linkage *l)
{
    struct chosen *c =
        arena_take_array(l->arena, l->data.n_columns + 1, sizeof *c);
    size_t n = usable_columns(l, c);
    find_household_numbers(l, c, n);
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
    for (size_t k = 0; k < n; k++) {
        if (c[k].is_taken)
            continue;
        if (l->n_components < MOST_COMPONENTS)
            add_unit(l, &c[k], NULL);
        else
            leave_out(l, l->data.columns[c[k].column].name, "linkage.too_many");
    }
}

/* ------------------------------------------------------------------- as told
 */

static bool find_column(const struct linkage *l, const char *name, size_t n,
                        size_t *out)
{
    for (size_t k = 0; k < l->data.n_columns; k++) {
        const char *other = l->data.columns[k].name;
        if (strlen(other) == n && strncmp(other, name, n) == 0) {
            *out = k;
            return true;
        }
    }
    return false;
}

static const char *const roles_known = "personal household shared";

/* The first word. */
static bool read_role(const char *text, enum role *out)
{
    static const char *const names[] = {"personal", "household", "shared"};
    size_t n = strcspn(text, " ");
    for (size_t r = 0; r < N_ROLES; r++) {
        if (strlen(names[r]) == n && strncmp(text, names[r], n) == 0) {
            *out = (enum role)r;
            return true;
        }
    }
    return false;
}

static bool read_method(const char *text, size_t n, enum method *out)
{
    for (size_t m = 0; m < N_METHODS; m++) {
        if (strlen(method_names[m]) == n &&
            strncmp(method_names[m], text, n) == 0) {
            *out = (enum method)m;
            return true;
        }
    }
    return false;
}

/* One column, or two joined by '+'. *n says how many. */
static bool read_columns(const struct linkage *l, const char *text,
                         struct chosen c[2], size_t *n)
{
    size_t length = strlen(text);
    *n = 1;
    if (find_column(l, text, length, &c[0].column))
        return true;
    *n = 2;
    for (size_t k = 1; k + 1 < length; k++)
        if (text[k] == '+' && find_column(l, text, k, &c[0].column) &&
            find_column(l, text + k + 1, length - k - 1, &c[1].column))
            return true;
    return false;
}

static bool read_methods(const char *text, struct chosen c[2], size_t n)
{
    const char *plus = strchr(text, '+');
    size_t first = plus == NULL ? strlen(text) : (size_t)(plus - text);
    if ((plus != NULL) != (n == 2))
        return false;
    return read_method(text, first, &c[0].choice.method) &&
           (n == 1 ||
            read_method(plus + 1, strlen(plus + 1), &c[1].choice.method));
}

static enum status wrong(const struct linkage *l, const struct setting *s,
                         const char *what, const char *known)
{
    say_error("linkage.setting", l->settings->path, s->row, what, known);
    return STATUS_USAGE;
}

static enum status take_compare(struct linkage *l, const struct setting *s)
{
    struct chosen c[2] = {{0}};
    size_t n = 0;
    if (!read_columns(l, s->columns, c, &n))
        return wrong(l, s, s->columns, "column, column+column");
    if (text_equal(s->method, "ignore")) {
        for (size_t k = 0; k < n; k++)
            leave_out(l, l->data.columns[c[k].column].name, "linkage.ignored");
        return STATUS_OK;
    }
    if (!read_methods(s->method, c, n))
        return wrong(l, s, s->method,
                     "text name kana date digits address category number sex "
                     "ignore, name+kana");
    for (size_t k = 0; k < n; k++) {
        c[k].choice.meaning =
            meaning_of_header(l->data.columns[c[k].column].name);
        if (!read_role(s->arguments, &c[k].choice.role))
            return wrong(l, s, s->arguments, roles_known);
    }
    if (l->n_components + n > MOST_COMPONENTS)
        return wrong(l, s, s->columns, "15");
    const char *more = s->arguments + strcspn(s->arguments, " ");
    c[0].code_pairs = n == 1 ? arguments_code_pairs(l->arena, more) : NULL;
    if (c[0].code_pairs != NULL) {
        const struct code_witness coded = {c[0].column, c[0].choice.method};
        code_pairs_apply(l->arena, &l->data, &coded, c[0].code_pairs);
    }
    add_unit(l, &c[0], n == 2 ? &c[1] : NULL);
    const char *not_read = arguments_take_shares(l, l->n_units - 1, more);
    if (not_read != NULL)
        return wrong(l, s, not_read,
                     arguments_known(l, &l->units[l->n_units - 1]));
    return STATUS_OK;
}

enum status linkage_columns_choose(struct linkage *l)
{
    enum status st = STATUS_OK;
    size_t n_told = l->settings == NULL ? 0 : l->settings->n_compares;
    l->left_out = arena_take_array(l->arena, l->data.n_columns + 2 * n_told + 1,
                                   sizeof *l->left_out);
    if (n_told == 0)
        choose_by_content(l);
    for (size_t k = 0; st == STATUS_OK && k < n_told; k++)
        st = take_compare(l, &l->settings->compares[k]);
    l->has_swap = l->has_given && l->has_family;
    if (st == STATUS_OK && l->n_units == 0) {
        say_error("linkage.nothing_to_compare");
        st = STATUS_USAGE;
    }
    return st;
}
