/* score: frailty instruments from their codebook, by the interval rule. */
#include "pipeline/score.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static bool is_one_of(const char *text, const char *values)
{
    size_t length = strlen(text);
    for (;;) {
        size_t n = strcspn(values, "|");
        if (n == length && memcmp(values, text, n) == 0)
            return true;
        if (values[n] == '\0')
            return false;
        values += n + 1;
    }
}

static enum score_truth truth(bool holds)
{
    return holds ? TRUTH_YES : TRUTH_NO;
}

static enum score_truth by_answer(const struct score_item *item,
                                  const struct score_value *v)
{
    if (v->is_missing)
        return TRUTH_UNKNOWN;
    return truth(is_one_of(v->text, item->value));
}

/* "Neither once a week": one yes decides, although the other is missing. */
static enum score_truth by_all_answers(const struct score_item *item,
                                       const struct score_value *values)
{
    enum score_truth all = TRUTH_YES;
    for (size_t i = 0; i < item->n_variables; i++) {
        enum score_truth one = by_answer(item, &values[item->variables[i]]);
        if (one == TRUTH_NO)
            return TRUTH_NO;
        if (one == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

/* Of several readings (both hands) the best counts: one that reaches the cut
 * decides, a missing one leaves a low one open. */
static enum score_truth below(const struct score_item *item,
                              const struct score_value *values, double cut)
{
    bool all_known = true;
    for (size_t i = 0; i < item->n_variables; i++) {
        const struct score_value *v = &values[item->variables[i]];
        if (v->is_missing)
            all_known = false;
        else if (v->number >= cut)
            return TRUTH_NO;
    }
    return all_known ? TRUTH_YES : TRUTH_UNKNOWN;
}

/* Where the sex is not known, only what both cuts agree on is certain. */
static enum score_truth below_by_sex(const struct score_item *item,
                                     const struct score_value *values,
                                     enum score_sex sex)
{
    enum score_truth male = below(item, values, item->cut_male);
    enum score_truth female = below(item, values, item->cut_female);
    if (sex == SEX_MALE)
        return male;
    if (sex == SEX_FEMALE)
        return female;
    return male == female ? male : TRUTH_UNKNOWN;
}

static enum score_truth at_least(const struct score_item *item,
                                 const struct score_value *v)
{
    if (v->is_missing)
        return TRUTH_UNKNOWN;
    return truth(v->number >= item->cut_male);
}

static enum score_truth by_bmi(const struct score_item *item,
                               const struct score_value *values)
{
    const struct score_value *weight = &values[item->variables[0]];
    const struct score_value *height = &values[item->variables[1]];
    if (height->is_missing || weight->is_missing || height->number <= 0)
        return TRUTH_UNKNOWN;
    double metres = height->number / 100.0;
    return truth(weight->number / (metres * metres) < item->cut_male);
}

static enum score_truth item_risk(const struct score_item *item,
                                  const struct score_value *values,
                                  enum score_sex sex)
{
    const struct score_value *first = &values[item->variables[0]];
    if (first->is_answer)
        return truth(text_equal(first->text, item->answer));
    switch (item->rule) {
    case SCORE_ALL_ANSWERS:
        return by_all_answers(item, values);
    case SCORE_BELOW:
        return below(item, values, item->cut_male);
    case SCORE_BELOW_BY_SEX:
        return below_by_sex(item, values, sex);
    case SCORE_AT_LEAST:
        return at_least(item, first);
    case SCORE_BMI_BELOW:
        return by_bmi(item, values);
    case SCORE_ANSWER:
    case SCORE_POINTS:
    default:
        return by_answer(item, first);
    }
}

struct points {
    int low, high;
    bool is_known;
};

static struct points unknown_points(const struct score_item *item)
{
    return (struct points){item->points_from, item->points_to, false};
}

static struct points item_points(const struct score_item *item,
                                 const struct score_value *values,
                                 enum score_sex sex)
{
    if (item->rule == SCORE_POINTS) {
        const struct score_value *v = &values[item->variables[0]];
        int n = v->is_missing ? 0 : (int)v->number;
        return v->is_missing ? unknown_points(item)
                             : (struct points){n, n, true};
    }
    enum score_truth risk = item_risk(item, values, sex);
    if (risk == TRUTH_UNKNOWN)
        return unknown_points(item);
    int n = risk == TRUTH_YES ? item->points_to : item->points_from;
    return (struct points){n, n, true};
}

static const struct score_class *class_of(const struct score_definition *d,
                                          int points)
{
    for (size_t i = 0; i < d->n_classes; i++) {
        if (points >= d->classes[i].points_from &&
            points <= d->classes[i].points_to)
            return &d->classes[i];
    }
    return NULL;
}

static enum score_truth judge_sum(const struct score_judgement *j,
                                  const struct points *points)
{
    int low = 0, high = 0;
    for (size_t i = 0; i < j->n_parts; i++) {
        low += points[j->parts[i]].low;
        high += points[j->parts[i]].high;
    }
    if (low >= j->at_least)
        return TRUTH_YES;
    return high < j->at_least ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* Kleene's or (deciding = TRUTH_YES) and and (deciding = TRUTH_NO). */
static enum score_truth judge_parts(const struct score_judgement *j,
                                    const enum score_truth *known,
                                    enum score_truth deciding)
{
    enum score_truth all = deciding == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
    for (size_t i = 0; i < j->n_parts; i++) {
        if (known[j->parts[i]] == deciding)
            return deciding;
        if (known[j->parts[i]] == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

static void judge(const struct score_definition *d, const struct points *points,
                  struct score_result *out)
{
    for (size_t i = 0; i < d->n_judgements; i++) {
        const struct score_judgement *j = &d->judgements[i];
        out->judgements[i] =
            j->combine == JUDGE_SUM
                ? judge_sum(j, points)
                : judge_parts(j, out->judgements,
                              j->combine == JUDGE_ANY ? TRUTH_YES : TRUTH_NO);
    }
}

/* A form on which nothing is answered is no half-frail person. */
static void count_halves(const struct score_definition *d,
                         struct score_result *out)
{
    if ((size_t)out->n_missing == d->n_items)
        return;
    out->points_low = (out->points_low + out->points_high) / 2;
    out->points_high = out->points_low;
}

static void find_class(const struct score_definition *d,
                       struct score_result *out)
{
    if (d->n_classes == 0) {
        out->class_name = "";
        return;
    }
    const struct score_class *low = class_of(d, out->points_low);
    const struct score_class *high = class_of(d, out->points_high);
    if (d->missing == SCORE_ALL_NEEDED && out->n_missing > 0)
        return;
    if (low != NULL && low == high)
        out->class_name = low->name;
}

static void add_to_domain(const struct score_definition *d, size_t item,
                          const struct points *points, struct score_result *out)
{
    for (size_t i = 0; i < d->n_domains; i++) {
        if (!text_equal(d->domains[i], d->items[item].domain))
            continue;
        out->domains[i].points_low += points[item].low;
        out->domains[i].points_high += points[item].high;
        out->domains[i].n_missing += !points[item].is_known;
    }
}

static void total(const struct score_definition *d, const struct points *points,
                  struct score_result *out)
{
    *out = (struct score_result){.class_name = SCORE_UNDETERMINED};
    for (size_t i = 0; i < d->n_items; i++) {
        out->points_low += points[i].low;
        out->points_high += points[i].high;
        out->n_missing += !points[i].is_known;
        add_to_domain(d, i, points, out);
    }
    if (d->missing == SCORE_HALF_FLOOR)
        count_halves(d, out);
    find_class(d, out);
    judge(d, points, out);
}

enum { MAX_ITEMS = 64 };

void score_evaluate(const struct score_definition *d,
                    const struct score_value *values, enum score_sex sex,
                    struct score_result *out)
{
    struct points points[MAX_ITEMS];
    for (size_t i = 0; i < d->n_items; i++)
        points[i] = item_points(&d->items[i], values, sex);
    total(d, points, out);
}

static bool is_worded_positively(const struct score_item *item)
{
    return (item->rule == SCORE_ANSWER || item->rule == SCORE_ALL_ANSWERS) &&
           text_equal(item->value, "no");
}

static bool is_worded_negatively(const struct score_item *item)
{
    return item->rule == SCORE_ANSWER && text_equal(item->value, "yes");
}

void score_evaluate_swapped(const struct score_definition *d,
                            const struct score_value *values,
                            enum score_sex sex, struct score_result *out)
{
    struct points points[MAX_ITEMS];
    for (size_t i = 0; i < d->n_items; i++) {
        struct score_item item = d->items[i];
        if (is_worded_positively(&item))
            item.value = "yes";
        points[i] = item_points(&item, values, sex);
    }
    total(d, points, out);
}

bool score_can_swap(const struct score_definition *d)
{
    bool positive = false, negative = false;
    for (size_t i = 0; i < d->n_items; i++) {
        positive = positive || is_worded_positively(&d->items[i]);
        negative = negative || is_worded_negatively(&d->items[i]);
    }
    return positive && negative && d->n_classes > 0;
}
