/* score_cell: one cell of a plain CSV as an answer, a code or a measure. */
#include "pipeline/score_cell.h"

#include "base/number_text.h"
#include "base/text.h"

static const struct code_list *find_list(const struct codebook *c,
                                         const char *name)
{
    for (size_t i = 0; i < c->n_lists; i++) {
        if (text_equal(c->lists[i].name, name))
            return &c->lists[i];
    }
    return NULL;
}

static struct variable check_of(const struct codebook *c,
                                enum variable_type type)
{
    return (struct variable){.kind = "",
                             .name = "",
                             .label_ja = "",
                             .label_en = "",
                             .type = type,
                             .unit = "",
                             .role = ROLE_RESEARCH,
                             .missing = {find_list(c, "missing"), NULL},
                             .outside = "E2102"};
}

struct variable score_code_check(const struct codebook *c, const char *list)
{
    struct variable v = check_of(c, TYPE_CODE);
    v.codes = find_list(c, list);
    return v;
}

struct variable score_number_check(const struct codebook *c,
                                   const struct score_range *range,
                                   bool is_integer, const char *outside)
{
    struct variable v = check_of(c, is_integer ? TYPE_INTEGER : TYPE_NUMBER);
    v.missing[1] = find_list(c, "missing_figure");
    v.has_min = v.has_max = range->is_given;
    v.min = range->from;
    v.max = range->to;
    v.outside = outside;
    return v;
}

static const char *other_answer(const char *risk)
{
    return text_equal(risk, "yes") ? "no" : "yes";
}

/* A digit beside はい・いいえ: 1 is the risk, or はい, as the form says. */
static const char *answer_of_digit(const struct score_source *s, char digit)
{
    if (s->digits == DIGITS_YES)
        return digit == '1' ? "yes" : "no";
    if (s->digits == DIGITS_RISK && digit != '2')
        return digit == '1' ? s->risk : other_answer(s->risk);
    return NULL;
}

/* Beside measures and seals an answer must be told from their own values. */
static void take_answer(const struct score_source *s, const char *answer,
                        struct score_cell *out)
{
    out->value = (struct score_value){.is_answer = s->check.type != TYPE_TEXT,
                                      .text = answer};
}

static void read_digit(const struct score_source *s, char digit,
                       struct score_cell *out)
{
    const char *answer = answer_of_digit(s, digit);
    out->is_plain_digit = true;
    if (answer != NULL)
        take_answer(s, answer, out);
    else
        out->rule = s->digits == DIGITS_REFUSED ? "E2111" : "E2103";
}

/* true when the cell is はい or いいえ. */
static bool read_answer(struct arena *a, const struct score_source *s,
                        const char *text, struct score_cell *out)
{
    struct cell cell = {0};
    if (s->answers.codes == NULL)
        return false;
    cell_check(a, &s->answers, text, &cell);
    if (cell.state == CELL_VALUE)
        take_answer(s, cell.clean, out);
    return cell.state == CELL_VALUE;
}

static void read_checked(struct arena *a, const struct variable *check,
                         const char *text, struct score_cell *out)
{
    struct cell cell = {0};
    cell_check(a, check, text, &cell);
    if (cell.state == CELL_REFUSED)
        out->rule = cell.rule;
    if (cell.state != CELL_VALUE)
        return;
    double number = cell.number;
    if (check->type == TYPE_CODE && !number_parse(cell.clean, &number))
        number = 0;
    out->value = (struct score_value){.text = cell.clean, .number = number};
}

/* On forms of questions; a seal is 1 = red unless 1 was said to be はい. */
static bool is_digit_for_answer(const struct score_source *s,
                                const char *folded)
{
    bool asks = s->answers.codes != NULL && folded[0] >= '0' &&
                folded[0] <= '2' && folded[1] == '\0';
    return asks && (s->check.type == TYPE_TEXT ||
                    (s->check.type == TYPE_CODE && s->digits == DIGITS_YES));
}

void score_cell_read(struct arena *a, const struct score_source *s,
                     const char *text, struct score_cell *out)
{
    *out = (struct score_cell){.value = {.is_missing = true, .text = ""}};
    if (text_is_blank(text) || read_answer(a, s, text, out))
        return;
    const char *folded = text_fold_header(a, text);
    if (is_digit_for_answer(s, folded))
        read_digit(s, folded[0], out);
    else if (s->check.type != TYPE_TEXT)
        read_checked(a, &s->check, text, out);
    else
        read_checked(a, &s->answers, text, out);
}
