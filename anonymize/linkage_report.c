/* linkage_report: how far the links can be trusted. */
#include "anonymize/linkage_report.h"

#include "anonymize/linkage_explain.h"
#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"
#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "report/html.h"

#include <math.h>

#define MOST_MEASURES 48
#define N_BINS 7
/* More records than this are looked at in part to find unlinkable ones. */
#define LOOKED_AT 100000
#define STANDARD_ERRORS 1.96

struct measure {
    const char *name;
    double value, low, high; /* low, high: NaN = no interval */
};

struct report {
    const struct linkage *l;
    struct measure measures[MOST_MEASURES];
    size_t n;
};

static void add(struct report *r, const char *name, double value, double low,
                double high)
{
    if (r->n < MOST_MEASURES)
        r->measures[r->n++] = (struct measure){name, value, low, high};
}

static void add_count(struct report *r, const char *name, double value)
{
    add(r, name, value, NAN, NAN);
}

/* A sum of chances p: its mean, and an interval that is not empty where
 * everything is as good as certain. Chances are independent, but pairs that
 * came by one union of clusters are right or wrong together: n of them, each
 * with n p (1 - p), make n² p (1 - p). */
struct expected {
    double mean, variance;
};

static void expect(struct expected *e, double p, double together)
{
    e->mean += p;
    e->variance += p * (1.0 - p) * fmax(together, 1.0);
}

static void add_rate(struct report *r, const char *name,
                     const struct expected *e, double of)
{
    double half = STANDARD_ERRORS * sqrt(e->variance + 1.0);
    double most = e->mean + half + STANDARD_ERRORS;
    double least = e->mean - half > 0 ? e->mean - half : 0.0;
    if (of <= 0)
        add(r, name, NAN, NAN, NAN);
    else
        add(r, name, e->mean / of, least / of, fmin(1.0, most / of));
}

static void count_links(struct report *r)
{
    const struct linkage *l = r->l;
    double of[3] = {0};
    struct expected wrong = {0}, missed = {0};
    for (size_t k = 0; k < l->n_links; k++) {
        const struct link *p = &l->links[k];
        of[p->decision] += 1.0;
        if (p->decision == DECISION_LINK)
            expect(&wrong, 1.0 - p->probability, p->together);
        else
            expect(&missed, p->probability, p->together);
    }
    double right = of[DECISION_LINK] - wrong.mean;
    double unseen = l->missed_by_rules < 0.5
                        ? (right + missed.mean + l->below_kept) *
                              l->missed_by_rules / (1.0 - l->missed_by_rules)
                        : NAN;
    missed.mean += l->below_kept + unseen;
    missed.variance += l->below_kept + unseen;
    add_count(r, "links", of[DECISION_LINK]);
    add_count(r, "reviews", of[DECISION_REVIEW]);
    add_rate(r, "false_link_rate", &wrong, of[DECISION_LINK]);
    add_rate(r, "missed_link_rate", &missed, right + missed.mean);
    add_count(r, "missed_by_blocking", l->missed_by_rules);
}

/* A record that would not be linked to its own copy. */
static void count_unlinkable(struct report *r)
{
    const struct linkage *l = r->l;
    size_t stride = l->data.n_records / LOOKED_AT + 1, n = 0, seen = 0;
    double least = log(l->options.threshold / (1.0 - l->options.threshold));
    for (size_t i = 0; i < l->data.n_records; i += stride, seen++)
        n += weights_log_odds(l, pair_pattern(l, (uint32_t)i, (uint32_t)i)) <
             least;
    add_count(r, "unlinkable_rate", seen > 0 ? (double)n / (double)seen : 0);
}

static const struct {
    double from, below;
    const char *name;
} bins[N_BINS] = {
    {0.0, 0.05, "pairs_0.00_0.05"},  {0.05, 0.25, "pairs_0.05_0.25"},
    {0.25, 0.5, "pairs_0.25_0.50"},  {0.5, 0.75, "pairs_0.50_0.75"},
    {0.75, 0.95, "pairs_0.75_0.95"}, {0.95, 0.99, "pairs_0.95_0.99"},
    {0.99, 1.01, "pairs_0.99_1.00"},
};

static void count_bins(struct report *r)
{
    for (size_t b = 0; b < N_BINS; b++) {
        double n = 0;
        for (size_t k = 0; k < r->l->n_links; k++) {
            double p = r->l->links[k].probability;
            n += p >= bins[b].from && p < bins[b].below;
        }
        add_count(r, bins[b].name, n);
    }
}

/* Against the decided pairs, as if they had not been decided. */
static void count_labels(struct report *r)
{
    const struct linkage *l = r->l;
    double right = 0, wrong = 0, missed = 0;
    double least = log(l->options.threshold / (1.0 - l->options.threshold));
    if (l->n_labels == 0)
        return;
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *p = &l->labels[k];
        bool links = weights_log_odds(l, pair_pattern(l, p->i, p->j)) >= least;
        right += links && p->is_same;
        wrong += links && !p->is_same;
        missed += !links && p->is_same;
    }
    add_count(r, "labels", (double)l->n_labels);
    add_count(r, "label_precision",
              right + wrong > 0 ? right / (right + wrong) : NAN);
    add_count(r, "label_recall",
              right + missed > 0 ? right / (right + missed) : NAN);
}

static void measure_all(struct report *r)
{
    const struct linkage *l = r->l;
    size_t first = l->data.n_first, second = l->data.n_records - first;
    bool turned = l->data.is_exchanged;
    add_count(r, "records_left", (double)(turned ? second : first));
    if (!l->data.is_dedupe)
        add_count(r, "records_right", (double)(turned ? first : second));
    add_count(r, "pairs_possible", l->n_possible);
    add_count(r, "pairs_compared", (double)l->n_pairs);
    add_count(r, "matches_expected", l->expected_matches);
    count_links(r);
    count_unlinkable(r);
    count_labels(r);
    count_bins(r);
}

static enum status write_csv(const struct report *r, const char *path)
{
    static const char *const header[] = {"measure", "value", "low", "high",
                                         NULL};
    struct csv_writer w;
    enum status st = csv_writer_open(&w, path, CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, header);
    for (size_t k = 0; k < r->n; k++) {
        csv_text(&w, r->measures[k].name);
        csv_number_full(&w, r->measures[k].value);
        csv_number_full(&w, r->measures[k].low);
        csv_number_full(&w, r->measures[k].high);
        csv_end_row(&w);
    }
    for (size_t k = 0; k < r->l->n_rules && !r->l->all_pairs; k++) {
        const char *name = "";
        const struct rule *u = &r->l->rules[k];
        for (size_t p = 0; p < u->n_pieces; p++) {
            const struct piece *q = &r->l->pieces[u->piece[p]];
            name = arena_format(r->l->arena, "%s%s%s:%s", name,
                                p == 0 ? "block " : "+",
                                r->l->components[q->component]->name, q->name);
        }
        csv_text(&w, name);
        csv_number_full(&w, u->n_new_pairs);
        csv_empty(&w);
        csv_empty(&w);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

/* --------------------------------------------------------------------- page */

static const char *rounded(struct arena *a, double x)
{
    if (isnan(x))
        return "-";
    if (fabs(x) >= 1.0 && floor(x) == x)
        return number_write(a, x);
    return number_write(a, x >= 1.0 ? floor(x * 10.0 + 0.5) / 10.0
                                    : floor(x * 1e5 + 0.5) / 1e5);
}

static void measures_table(struct document *d, const struct report *r)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_RIGHT};
    struct arena *a = r->l->arena;
    struct document_table *t =
        document_table(d, message("linkage.report_trust"), 4, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, message("linkage.report_measure"));
    table_line_cell(d, t, message("linkage.report_value"));
    table_line_cell(d, t, message("linkage.report_low"));
    table_line_cell(d, t, message("linkage.report_high"));
    for (size_t k = 0; k < r->n; k++) {
        const struct measure *m = &r->measures[k];
        table_line_begin(d, t, false);
        table_line_cell(
            d, t, message(arena_format(a, "linkage.measure_%s", m->name)));
        table_line_cell(d, t, rounded(a, m->value));
        table_line_cell(d, t, isnan(m->low) ? "" : rounded(a, m->low));
        table_line_cell(d, t, isnan(m->high) ? "" : rounded(a, m->high));
    }
}

static void parameters_table(struct document *d, const struct linkage *l)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT, ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT};
    struct document_table *t =
        document_table(d, message("linkage.report_levels"), 5, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, message("linkage.report_column"));
    table_line_cell(d, t, message("linkage.report_level"));
    table_line_cell(d, t, "m");
    table_line_cell(d, t, "u");
    table_line_cell(d, t, message("linkage.report_bits"));
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        for (unsigned c = 1; c < LEVELS && u->n_parts == 1; c++) {
            enum method m = l->components[u->part[0]]->method;
            if (comparison_level_name(m, c) == NULL)
                continue;
            table_line_begin(d, t, false);
            table_line_cell(d, t, linkage_unit_name(l, u));
            table_line_cell(d, t, comparison_level_name(m, c));
            table_line_cell(d, t, rounded(l->arena, u->m[c]));
            table_line_cell(d, t, rounded(l->arena, u->u[c]));
            double bits = log(u->m[c] / u->u[c]) / log(2.0);
            table_line_cell(d, t,
                            rounded(l->arena, floor(bits * 10.0 + 0.5) / 10.0));
        }
    }
}

static void rules_table(struct document *d, const struct linkage *l)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT};
    struct document_table *t =
        document_table(d, message("linkage.report_rules"), 3, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, message("linkage.report_rule"));
    table_line_cell(d, t, message("linkage.report_new_pairs"));
    table_line_cell(d, t, message("linkage.report_finds"));
    for (size_t k = 0; k < l->n_rules; k++) {
        const char *name = "";
        for (size_t p = 0; p < l->rules[k].n_pieces; p++) {
            const struct piece *q = &l->pieces[l->rules[k].piece[p]];
            name = arena_format(l->arena, "%s%s%s:%s", name, p == 0 ? "" : "+",
                                l->components[q->component]->name, q->name);
        }
        table_line_begin(d, t, false);
        table_line_cell(d, t, name);
        table_line_cell(d, t, rounded(l->arena, l->rules[k].n_new_pairs));
        table_line_cell(d, t, rounded(l->arena, l->rules[k].finds));
    }
}

static enum status write_page(const struct report *r, const char *path)
{
    const struct linkage *l = r->l;
    struct document *d =
        document_new(l->arena, message("linkage.report_title"), language_get(),
                     (struct date){2000, 1, 1});
    d->foot = "";
    document_heading(d, 1, message("linkage.report_title"));
    document_paragraph(d, message("linkage.report_about"));
    measures_table(d, r);
    document_note(d, message("linkage.report_note"));
    parameters_table(d, l);
    if (!l->all_pairs)
        rules_table(d, l);
    return html_write(d, path);
}

enum status linkage_report_write(const struct linkage *l, const char *folder)
{
    struct report r = {.l = l};
    measure_all(&r);
    enum status st =
        write_csv(&r, arena_format(l->arena, "%s/report.csv", folder));
    if (st == STATUS_OK)
        st = write_page(&r, arena_format(l->arena, "%s/report.html", folder));
    return st;
}
