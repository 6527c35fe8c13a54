/* score_columns: which column of a plain CSV serves which item? */
#include "pipeline/score_columns.h"

#include "base/text.h"

#include <string.h>

struct search {
    struct arena *arena;
    const struct codebook *codebook;
    const struct file_kind *kind; /* the instrument's form, or NULL */
    const char **folded;          /* the headers */
    size_t n;
    enum score_digits digits;
    struct score_columns *out;
};

static bool goes_by(const struct search *s, const char *folded,
                    const char *name)
{
    if (text_equal(folded, name))
        return true;
    const struct variable *v =
        s->kind == NULL ? NULL : kind_variable(s->kind, name);
    for (size_t i = 0; v != NULL && i < v->n_aliases; i++) {
        if (text_equal(v->aliases[i], folded))
            return true;
    }
    return false;
}

/* -1 when absent; a second column of the same name is noted. */
static int find_column(struct search *s, const char *name)
{
    int found = -1;
    for (size_t i = 0; i < s->n; i++) {
        if (!goes_by(s, s->folded[i], name))
            continue;
        if (found >= 0 && s->out->twice == NULL) {
            s->out->twice = name;
            s->out->twice_at = i;
        }
        if (found < 0)
            found = (int)i;
    }
    return found;
}

static bool is_measure(const struct score_item *item)
{
    return item->rule == SCORE_BELOW || item->rule == SCORE_BELOW_BY_SEX ||
           item->rule == SCORE_AT_LEAST || item->rule == SCORE_BMI_BELOW;
}

/* An impossible measure is missing; an impossible total or count of points
 * was typed wrongly and refuses the file. */
static void set_number_check(const struct search *s,
                             const struct score_item *item,
                             const struct score_range *range,
                             struct score_source *source)
{
    bool measures = is_measure(item);
    source->check = score_number_check(s->codebook, range, !measures,
                                       measures ? "W2112" : "E2102");
    const struct variable *v =
        s->kind == NULL ? NULL : kind_variable(s->kind, source->name);
    if (measures && v != NULL)
        source->check.unit = v->unit;
}

static bool is_yes_no(const struct score_item *item)
{
    return text_equal(item->codes, "kcl_answer");
}

/* How the cells of one variable of an item are read. */
static struct score_source source_of(const struct search *s,
                                     const struct score_item *item,
                                     const struct score_range *range,
                                     const char *name, bool by_item)
{
    struct score_source source = {.name = name,
                                  .column = -1,
                                  .risk = item->answer,
                                  .digits = s->digits,
                                  .check = {.type = TYPE_TEXT}};
    if (item->rule == SCORE_ALL_ANSWERS)
        source.risk = item->value;
    if (is_yes_no(item) || (by_item && item->answer[0] != '\0'))
        source.answers = score_code_check(s->codebook, "kcl_answer");
    if (item->codes[0] == '\0')
        set_number_check(s, item, range, &source);
    else if (!is_yes_no(item))
        source.check = score_code_check(s->codebook, item->codes);
    return source;
}

static size_t add_source(struct search *s, const struct score_source *source)
{
    struct score_definition *d = &s->out->definition;
    size_t sources = d->n_variables, names = d->n_variables;
    s->out->sources = arena_grow(s->arena, s->out->sources, d->n_variables,
                                 &sources, sizeof *s->out->sources);
    d->variables = arena_grow(s->arena, d->variables, d->n_variables, &names,
                              sizeof *d->variables);
    s->out->sources[d->n_variables] = *source;
    d->variables[d->n_variables] = source->name;
    return d->n_variables++;
}

static void note_absent(struct search *s, const char *name)
{
    size_t capacity = s->out->n_absent;
    s->out->absent = arena_grow(s->arena, s->out->absent, s->out->n_absent,
                                &capacity, sizeof *s->out->absent);
    s->out->absent[s->out->n_absent++] = name;
}

static void add_variable(struct search *s, struct score_item *item,
                         const struct score_definition *from, size_t nth)
{
    size_t old = item->variables[nth];
    struct score_source source =
        source_of(s, item, &from->ranges[old], from->variables[old], false);
    source.column = find_column(s, source.name);
    if (source.column < 0)
        note_absent(s, source.name);
    else
        s->out->n_found++;
    item->variables[nth] = add_source(s, &source);
}

static bool has_measures(struct search *s, const struct score_item *item,
                         const struct score_definition *from)
{
    bool found = false;
    for (size_t i = 0; i < item->n_variables; i++)
        found =
            found || find_column(s, from->variables[item->variables[i]]) >= 0;
    return found;
}

/* fc22_d05 instead of grip_r and grip_l: one number, or はい・いいえ where
 * the codebook says which of the two is the risk. */
static bool add_item_column(struct search *s, struct score_item *item,
                            const struct score_definition *from)
{
    const char *first = from->variables[item->variables[0]];
    int column =
        text_equal(item->item, first) ? -1 : find_column(s, item->item);
    if (column < 0)
        return false;
    if (item->rule == SCORE_BMI_BELOW && has_measures(s, item, from)) {
        s->out->unused = item->item;
        return false;
    }
    if (item->rule == SCORE_ALL_ANSWERS || item->rule == SCORE_BMI_BELOW) {
        item->rule = SCORE_ANSWER;
        item->value = item->answer;
        item->codes = "kcl_answer";
    }
    struct score_source source =
        source_of(s, item, &from->ranges[item->variables[0]], item->item, true);
    source.column = column;
    for (size_t i = 0; i < item->n_variables; i++) {
        int other = find_column(s, from->variables[item->variables[i]]);
        if (other >= 0 && s->out->twice == NULL) {
            s->out->twice = item->item;
            s->out->twice_at = (size_t)other;
        }
    }
    item->n_variables = 1;
    item->variables = arena_take(s->arena, sizeof *item->variables);
    item->variables[0] = add_source(s, &source);
    s->out->n_found++;
    return true;
}

static void add_item(struct search *s, struct score_item *item,
                     const struct score_definition *from)
{
    size_t *own = arena_take_array(s->arena, item->n_variables, sizeof *own);
    memcpy(own, item->variables, item->n_variables * sizeof *own);
    item->variables = own;
    if (add_item_column(s, item, from))
        return;
    for (size_t i = 0; i < item->n_variables; i++)
        add_variable(s, item, from, i);
}

static struct score_source person_column(struct search *s,
                                         const struct variable *check,
                                         const char *const *names)
{
    struct score_source source = {
        .column = -1, .name = names[0], .risk = "", .check = *check};
    for (size_t i = 0; names[i] != NULL && source.column < 0; i++)
        source.column = find_column(s, names[i]);
    return source;
}

static void find_person(struct search *s)
{
    static const char *const sexes[] = {"sex", "性別", NULL};
    static const char *const ages[] = {"age", "age_years", "年齢", NULL};
    const struct score_range years = {true, 0, 130};
    struct variable sex = score_code_check(s->codebook, "sex");
    struct variable age =
        score_number_check(s->codebook, &years, true, "E2102");
    age.unit = "歳";
    s->out->sex = person_column(s, &sex, sexes);
    s->out->age = person_column(s, &age, ages);
}

void score_columns_find(struct arena *a, const struct codebook *c,
                        const struct score_definition *d,
                        enum score_digits digits, const char *const *headers,
                        size_t n, struct score_columns *out)
{
    struct search s = {.arena = a,
                       .codebook = c,
                       .kind = codebook_table(c, d->table),
                       .n = n,
                       .digits = digits,
                       .out = out};
    *out = (struct score_columns){.definition = *d};
    s.folded = arena_take_array(a, n, sizeof *s.folded);
    for (size_t i = 0; i < n; i++)
        s.folded[i] = text_fold_header(a, headers[i]);
    out->definition.n_variables = 0;
    out->definition.variables = NULL;
    out->definition.items =
        arena_take_array(a, d->n_items, sizeof *out->definition.items);
    for (size_t i = 0; i < d->n_items; i++) {
        out->definition.items[i] = d->items[i];
        add_item(&s, &out->definition.items[i], d);
    }
    find_person(&s);
}
