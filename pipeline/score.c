/* score: frailty instruments from their codebook, by the interval rule. */
#include "pipeline/score.h"

#include "base/messages.h"
#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

/* Three-valued: certain risk, certainly none, or not known. */
enum risk { RISK_NO, RISK_YES, RISK_UNKNOWN };

static enum risk by_answer(const struct score_item *item,
                           const struct score_value *v)
{
    if (v->is_missing)
        return RISK_UNKNOWN;
    return text_equal(v->text, item->value) ? RISK_YES : RISK_NO;
}

/* Of several readings (both hands) the best counts: one that reaches the cut
 * decides, a missing one leaves a low one open. */
static enum risk below(const struct score_item *item,
                       const struct score_value *values, double cut)
{
    bool all_known = true;
    for (size_t i = 0; i < item->n_variables; i++) {
        const struct score_value *v = &values[item->variables[i]];
        if (v->is_missing)
            all_known = false;
        else if (v->number >= cut)
            return RISK_NO;
    }
    return all_known ? RISK_YES : RISK_UNKNOWN;
}

/* Where the sex is not known, only what both cuts agree on is certain. */
static enum risk below_by_sex(const struct score_item *item,
                              const struct score_value *values,
                              enum score_sex sex)
{
    enum risk male = below(item, values, item->cut_male);
    enum risk female = below(item, values, item->cut_female);
    if (sex == SEX_MALE)
        return male;
    if (sex == SEX_FEMALE)
        return female;
    return male == female ? male : RISK_UNKNOWN;
}

static enum risk by_bmi(const struct score_item *item,
                        const struct score_value *values)
{
    const struct score_value *weight = &values[item->variables[0]];
    const struct score_value *height = &values[item->variables[1]];
    if (height->is_missing || weight->is_missing || height->number <= 0)
        return RISK_UNKNOWN;
    double metres = height->number / 100.0;
    double bmi = weight->number / (metres * metres);
    return bmi < item->cut_male ? RISK_YES : RISK_NO;
}

static enum risk item_risk(const struct score_item *item,
                           const struct score_value *values, enum score_sex sex)
{
    switch (item->rule) {
    case SCORE_BELOW:
        return below(item, values, item->cut_male);
    case SCORE_BELOW_BY_SEX:
        return below_by_sex(item, values, sex);
    case SCORE_BMI_BELOW:
        return by_bmi(item, values);
    case SCORE_ANSWER:
    default:
        return by_answer(item, &values[item->variables[0]]);
    }
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

void score_evaluate(const struct score_definition *d,
                    const struct score_value *values, enum score_sex sex,
                    struct score_result *out)
{
    *out = (struct score_result){.class_name = SCORE_UNDETERMINED};
    for (size_t i = 0; i < d->n_items; i++) {
        enum risk risk = item_risk(&d->items[i], values, sex);
        if (risk == RISK_YES)
            out->points_low += d->items[i].points;
        if (risk != RISK_NO)
            out->points_high += d->items[i].points;
        if (risk == RISK_UNKNOWN)
            out->n_missing++;
    }
    const struct score_class *low = class_of(d, out->points_low);
    const struct score_class *high = class_of(d, out->points_high);
    if (low != NULL && low == high)
        out->class_name = low->name;
}

/* Loading ---------------------------------------------------------------- */

static bool rule_of(const char *name, enum score_rule *out)
{
    static const struct {
        const char *name;
        enum score_rule rule;
    } rules[] = {{"answer", SCORE_ANSWER},
                 {"code", SCORE_ANSWER},
                 {"below", SCORE_BELOW},
                 {"below_by_sex", SCORE_BELOW_BY_SEX},
                 {"bmi_below", SCORE_BMI_BELOW}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (text_equal(rules[i].name, name)) {
            *out = rules[i].rule;
            return true;
        }
    }
    return false;
}

static size_t variable_index(struct arena *a, struct score_definition *d,
                             const char *name)
{
    for (size_t i = 0; i < d->n_variables; i++) {
        if (text_equal(d->variables[i], name))
            return i;
    }
    size_t capacity = d->n_variables;
    d->variables = arena_grow(a, d->variables, d->n_variables, &capacity,
                              sizeof *d->variables);
    d->variables[d->n_variables] = arena_copy(a, name);
    return d->n_variables++;
}

static void read_variables(struct arena *a, struct score_definition *d,
                           struct score_item *item, const char *list)
{
    size_t capacity = 0;
    while (*list != '\0') {
        size_t n = strcspn(list, ";");
        const char *name = arena_copy_n(a, list, n);
        item->variables = arena_grow(a, item->variables, item->n_variables,
                                     &capacity, sizeof *item->variables);
        item->variables[item->n_variables++] = variable_index(a, d, name);
        list += n + (list[n] == ';' ? 1 : 0);
    }
}

static enum status wrong_item(const char *instrument, const char *item)
{
    say_error("codebook.wrong_score", instrument, item);
    return STATUS_USAGE;
}

/* Columns: item, table, variable, rule, value, cut_male, cut_female, points */
static enum status read_item(struct arena *a, struct statement *st,
                             struct score_definition *d)
{
    struct score_item item = {.item = arena_copy(a, column_text(st, 0))};
    d->table = arena_copy(a, column_text(st, 1));
    read_variables(a, d, &item, column_text(st, 2));
    int64_t points = 0;
    if (!rule_of(column_text(st, 3), &item.rule) ||
        !number_parse_integer(column_text(st, 7), &points))
        return wrong_item(d->instrument, item.item);
    item.points = (int)points;
    item.value = arena_copy(a, column_text(st, 4));
    bool good = item.n_variables >= (item.rule == SCORE_BMI_BELOW ? 2u : 1u);
    if (item.rule == SCORE_BELOW_BY_SEX) {
        good = good && number_parse(column_text(st, 5), &item.cut_male) &&
               number_parse(column_text(st, 6), &item.cut_female);
    } else if (item.rule != SCORE_ANSWER) {
        good = good && number_parse(item.value, &item.cut_male);
        item.cut_female = item.cut_male;
    }
    if (!good)
        return wrong_item(d->instrument, item.item);
    size_t capacity = d->n_items;
    d->items = arena_grow(a, d->items, d->n_items, &capacity, sizeof *d->items);
    d->items[d->n_items++] = item;
    return STATUS_OK;
}

static enum status read_items(struct arena *a, struct store *s,
                              struct score_definition *d)
{
    struct statement *st;
    enum status status = store_prepare(
        s,
        "SELECT item, \"table\", variable, rule, value, cut_male, cut_female, "
        "points FROM book_scores WHERE instrument = ?1 AND version = ?2 "
        "ORDER BY rowid",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, d->instrument);
    statement_text(st, 2, d->version);
    while (status == STATUS_OK && statement_step(st, &status))
        status = read_item(a, st, d);
    statement_free(st);
    return status;
}

static enum status read_classes(struct arena *a, struct store *s,
                                struct score_definition *d)
{
    struct statement *st;
    enum status status = store_prepare(
        s,
        "SELECT class, points_from, points_to FROM book_classes WHERE "
        "instrument = ?1 AND version = ?2 ORDER BY rowid",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, d->instrument);
    statement_text(st, 2, d->version);
    size_t capacity = 0;
    while (status == STATUS_OK && statement_step(st, &status)) {
        int64_t from, to;
        if (!number_parse_integer(column_text(st, 1), &from) ||
            !number_parse_integer(column_text(st, 2), &to)) {
            status = wrong_item(d->instrument, column_text(st, 0));
            break;
        }
        d->classes = arena_grow(a, d->classes, d->n_classes, &capacity,
                                sizeof *d->classes);
        d->classes[d->n_classes++] = (struct score_class){
            arena_copy(a, column_text(st, 0)), (int)from, (int)to};
    }
    statement_free(st);
    return status;
}

enum status score_definitions(struct arena *a, struct store *s,
                              struct score_definition **out, size_t *n)
{
    struct statement *st;
    *out = NULL;
    *n = 0;
    enum status status = store_prepare(
        s,
        "SELECT instrument, version, validated_age_min FROM book_instruments "
        "ORDER BY rowid",
        &st);
    if (status != STATUS_OK)
        return status;
    size_t capacity = 0;
    while (statement_step(st, &status)) {
        int64_t age = 0;
        if (!number_parse_integer(column_text(st, 2), &age))
            age = 0;
        *out = arena_grow(a, *out, *n, &capacity, sizeof **out);
        (*out)[(*n)++] = (struct score_definition){
            .instrument = arena_copy(a, column_text(st, 0)),
            .version = arena_copy(a, column_text(st, 1)),
            .validated_age_min = (int)age};
    }
    statement_free(st);
    for (size_t i = 0; status == STATUS_OK && i < *n; i++) {
        status = read_items(a, s, &(*out)[i]);
        if (status == STATUS_OK)
            status = read_classes(a, s, &(*out)[i]);
    }
    return status;
}
