/* table_one: fills Table 1, see the header. */
#include "pipeline/table_one.h"

#include "base/sql_text.h"
#include "base/text.h"
#include "stats/contingency.h"
#include "stats/summary.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum group { ANY, NONE, UNKNOWN, PENDING, ENDED, EVERYONE, N_GROUPS };
static const char *const group_names[N_GROUPS] = {"any",     "none",  "unknown",
                                                  "pending", "ended", "計"};

/* The order of printing. */
static const struct {
    const char *name;
    bool is_number;
} variables[] = {
    {"age_years", true},   {"sex", false},       {"age_band", false},
    {"kcl_points", true},  {"kcl_class", false}, {"fc22_red", true},
    {"wish_class", false}, {"wish_hours", true}, {"motive_income", false}};
enum { N_VARIABLES = sizeof variables / sizeof variables[0] };

struct numbers {
    double *values; /* ascending */
    size_t n, capacity;
    long missing;
};

struct levels {
    const char **names;
    long (*counts)[N_GROUPS];
    size_t n, names_capacity, counts_capacity;
};

struct table_one {
    struct arena *arena;
    struct statement *insert;
    int64_t ordinal; /* of the cell before */
    bool has_ended;  /* somebody's follow-up ended: the group is printed */
    enum status status;
    struct numbers numbers[N_VARIABLES][N_GROUPS];
    struct levels levels[N_VARIABLES];
};

static size_t variable_number(const char *name)
{
    size_t i = 0;
    while (i < N_VARIABLES && strcmp(variables[i].name, name) != 0)
        i++;
    return i;
}

static enum group group_number(const char *name)
{
    enum group g = ANY;
    while (g < EVERYONE && strcmp(group_names[g], name) != 0)
        g++;
    return g;
}

static void keep_number(struct arena *a, struct numbers *to,
                        struct statement *st)
{
    if (column_is_null(st, 2)) {
        to->missing++;
        return;
    }
    to->values =
        arena_grow(a, to->values, to->n, &to->capacity, sizeof *to->values);
    to->values[to->n++] = column_real(st, 2);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum status read_numbers(struct table_one *t, struct store *s)
{
    struct statement *st;
    enum status status =
        store_prepare(s, sql_find(pipeline_sql, "describe_numbers"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        size_t v = variable_number(column_text(st, 0));
        enum group g = group_number(column_text(st, 1));
        if (v == N_VARIABLES)
            continue;
        t->has_ended = t->has_ended || g == ENDED;
        keep_number(t->arena, &t->numbers[v][g], st);
        keep_number(t->arena, &t->numbers[v][EVERYONE], st);
    }
    statement_free(st);
    for (size_t v = 0; v < N_VARIABLES; v++) {
        struct numbers *all = &t->numbers[v][EVERYONE];
        if (all->n > 0)
            qsort(all->values, all->n, sizeof *all->values, ascending);
    }
    return status;
}

/* The level `name`, made when it is new. */
static size_t level_number(struct arena *a, struct levels *l, const char *name)
{
    if (l->n > 0 && text_equal(l->names[l->n - 1], name))
        return l->n - 1;
    l->names =
        arena_grow(a, l->names, l->n, &l->names_capacity, sizeof *l->names);
    l->counts =
        arena_grow(a, l->counts, l->n, &l->counts_capacity, sizeof *l->counts);
    l->names[l->n] = arena_copy(a, name);
    memset(l->counts[l->n], 0, sizeof l->counts[l->n]);
    return l->n++;
}

static enum status read_levels(struct table_one *t, struct store *s)
{
    struct statement *st;
    enum status status = store_prepare(
        s, sql_find(pipeline_sql, "describe_levels_by_activity"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        size_t v = variable_number(column_text(st, 0));
        if (v == N_VARIABLES)
            continue;
        struct levels *l = &t->levels[v];
        size_t level = level_number(t->arena, l, column_text(st, 1));
        long n = (long)column_integer(st, 3);
        l->counts[level][group_number(column_text(st, 2))] += n;
        l->counts[level][EVERYONE] += n;
    }
    statement_free(st);
    return status;
}

/* ---- writing ------------------------------------------------------------ */

static bool is_printed(const struct table_one *t, enum group g)
{
    return g != ENDED || t->has_ended;
}

struct place {
    const char *variable;
    const char *level;
    enum group group;
};

static void put(struct table_one *t, const struct place *at,
                const char *measure, double value)
{
    struct statement *st = t->insert;
    if (t->status != STATUS_OK)
        return;
    statement_integer(st, 1, t->ordinal);
    statement_text(st, 2, at->variable);
    statement_text(st, 3, at->level);
    statement_text(st, 4, group_names[at->group]);
    statement_text(st, 5, measure);
    if (isnan(value))
        statement_null(st, 6);
    else
        statement_real(st, 6, value);
    t->status = statement_run(st);
}

static void write_numbers(struct table_one *t, size_t v)
{
    struct stats_summary by_group[N_GROUPS];
    for (enum group g = ANY; g < N_GROUPS; g++) {
        const struct numbers *x = &t->numbers[v][g];
        struct place at = {variables[v].name, "", g};
        struct stats_summary *s = &by_group[g];
        if (stats_summarise(x->values, x->n, s) != STATS_OK)
            t->status = STATUS_BUG;
        if (!is_printed(t, g))
            continue;
        t->ordinal++;
        put(t, &at, "n", (double)s->n);
        put(t, &at, "mean", s->mean);
        put(t, &at, "sd", s->sd);
        put(t, &at, "median", s->median);
        put(t, &at, "q1", s->q1);
        put(t, &at, "q3", s->q3);
        put(t, &at, "missing", (double)x->missing);
        if (g == EVERYONE) {
            put(t, &at, "smd",
                stats_smd_numbers(&by_group[ANY], &by_group[NONE]));
            put(t, &at, "p_welch",
                stats_welch_p(&by_group[ANY], &by_group[NONE]));
        }
    }
}

/* "undetermined" is a result of an instrument; these two are no answer. */
static bool is_missing_level(const char *level)
{
    return strcmp(level, "missing") == 0 || strcmp(level, "not_taken") == 0;
}

/* Fisher's exact test; Pearson's where that takes too long and allows it. */
static void put_test(struct table_one *t, const struct place *at,
                     const long *any, const long *none, size_t n)
{
    double *count = arena_take_array(t->arena, 2 * n, sizeof *count);
    struct stats_test fisher;
    for (size_t i = 0; i < n; i++) {
        count[i] = (double)any[i];
        count[n + i] = (double)none[i];
    }
    struct stats_counts table = {2, n, count};
    if (stats_fisher_exact(&table, &fisher) == STATS_OK)
        put(t, at, "p_fisher", fisher.p_value);
    else
        put(t, at, "p_pearson", stats_pearson_p(any, none, n));
}

/* Any against none over the levels that are answers. */
static void write_comparison(struct table_one *t, const struct place *at,
                             const struct levels *l)
{
    long *any = arena_take_array(t->arena, l->n, sizeof *any);
    long *none = arena_take_array(t->arena, l->n, sizeof *none);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (is_missing_level(l->names[i]))
            continue;
        any[n] = l->counts[i][ANY];
        none[n++] = l->counts[i][NONE];
    }
    put(t, at, "smd", stats_smd_levels(any, none, n));
    put_test(t, at, any, none, n);
}

static void write_levels(struct table_one *t, size_t v)
{
    const struct levels *l = &t->levels[v];
    long answered[N_GROUPS] = {0};
    long missing[N_GROUPS] = {0};
    for (size_t i = 0; i < l->n; i++)
        for (enum group g = ANY; g < N_GROUPS; g++) {
            long *to = is_missing_level(l->names[i]) ? missing : answered;
            to[g] += l->counts[i][g];
        }
    for (enum group g = ANY; g < N_GROUPS; g++) {
        struct place at = {variables[v].name, "", g};
        if (!is_printed(t, g))
            continue;
        t->ordinal++;
        put(t, &at, "n", (double)answered[g]);
        put(t, &at, "missing", (double)missing[g]);
        if (g == EVERYONE)
            write_comparison(t, &at, l);
    }
    for (size_t i = 0; i < l->n; i++) {
        for (enum group g = ANY; g < N_GROUPS && !is_missing_level(l->names[i]);
             g++) {
            struct place at = {variables[v].name, l->names[i], g};
            double n = (double)l->counts[i][g];
            double of = (double)answered[g];
            if (!is_printed(t, g))
                continue;
            t->ordinal++;
            put(t, &at, "n", n);
            put(t, &at, "percent", of > 0 ? 100.0 * n / of : NAN);
        }
    }
}

enum status table_one_fill(struct arena *a, struct store *s)
{
    static const char insert[] =
        "INSERT INTO table_cell (\"table\", ordinal, row_variable, row_level,"
        " column_variable, column_level, measure, value)"
        " VALUES ('table1', ?1, ?2, ?3, 'group', ?4, ?5, ?6)";
    struct table_one *t = arena_take(a, sizeof *t);
    t->arena = a;
    t->status = read_numbers(t, s);
    if (t->status == STATUS_OK)
        t->status = read_levels(t, s);
    if (t->status == STATUS_OK)
        t->status = store_prepare(s, insert, &t->insert);
    for (size_t v = 0; v < N_VARIABLES && t->status == STATUS_OK; v++) {
        if (variables[v].is_number)
            write_numbers(t, v);
        else
            write_levels(t, v);
    }
    statement_free(t->insert);
    return t->status;
}
