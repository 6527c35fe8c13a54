/* score_book: instruments, items, classes and judgements from the codebook.
 *
 * Every row is checked here, so that scoring itself can't fail. */
#include "pipeline/score.h"

#include "base/messages.h"
#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

enum { MAX_ITEMS = 64, MAX_POINTS = 1000 };

static enum status wrong_row(const char *file, const char *instrument,
                             const char *name)
{
    say_error("codebook.wrong_score", file, instrument, name);
    return STATUS_USAGE;
}

/* The place of a word in a NULL-terminated list, or -1. */
static int place(const char *word, const char *const *words)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (text_equal(words[i], word))
            return i;
    }
    return -1;
}

static bool rule_of(const char *name, enum score_rule *out)
{
    static const char *const names[] = {
        "answer",   "code",      "all_answers", "below", "below_by_sex",
        "at_least", "bmi_below", "points",      NULL};
    static const enum score_rule rules[] = {
        SCORE_ANSWER,       SCORE_ANSWER,   SCORE_ALL_ANSWERS, SCORE_BELOW,
        SCORE_BELOW_BY_SEX, SCORE_AT_LEAST, SCORE_BMI_BELOW,   SCORE_POINTS};
    int i = place(name, names);
    if (i >= 0)
        *out = rules[i];
    return i >= 0;
}

static size_t variable_index(struct arena *a, struct score_definition *d,
                             const char *name)
{
    for (size_t i = 0; i < d->n_variables; i++) {
        if (text_equal(d->variables[i], name))
            return i;
    }
    size_t names = d->n_variables, ranges = d->n_variables;
    d->variables = arena_grow(a, d->variables, d->n_variables, &names,
                              sizeof *d->variables);
    d->ranges =
        arena_grow(a, d->ranges, d->n_variables, &ranges, sizeof *d->ranges);
    d->ranges[d->n_variables] = (struct score_range){.is_given = false};
    d->variables[d->n_variables] = arena_copy(a, name);
    return d->n_variables++;
}

/* The next part of a list with ';' between; false at its end. */
static bool next_part(struct arena *a, const char **list, const char **part)
{
    if (**list == '\0')
        return false;
    size_t n = strcspn(*list, ";");
    *part = arena_copy_n(a, *list, n);
    *list += n + ((*list)[n] == ';' ? 1 : 0);
    return true;
}

/* "25;120" and "150;200" belong to "weight_kg;height_cm". */
static bool read_range(struct arena *a, const char **from, const char **to,
                       struct score_range *out)
{
    const char *low, *high;
    bool has_low = next_part(a, from, &low), has_high = next_part(a, to, &high);
    if (!has_low && !has_high)
        return true;
    out->is_given = true;
    return has_low && has_high && number_parse(low, &out->from) &&
           number_parse(high, &out->to) && out->from <= out->to;
}

static bool read_variables(struct arena *a, struct score_definition *d,
                           struct score_item *item, struct statement *st)
{
    const char *list = column_text(st, 2);
    const char *from = column_text(st, 10), *to = column_text(st, 11);
    const char *name;
    size_t capacity = 0;
    while (next_part(a, &list, &name)) {
        item->variables = arena_grow(a, item->variables, item->n_variables,
                                     &capacity, sizeof *item->variables);
        size_t v = variable_index(a, d, name);
        item->variables[item->n_variables++] = v;
        if (!read_range(a, &from, &to, &d->ranges[v]))
            return false;
    }
    return item->n_variables > 0;
}

static bool read_cuts(struct statement *st, struct score_item *item)
{
    if (item->rule == SCORE_BELOW_BY_SEX)
        return number_parse(column_text(st, 5), &item->cut_male) &&
               number_parse(column_text(st, 6), &item->cut_female);
    if (!number_parse(item->value, &item->cut_male))
        return false;
    item->cut_female = item->cut_male;
    return true;
}

/* A rule `points` takes the cell's own range, any other 0 or its points. */
static bool read_points(struct statement *st, const struct score_definition *d,
                        struct score_item *item)
{
    const struct score_range *range = &d->ranges[item->variables[0]];
    int64_t points = 0;
    if (item->rule == SCORE_POINTS) {
        item->points_from = (int)range->from;
        item->points_to = (int)range->to;
        return range->is_given && range->from >= 0 && range->to <= MAX_POINTS;
    }
    if (!number_parse_integer(column_text(st, 7), &points) || points < 0 ||
        points > MAX_POINTS)
        return false;
    item->points_to = (int)points;
    return true;
}

static bool fits_its_rule(const struct score_item *item)
{
    switch (item->rule) {
    case SCORE_BMI_BELOW:
        return item->n_variables == 2;
    case SCORE_ANSWER:
    case SCORE_AT_LEAST:
    case SCORE_POINTS:
        return item->n_variables == 1;
    case SCORE_ALL_ANSWERS:
    case SCORE_BELOW:
    case SCORE_BELOW_BY_SEX:
    default:
        return item->n_variables >= 1;
    }
}

static bool note_domain(struct score_definition *d, const char *domain)
{
    size_t i = 0;
    while (i < d->n_domains && !text_equal(d->domains[i], domain))
        i++;
    if (domain[0] == '\0' || i < d->n_domains)
        return true;
    if (d->n_domains == SCORE_MAX_DOMAINS)
        return false;
    d->domains[d->n_domains++] = domain;
    return true;
}

/* Columns: item, table, variable, rule, value, cut_male, cut_female, points,
 * answer, codes, number_min, number_max, domain */
static enum status read_item(struct arena *a, struct statement *st,
                             struct score_definition *d)
{
    struct score_item item = {.item = arena_copy(a, column_text(st, 0)),
                              .value = arena_copy(a, column_text(st, 4)),
                              .answer = arena_copy(a, column_text(st, 8)),
                              .codes = arena_copy(a, column_text(st, 9)),
                              .domain = arena_copy(a, column_text(st, 12))};
    bool good = rule_of(column_text(st, 3), &item.rule) &&
                d->n_items < MAX_ITEMS && note_domain(d, item.domain) &&
                read_variables(a, d, &item, st) && fits_its_rule(&item) &&
                read_points(st, d, &item);
    bool has_cut = item.rule != SCORE_ANSWER &&
                   item.rule != SCORE_ALL_ANSWERS && item.rule != SCORE_POINTS;
    if (!good || (has_cut && !read_cuts(st, &item)))
        return wrong_row("scores.csv", d->instrument, item.item);
    size_t capacity = d->n_items;
    d->table = arena_copy(a, column_text(st, 1));
    d->items = arena_grow(a, d->items, d->n_items, &capacity, sizeof *d->items);
    d->items[d->n_items++] = item;
    return STATUS_OK;
}

static enum status read_class(struct arena *a, struct statement *st,
                              struct score_definition *d)
{
    int64_t from, to;
    if (!number_parse_integer(column_text(st, 1), &from) ||
        !number_parse_integer(column_text(st, 2), &to) || from > to ||
        from < 0 || to > MAX_POINTS)
        return wrong_row("classes.csv", d->instrument, column_text(st, 0));
    size_t capacity = d->n_classes;
    d->classes =
        arena_grow(a, d->classes, d->n_classes, &capacity, sizeof *d->classes);
    d->classes[d->n_classes++] = (struct score_class){
        arena_copy(a, column_text(st, 0)), (int)from, (int)to};
    return STATUS_OK;
}

/* Index of an item (sum) or of a judgement that stands before (any, all). */
static bool find_part(const struct score_definition *d,
                      enum score_combine combine, const char *name,
                      size_t *index)
{
    size_t n = combine == JUDGE_SUM ? d->n_items : d->n_judgements;
    for (size_t i = 0; i < n; i++) {
        if (text_equal(combine == JUDGE_SUM ? d->items[i].item
                                            : d->judgements[i].name,
                       name)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool read_parts(struct arena *a, const struct score_definition *d,
                       const char *list, struct score_judgement *j)
{
    const char *name;
    size_t capacity = 0;
    while (next_part(a, &list, &name)) {
        j->parts =
            arena_grow(a, j->parts, j->n_parts, &capacity, sizeof *j->parts);
        if (!find_part(d, j->combine, name, &j->parts[j->n_parts]))
            return false;
        j->n_parts++;
    }
    return j->n_parts > 0;
}

/* Columns: judgement, combine, parts, at_least */
static enum status read_judgement(struct arena *a, struct statement *st,
                                  struct score_definition *d)
{
    static const char *const names[] = {"sum", "any", "all", NULL};
    struct score_judgement j = {.name = arena_copy(a, column_text(st, 0))};
    int combine = place(column_text(st, 1), names);
    int64_t least = 1;
    bool good = combine >= 0 && d->n_judgements < SCORE_MAX_JUDGEMENTS;
    j.combine = combine < 0 ? JUDGE_SUM : (enum score_combine)combine;
    good = good && read_parts(a, d, column_text(st, 2), &j);
    if (j.combine == JUDGE_SUM)
        good = good && number_parse_integer(column_text(st, 3), &least) &&
               least >= 1 && least <= MAX_POINTS;
    if (!good)
        return wrong_row("judgements.csv", d->instrument, j.name);
    j.at_least = (int)least;
    size_t capacity = d->n_judgements;
    d->judgements = arena_grow(a, d->judgements, d->n_judgements, &capacity,
                               sizeof *d->judgements);
    d->judgements[d->n_judgements++] = j;
    return STATUS_OK;
}

/* Every row of one codebook file that belongs to this version. */
static enum status read_each(struct arena *a, struct store *s,
                             struct score_definition *d, const char *sql,
                             enum status (*read)(struct arena *,
                                                 struct statement *,
                                                 struct score_definition *))
{
    struct statement *st;
    enum status status = store_prepare(s, sql, &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, d->instrument);
    statement_text(st, 2, d->version);
    while (status == STATUS_OK && statement_step(st, &status))
        status = read(a, st, d);
    statement_free(st);
    return status;
}

static enum status read_parts_of(struct arena *a, struct store *s,
                                 struct score_definition *d)
{
    enum status st = read_each(
        a, s, d,
        "SELECT item, \"table\", variable, rule, value, cut_male, cut_female, "
        "points, answer, codes, number_min, number_max, domain FROM "
        "book_scores WHERE "
        "instrument = ?1 AND version = ?2 ORDER BY rowid",
        read_item);
    if (st == STATUS_OK)
        st = read_each(
            a, s, d,
            "SELECT class, points_from, points_to FROM book_classes WHERE "
            "instrument = ?1 AND version = ?2 ORDER BY rowid",
            read_class);
    if (st == STATUS_OK)
        st = read_each(
            a, s, d,
            "SELECT judgement, combine, parts, at_least FROM book_judgements "
            "WHERE instrument = ?1 AND version = ?2 ORDER BY rowid",
            read_judgement);
    return st;
}

/* Columns: instrument, version, validated_age_min, missing_rule, digits,
 * all_columns */
static enum status read_instrument(struct arena *a, struct statement *st,
                                   struct score_definition *out)
{
    static const char *const missing[] = {"interval", "all_needed",
                                          "half_floor", NULL};
    static const char *const digits[] = {"", "risk", "yes", NULL};
    int64_t age = 0;
    *out = (struct score_definition){
        .instrument = arena_copy(a, column_text(st, 0)),
        .version = arena_copy(a, column_text(st, 1)),
        .table = "",
        .needs_all_columns = text_equal(column_text(st, 5), "1")};
    int rule = place(column_text(st, 3), missing);
    int coding = place(column_text(st, 4), digits);
    const char *min = column_text(st, 2);
    if (rule < 0 || coding < 0 ||
        (min[0] != '\0' && (!number_parse_integer(min, &age) || age > 200)))
        return wrong_row("instruments.csv", out->instrument, out->version);
    out->missing = (enum score_missing)rule;
    out->digits = (enum score_digits)coding;
    out->validated_age_min = (int)age;
    return STATUS_OK;
}

enum status score_definitions(struct arena *a, struct store *s,
                              struct score_definition **out, size_t *n)
{
    struct statement *st;
    *out = NULL;
    *n = 0;
    enum status status = store_prepare(
        s,
        "SELECT instrument, version, validated_age_min, missing_rule, digits, "
        "all_columns FROM book_instruments ORDER BY rowid",
        &st);
    if (status != STATUS_OK)
        return status;
    size_t capacity = 0;
    while (status == STATUS_OK && statement_step(st, &status)) {
        *out = arena_grow(a, *out, *n, &capacity, sizeof **out);
        status = read_instrument(a, st, &(*out)[*n]);
        *n += status == STATUS_OK;
    }
    statement_free(st);
    for (size_t i = 0; status == STATUS_OK && i < *n; i++)
        status = read_parts_of(a, s, &(*out)[i]);
    return status;
}
