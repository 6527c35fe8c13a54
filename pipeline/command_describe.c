/* command_describe: `ayumi describe`, a "Table 1" of a plain CSV.
 *
 * One row per variable, level and group; group ALL first. Numbers with more
 * than two different values: mean, sd, quartiles; everything else: counts and
 * percent of those who answered. SMD and test stand on the ALL rows. */
#include "pipeline/analysis_data.h"
#include "pipeline/commands.h"
#include "pipeline/describe_text.h"

#include "base/csv_writer.h"
#include "base/text.h"
#include "stats/location.h"
#include "stats/summary.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LEVELS = 60 };

const struct option command_describe_options[] = {
    {"--data", "F.csv", false, "データ（1行目が列名のCSV）",
     "the data: a CSV whose first row names the columns"},
    {"--by", "COL", false, "群を分ける列", "column that makes the groups"},
    {"--out", "DIR", false, "結果を書くフォルダー", "folder for the results"},
    {"--levels", "VAR=A,B,C", true, "値の順序", "order of a variable's levels"},
    {"--ranks", NULL, false, "数の列を順位の検定で比べる",
     "compare numbers by rank tests"},
    {NULL, NULL, false, NULL, NULL},
};

const char command_describe_more_ja[] =
    "例  ayumi describe --data 調査.csv --by 活動 --out 結果\n\n"
    "table1.csv: variable,level,group,n,percent,mean,sd,median,q1,q3,missing,"
    "smd,test,p_value\n値が3種類以上の数は平均・標準偏差・四分位（R の "
    "type 7）、それ以外は人数と割合（無回答を除く）。\n検定: 数は welch / "
    "welch_anova（--ranks なら wilcoxon / kruskal、人数が少なければ正確な "
    "p 値）、\n割合は chi_square、期待度数が5未満なら fisher。smd は2群の差"
    "（3群以上は組の平均）。\n同じ表を画面にも出します（--quiet "
    "なら出しません）。";

const char command_describe_more_en[] =
    "Example  ayumi describe --data survey.csv --by activity --out results\n\n"
    "table1.csv: variable,level,group,n,percent,mean,sd,median,q1,q3,missing,"
    "smd,test,p_value\nNumbers with more than two values: mean, sd, quartiles "
    "(R's type 7). All else:\ncounts and percent of those who answered. "
    "Missing is counted per group.\nTests: welch / welch_anova (with --ranks "
    "wilcoxon / kruskal, exact p in small\nsamples); chi_square, or fisher "
    "where an expected count is below 5. smd: group 1\nminus group 2, with "
    "more groups the mean of all pairs' sizes.\nThe same table is shown on the "
    "screen (not with --quiet).";

struct table {
    struct arena *a;
    const struct analysis_data *data;
    const struct analysis_column *by; /* NULL: one group only */
    size_t n_groups;
    bool ranks, shows; /* shows: also on standard output */
    struct csv_writer w;
};

struct comparison {
    double smd, p_value;
    const char *test; /* "" when there is none */
};

/* Group of a row: 0 … n_groups - 1, or n_groups when it is not known. */
static size_t group_of(const struct table *t, size_t row)
{
    if (t->by == NULL)
        return 0;
    return analysis_is_missing(t->by, row) ? t->n_groups : t->by->code[row];
}

static const char *group_name(const struct table *t, size_t g)
{
    return g == t->n_groups ? "ALL" : t->by->levels[g];
}

static void write_key(struct table *t, const char *variable, const char *level,
                      size_t group, size_t n)
{
    csv_text(&t->w, variable);
    csv_text(&t->w, level);
    csv_text(&t->w, group_name(t, group));
    csv_integer(&t->w, (long long)n);
}

static void write_end(struct table *t, size_t group, size_t missing,
                      const struct comparison *c)
{
    bool all = group == t->n_groups;
    csv_integer(&t->w, (long long)missing);
    csv_number_full(&t->w, all ? c->smd : NAN);
    csv_text(&t->w, all ? c->test : "");
    csv_number_full(&t->w, all ? c->p_value : NAN);
    csv_end_row(&t->w);
}

/* Standard output ---------------------------------------------------------- */

/* Cells of a line, all rows first; *group of cell k. */
static const char **new_cells(struct table *t)
{
    return arena_take_array(t->a, t->n_groups + 1, sizeof(const char *));
}

static size_t group_of_cell(const struct table *t, size_t k)
{
    return k == 0 ? t->n_groups : k - 1;
}

/* Without groups the one group is all rows: one cell is enough. */
static void show(struct table *t, const char *label, const char *const *cells,
                 const struct comparison *c)
{
    struct describe_line line = {.label = label,
                                 .n = t->by ? t->n_groups + 1 : 1,
                                 .cells = cells,
                                 .has_test = c && t->n_groups > 1};
    if (line.has_test) {
        line.smd = c->smd;
        line.p_value = c->p_value;
        line.test = c->test;
    }
    describe_text_line(t->a, &line);
}

static void show_head(struct table *t)
{
    const char **name = new_cells(t), **n = new_cells(t);
    for (size_t k = 0; k <= t->n_groups; k++) {
        size_t g = group_of_cell(t, k), rows = 0;
        for (size_t i = 0; i < t->data->n_rows; i++)
            rows += g == t->n_groups || group_of(t, i) == g;
        name[k] = k == 0 ? "ALL" : t->by ? t->by->levels[g] : "";
        n[k] = arena_format(t->a, "%zu", rows);
    }
    show(t, t->by ? t->by->name : "", name, NULL);
    show(t, message("describe.rows"), n, NULL);
    if (t->n_groups > DESCRIBE_MOST_SHOWN)
        printf("%s\n", message_format(t->a, "describe.more_groups",
                                      (size_t)DESCRIBE_MOST_SHOWN));
    if (t->n_groups > 1)
        printf("%s\n", message("describe.last_columns"));
}

static void show_missing(struct table *t, const size_t *missing)
{
    const char **cell = new_cells(t);
    if (missing[t->n_groups] == 0)
        return;
    for (size_t k = 0; k <= t->n_groups; k++)
        cell[k] = arena_format(t->a, "%zu", missing[group_of_cell(t, k)]);
    show(t, message("describe.missing"), cell, NULL);
}

static const char *with_spread(struct table *t, double middle, double low,
                               double high)
{
    if (isnan(middle))
        return "-";
    return isnan(high)
               ? arena_format(t->a, "%.4g (%.3g)", middle, low)
               : arena_format(t->a, "%.4g [%.4g, %.4g]", middle, low, high);
}

static void show_numbers(struct table *t, const char *name,
                         const struct stats_summary *s, const size_t *missing,
                         const struct comparison *c)
{
    const char **mean = new_cells(t), **median = new_cells(t);
    for (size_t k = 0; k <= t->n_groups; k++) {
        const struct stats_summary *g = &s[group_of_cell(t, k)];
        mean[k] = with_spread(t, g->mean, g->sd, NAN);
        median[k] = with_spread(t, g->median, g->q1, g->q3);
    }
    show(t, arena_format(t->a, "%s %s", name, message("describe.mean")), mean,
         c);
    show(t, message("describe.median"), median, NULL);
    show_missing(t, missing);
}

/* Numbers ------------------------------------------------------------------ */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct stats_summary summarise(struct table *t,
                                      const struct analysis_column *c,
                                      size_t group, size_t *missing)
{
    struct stats_summary out = {0, NAN, NAN, NAN, NAN, NAN};
    double *x = arena_take_array(t->a, t->data->n_rows + 1, sizeof *x);
    size_t n = 0;
    *missing = 0;
    for (size_t i = 0; i < t->data->n_rows; i++) {
        if (group != t->n_groups && group_of(t, i) != group)
            continue;
        if (isnan(c->number[i]))
            (*missing)++;
        else
            x[n++] = c->number[i];
    }
    qsort(x, n, sizeof *x, ascending);
    if (stats_summarise(x, n, &out) != STATS_OK)
        out.n = n;
    return out;
}

static void test_numbers(struct table *t, const struct analysis_column *c,
                         struct comparison *out)
{
    size_t n = 0;
    double *value = arena_take_array(t->a, t->data->n_rows + 1, sizeof *value);
    size_t *group = arena_take_array(t->a, t->data->n_rows + 1, sizeof *group);
    for (size_t i = 0; i < t->data->n_rows; i++) {
        if (isnan(c->number[i]) || group_of(t, i) == t->n_groups)
            continue;
        value[n] = c->number[i];
        group[n++] = group_of(t, i);
    }
    struct stats_groups g = {n, t->n_groups, value, group};
    struct stats_test test = {NAN, NAN, NAN};
    double exact = NAN;
    enum stats_status st;
    bool two = t->n_groups == 2;
    if (t->ranks)
        st = two ? stats_wilcoxon(&g, &test, &exact)
                 : stats_kruskal_wallis(&g, &test, &exact);
    else
        st = two ? stats_welch(&g, &test) : stats_welch_anova(&g, &test, NULL);
    if (st != STATS_OK)
        return;
    out->test = t->ranks ? (two ? "wilcoxon" : "kruskal")
                         : (two ? "welch" : "welch_anova");
    out->p_value = isnan(exact) || n > 50 ? test.p_value : exact;
}

static void describe_numbers(struct table *t, const struct analysis_column *c)
{
    struct comparison result = {NAN, NAN, ""};
    struct stats_summary *s =
        arena_take_array(t->a, t->n_groups + 1, sizeof *s);
    size_t *missing = arena_take_array(t->a, t->n_groups + 1, sizeof *missing);
    double sum = 0.0, pairs = 0.0;
    for (size_t g = 0; g <= t->n_groups; g++)
        s[g] = summarise(t, c, g, &missing[g]);
    for (size_t g = 0; g < t->n_groups; g++)
        for (size_t h = g + 1; h < t->n_groups; h++) {
            double smd = stats_smd_numbers(&s[g], &s[h]);
            sum += t->n_groups == 2 ? smd : fabs(smd);
            pairs += 1.0;
        }
    if (t->n_groups > 1) {
        result.smd = sum / pairs;
        test_numbers(t, c, &result);
    }
    if (t->shows)
        show_numbers(t, c->name, s, missing, &result);
    for (size_t k = 0; k <= t->n_groups; k++) {
        size_t g = group_of_cell(t, k);
        write_key(t, c->name, "", g, s[g].n);
        csv_empty(&t->w);
        csv_number_full(&t->w, s[g].mean);
        csv_number_full(&t->w, s[g].sd);
        csv_number_full(&t->w, s[g].median);
        csv_number_full(&t->w, s[g].q1);
        csv_number_full(&t->w, s[g].q3);
        write_end(t, g, missing[g], &result);
    }
}

/* Categories ----------------------------------------------------------------
 */

struct counts {
    size_t levels;
    long *n;         /* (n_groups + 1) × levels; the last row is ALL */
    size_t *missing; /* n_groups + 1 */
};

static struct counts count(struct table *t, const struct analysis_column *c)
{
    struct counts k = {.levels = c->n_levels};
    size_t rows = t->n_groups + 1;
    k.n = arena_take_array(t->a, rows * k.levels + 1, sizeof *k.n);
    k.missing = arena_take_array(t->a, rows, sizeof *k.missing);
    for (size_t i = 0; i < t->data->n_rows; i++) {
        size_t g = group_of(t, i), level = c->code[i];
        bool known = level != ANALYSIS_MISSING;
        size_t *missing = &k.missing[t->n_groups];
        if (known)
            k.n[t->n_groups * k.levels + level]++;
        else
            (*missing)++;
        if (g == t->n_groups)
            continue;
        if (known)
            k.n[g * k.levels + level]++;
        else
            k.missing[g]++;
    }
    return k;
}

static long total(const struct counts *k, size_t group)
{
    long sum = 0;
    for (size_t l = 0; l < k->levels; l++)
        sum += k->n[group * k->levels + l];
    return sum;
}

/* Signed for two levels, by the second one's share. */
static double pair_smd(const struct counts *k, size_t g, size_t h)
{
    const long *a = k->n + g * k->levels, *b = k->n + h * k->levels;
    double smd = stats_smd_levels(a, b, k->levels);
    double pa = (double)a[1] / (double)total(k, g);
    double pb = (double)b[1] / (double)total(k, h);
    return k->levels == 2 && pa < pb ? -smd : smd;
}

static void test_counts(struct table *t, const struct counts *k,
                        struct comparison *out)
{
    size_t cells = t->n_groups * k->levels;
    double *count = arena_take_array(t->a, cells + 1, sizeof *count);
    for (size_t i = 0; i < cells; i++)
        count[i] = (double)k->n[i];
    struct stats_counts table = {t->n_groups, k->levels, count};
    struct stats_test chi, exact;
    double least;
    if (stats_chi_square(&table, &chi, &least) != STATS_OK)
        return;
    out->test = "chi_square";
    out->p_value = chi.p_value;
    if (least < 5.0 && stats_fisher_exact(&table, &exact) == STATS_OK) {
        out->test = "fisher";
        out->p_value = exact.p_value;
    }
}

static struct comparison compare_counts(struct table *t, const struct counts *k)
{
    struct comparison out = {NAN, NAN, ""};
    double sum = 0.0, pairs = 0.0;
    if (t->n_groups < 2 || k->levels < 2)
        return out;
    for (size_t g = 0; g < t->n_groups; g++)
        for (size_t h = g + 1; h < t->n_groups; h++) {
            double smd = pair_smd(k, g, h);
            sum += t->n_groups == 2 ? smd : fabs(smd);
            pairs += 1.0;
        }
    out.smd = sum / pairs;
    test_counts(t, k, &out);
    return out;
}

static void show_levels(struct table *t, const struct analysis_column *c,
                        const struct counts *n, const struct comparison *result)
{
    for (size_t l = 0; l < n->levels; l++) {
        const char **cell = new_cells(t);
        for (size_t k = 0; k <= t->n_groups; k++) {
            size_t g = group_of_cell(t, k);
            long count = n->n[g * n->levels + l], all = total(n, g);
            cell[k] = all > 0
                          ? arena_format(t->a, "%ld (%.1f%%)", count,
                                         100.0 * (double)count / (double)all)
                          : "-";
        }
        show(t, arena_format(t->a, "%s: %s", c->name, c->levels[l]), cell,
             l == 0 ? result : NULL);
    }
    show_missing(t, n->missing);
}

static void describe_levels(struct table *t, const struct analysis_column *c)
{
    struct counts k = count(t, c);
    struct comparison result = compare_counts(t, &k);
    if (t->shows)
        show_levels(t, c, &k, &result);
    for (size_t l = 0; l < k.levels; l++)
        for (size_t i = 0; i <= t->n_groups; i++) {
            size_t g = i == 0 ? t->n_groups : i - 1;
            long n = k.n[g * k.levels + l], all = total(&k, g);
            write_key(t, c->name, c->levels[l], g, (size_t)n);
            csv_number_full(&t->w,
                            all > 0 ? 100.0 * (double)n / (double)all : NAN);
            for (int blank = 0; blank < 5; blank++)
                csv_empty(&t->w);
            write_end(t, g, k.missing[g], &result);
        }
}

/* Free text, identifiers: only how many there are. */
static void describe_text(struct table *t, const struct analysis_column *c)
{
    struct comparison nothing = {NAN, NAN, ""};
    const char **cell = new_cells(t);
    for (size_t k = 0; k <= t->n_groups; k++) {
        size_t g = group_of_cell(t, k), n = 0, missing = 0;
        for (size_t i = 0; i < t->data->n_rows; i++) {
            if (g != t->n_groups && group_of(t, i) != g)
                continue;
            if (analysis_is_missing(c, i))
                missing++;
            else
                n++;
        }
        cell[k] = arena_format(t->a, "%zu", n);
        write_key(t, c->name, "", g, n);
        for (int blank = 0; blank < 6; blank++)
            csv_empty(&t->w);
        write_end(t, g, missing, &nothing);
    }
    if (t->shows)
        show(t, arena_format(t->a, "%s %s", c->name, message("describe.text")),
             cell, NULL);
}

static bool has_few_values(const struct analysis_data *d,
                           const struct analysis_column *c)
{
    double seen[2];
    size_t n = 0;
    for (size_t i = 0; i < d->n_rows; i++) {
        if (isnan(c->number[i]) || (n > 0 && c->number[i] == seen[0]) ||
            (n > 1 && c->number[i] == seen[1]))
            continue;
        if (n == 2)
            return false;
        seen[n++] = c->number[i];
    }
    return n > 0;
}

static void describe_column(struct table *t, struct analysis_column *c)
{
    if (!c->is_text && has_few_values(t->data, c))
        analysis_make_factor(t->a, t->data, c);
    if (!c->is_text)
        describe_numbers(t, c);
    else if (c->n_levels <= MOST_LEVELS)
        describe_levels(t, c);
    else
        describe_text(t, c);
}

static enum status write_table(struct table *t, const char *folder)
{
    enum status st = folder_make(folder, 0755);
    if (st == STATUS_OK)
        st = csv_writer_open(&t->w, arena_format(t->a, "%s/table1.csv", folder),
                             CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    csv_row(&t->w,
            (const char *const[]){"variable", "level", "group", "n", "percent",
                                  "mean", "sd", "median", "q1", "q3", "missing",
                                  "smd", "test", "p_value", NULL});
    if (t->shows)
        show_head(t);
    for (size_t j = 0; j < t->data->n_columns; j++)
        if (&t->data->columns[j] != t->by)
            describe_column(t, &t->data->columns[j]);
    return csv_writer_keep(&t->w);
}

static enum status find_groups(struct arena *a, struct table *t,
                               const char *name)
{
    struct analysis_column *c;
    enum status st = analysis_need(t->data, name, &c);
    if (st != STATUS_OK)
        return st;
    analysis_make_factor(a, t->data, c);
    if (c->n_levels < 1 || c->n_levels > MOST_LEVELS) {
        say_error("describe.groups", t->data->path, c->name, c->n_levels);
        return STATUS_USAGE;
    }
    t->by = c;
    t->n_groups = c->n_levels;
    return STATUS_OK;
}

static void say_json(const struct table *t, const char *out)
{
    json_t *object = json_object();
    json_object_set_new(object, "out", json_string(out));
    json_object_set_new(object, "n_rows",
                        json_integer((json_int_t)t->data->n_rows));
    json_object_set_new(object, "n_groups",
                        json_integer((json_int_t)t->n_groups));
    char *line = json_dumps(object, 0);
    puts(line == NULL ? "" : line);
    free(line);
    json_decref(object);
}

enum status command_describe(struct arena *a, const struct command *self,
                             void *invocation)
{
    const struct invocation *in = invocation;
    const char *path = option_value(in, "--data");
    const char *out = option_value(in, "--out");
    const char *by = option_value(in, "--by");
    struct analysis_data data;
    struct table t = {.a = a,
                      .data = &data,
                      .ranks = option_given(in, "--ranks"),
                      .shows = !in->quiet && !in->json};
    (void)self;
    if (path == NULL || out == NULL) {
        say_error("analysis.missing_option", path ? "--out" : "--data");
        return STATUS_USAGE;
    }
    enum status st = analysis_read(a, path, NULL, &data);
    if (st == STATUS_OK)
        st = analysis_apply_levels(a, in, "--levels", &data);
    if (st == STATUS_OK && by)
        st = find_groups(a, &t, by);
    if (st == STATUS_OK && !in->dry_run)
        st = write_table(&t, out);
    if (st == STATUS_OK && in->json)
        say_json(&t, out);
    else if (st == STATUS_OK && !in->quiet)
        printf("%s\n", message_format(a, "analysis.written", out));
    return st;
}
