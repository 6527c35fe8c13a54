/* cell_check: one cell against its codebook entry: raw in, clean out. */
#include "base/cell_check.h"

#include "base/cell_signs.h"
#include "base/code_index.h"
#include "base/japanese_date.h"
#include "base/number_text.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

enum repair_bit {
    R01_TRIMMED = 1u << 0,
    R02_WIDTH = 1u << 1,
    R03_ERA = 1u << 2,
    R04_WESTERN = 1u << 3,
    R05_SERIAL = 1u << 4,
    R06_TIME = 1u << 5,
    R07_THOUSANDS = 1u << 6,
    R08_UNIT = 1u << 7,
    R09_ABOUT = 1u << 8,
    R10_DECIMAL_COMMA = 1u << 9,
    R11_RANGE = 1u << 10,
    R12_SPELLING = 1u << 11,
    R13_SEVERAL = 1u << 12,
    R14_MONTHLY = 1u << 13,
    R15_APOSTROPHE = 1u << 14
};

enum { MAX_TEXT = 255, MAX_KEY = 64 };

const char *repair_code(unsigned bit)
{
    static const char *const codes[N_REPAIRS] = {
        "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08",
        "R09", "R10", "R11", "R12", "R13", "R14", "R15"};
    return bit < N_REPAIRS ? codes[bit] : "";
}

static void refuse(struct cell *out, const char *rule)
{
    *out = (struct cell){.state = CELL_REFUSED, .rule = rule};
}

static void miss(const struct variable *v, struct cell *out, int reason)
{
    if (v->must_be_filled)
        refuse(out, "E2108");
    else
        *out = (struct cell){.state = CELL_MISSING, .missing_reason = reason};
}

static void accept(struct cell *out, const char *clean)
{
    out->state = CELL_VALUE;
    out->clean = clean;
}

/* 無回答, 不明, - … in a column whose own list does not know them. */
static bool missing_word(const struct variable *v, const char *folded,
                         int *reason)
{
    for (size_t i = 0; i < 2; i++) {
        const struct code_label *l = code_find(v->missing[i], folded);
        if (l != NULL) {
            *reason = l->missing_reason;
            return true;
        }
    }
    return false;
}

static bool stands_for_missing(struct arena *a, const struct variable *v,
                               const char *text, int *reason)
{
    unsigned char first = (unsigned char)*text;
    if (!code_may_begin(v->missing[0], first) &&
        !code_may_begin(v->missing[1], first))
        return false;
    const char *folded = text_fold_header(a, text);
    return code_find(v->codes, folded) == NULL &&
           missing_word(v, folded, reason);
}

/* A note may hold line breaks (Alt+Enter); names and numbers of people become
 * keys and may not. */
static bool is_plain(const char *text, bool breaks_allowed)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool is_break = c == '\n' || c == '\r' || c == '\t';
        if ((c < 0x20 || c == 0x7f) && !(is_break && breaks_allowed))
            return false;
    }
    return true;
}

/* Two people's long numbers may look the same as 1.23E+11. */
static const char *lost_digits(const struct variable *v, const char *text)
{
    if (v->role == ROLE_OFFICE_NUMBER && text_is_exponent(text))
        return "E2117";
    if (v->role == ROLE_CONTACT && text_is_exponent(text))
        return "W2118";
    return NULL;
}

static void check_text(const struct variable *v, const char *text,
                       struct cell *out)
{
    const char *lost = lost_digits(v, text);
    if (strlen(text) > MAX_TEXT || !is_plain(text, v->role == ROLE_LOCAL))
        refuse(out, "E2110");
    else if (lost != NULL)
        refuse(out, lost);
    else
        accept(out, text);
}

/* S18-8-29 is a day, and of a person's row perhaps the birth date. Without
 * separators (S180829) a number of an office may look the same by chance. */
static bool is_written_date(struct arena *a, const char *text)
{
    struct date day;
    unsigned repairs;
    return strpbrk(text, "-_") != NULL &&
           japanese_date_parse(a, text, false, &day, &repairs) == DATE_READ;
}

static bool is_key(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_";
    size_t n = strlen(text);
    return n >= 1 && n <= MAX_KEY && strspn(text, letters) == n &&
           strcspn(text, letters + 52) != 0;
}

static void check_key(struct arena *a, const char *text, struct cell *out)
{
    const char *folded = text_fold(a, text);
    if (!is_key(folded) || is_written_date(a, folded)) {
        refuse(out, "E2107");
        return;
    }
    if (!text_equal(folded, text))
        out->repairs |= R02_WIDTH;
    accept(out, folded);
}

static bool is_outside(const struct variable *v, double x)
{
    return (v->has_min && x < v->min) || (v->has_max && x > v->max);
}

static void take_number(struct arena *a, const struct variable *v, double x,
                        unsigned repairs, struct cell *out)
{
    if (v->type == TYPE_INTEGER && x != floor(x)) {
        refuse(out, "E2101");
        return;
    }
    if (is_outside(v, x)) {
        refuse(out, v->outside);
        return;
    }
    out->repairs |= repairs;
    out->number = x;
    accept(out, number_write(a, x));
}

static unsigned number_repairs(unsigned found)
{
    return ((found & NUMBER_FULL_WIDTH) != 0 ? R02_WIDTH : 0u) |
           ((found & NUMBER_THOUSANDS) != 0 ? R07_THOUSANDS : 0u) |
           ((found & NUMBER_UNIT) != 0 ? R08_UNIT : 0u) |
           ((found & NUMBER_ABOUT) != 0 ? R09_ABOUT : 0u) |
           ((found & NUMBER_DECIMAL_COMMA) != 0 ? R10_DECIMAL_COMMA : 0u);
}

/* An indicator's column holds figures of every unit. */
static bool parse_count(struct arena *a, const char *text, double *x,
                        unsigned *found)
{
    static const char *const units[] = {"人", "件", "社",  "回",
                                        "%",  "円", "か所"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (number_parse_office(a, text, units[i], x, found))
            return true;
    }
    return false;
}

static bool parse_figure(struct arena *a, const struct variable *v,
                         const char *text, double *x, unsigned *found)
{
    if (v->type == TYPE_COUNT)
        return parse_count(a, text, x, found);
    const char *unit = v->unit[0] == '\0' ? NULL : v->unit;
    return number_parse_office(a, text, unit, x, found);
}

/* The cell without a word at its end, or NULL when it does not end so. */
static const char *without_suffix(struct arena *a, const char *text,
                                  const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    if (m == 0 || n <= m || !text_equal(text + n - m, suffix))
        return NULL;
    return text_trim(a, arena_copy_n(a, text, n - m));
}

/* 10～15時間 becomes 12.5; both ends must lie within the range. */
static bool take_range(struct arena *a, const struct variable *v,
                       const char *text, struct cell *out)
{
    double low, high;
    unsigned repairs = R11_RANGE;
    const char *folded = text_fold(a, text);
    const char *bare = without_suffix(a, folded, text_fold(a, v->unit));
    if (bare != NULL)
        repairs |= R08_UNIT;
    if (!number_parse_range(a, bare != NULL ? bare : folded, &low, &high))
        return false;
    if (v->type != TYPE_RANGE)
        refuse(out, "W2106");
    else if (low > high)
        refuse(out, "E2101");
    else if (is_outside(v, low) || is_outside(v, high))
        refuse(out, v->outside);
    else
        take_number(a, v, low + (high - low) / 2, repairs, out);
    return true;
}

/* 月80時間, 80h/月: what is left of it without the month, or NULL. */
static const char *without_month(struct arena *a, const char *text)
{
    static const char *const ends[] = {"/月", "/1ヶ月", "/1か月"};
    const char *folded = text_fold(a, text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *bare = without_suffix(a, folded, ends[i]);
        if (bare != NULL)
            return bare;
    }
    if (!text_starts_with(folded, "月"))
        return NULL;
    folded += strlen("月");
    if (text_starts_with(folded, "間"))
        folded += strlen("間");
    return text_trim(a, folded);
}

/* To the second: 20.0 hours must not become 19.999999. */
static double weekly(const struct variable *v, double monthly)
{
    return round(monthly / v->weeks_per_month * 1e4) / 1e4;
}

/* Hours a month become hours a week: the columns are of the week. */
static bool take_monthly(struct arena *a, const struct variable *v,
                         const char *text, struct cell *out)
{
    double low, high;
    unsigned found = 0;
    const char *bare = v->weeks_per_month > 0 ? without_month(a, text) : NULL;
    if (bare == NULL)
        return false;
    if (parse_figure(a, v, bare, &low, &found)) {
        take_number(a, v, weekly(v, low), number_repairs(found) | R14_MONTHLY,
                    out);
        return true;
    }
    const char *figures = without_suffix(a, bare, text_fold(a, v->unit));
    if (!number_parse_range(a, figures != NULL ? figures : bare, &low, &high))
        return false;
    take_number(a, v, weekly(v, (low + high) / 2), R11_RANGE | R14_MONTHLY,
                out);
    return true;
}

/* 第１回: an ordinal of the column's unit. */
static bool take_ordinal(struct arena *a, const struct variable *v,
                         const char *text, struct cell *out)
{
    double x;
    unsigned found = 0;
    if (v->unit[0] == '\0' || !text_starts_with(text, "第") ||
        !parse_figure(a, v, text + strlen("第"), &x, &found) ||
        (found & NUMBER_UNIT) == 0)
        return false;
    take_number(a, v, x, number_repairs(found), out);
    return true;
}

static void check_number(struct arena *a, const struct variable *v,
                         const char *text, struct cell *out)
{
    double x;
    unsigned found = 0;
    if (parse_figure(a, v, text, &x, &found)) {
        take_number(a, v, x, number_repairs(found), out);
        return;
    }
    if (take_ordinal(a, v, text, out))
        return;
    /* A target "90%以上": its column `comparison` says the same. */
    const char *bare = without_suffix(a, text, "以上");
    if (v->type == TYPE_COUNT && bare != NULL &&
        parse_count(a, bare, &x, &found)) {
        take_number(a, v, x, number_repairs(found) | R09_ABOUT, out);
        return;
    }
    if (!take_range(a, v, text, out) && !take_monthly(a, v, text, out))
        refuse(out, "E2101");
}

/* What separates several answers, as text_fold leaves it. */
static const char *const separators[] = {";", ",", "、", "・", "/",
                                         "|", "+", " ",  "\n"};

static size_t separator_at(const char *text)
{
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (text_starts_with(text, separators[i]))
            return strlen(separators[i]);
    }
    return 0;
}

/* ②④ would fold to 24: a mark goes behind each enclosed digit first. */
static const char *part_enclosed(struct arena *a, const char *text)
{
    char *out = arena_take(a, 2 * strlen(text) + 1);
    size_t n = 0;
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        n += text_encode(c, out + n);
        if ((c >= 0x2460 && c <= 0x2473) || (c >= 0x2776 && c <= 0x277f))
            out[n++] = ';';
    }
    return text_fold(a, out);
}

struct answers {
    const struct code_label **codes;
    size_t n;      /* different codes, in the order of the cell */
    size_t n_read; /* parts of the cell */
    bool is_respelt;
    bool is_unknown; /* a part that is not in the list */
};

static void take_part(struct arena *a, const struct code_list *list,
                      const char *part, struct answers *out)
{
    const char *folded = text_fold_header(a, part);
    if (folded[0] == '\0')
        return;
    const struct code_label *l = code_find(list, folded);
    out->n_read++;
    if (l == NULL) {
        out->is_unknown = true;
        return;
    }
    if (!text_equal(l->value, part))
        out->is_respelt = true;
    for (size_t i = 0; i < out->n; i++) {
        if (out->codes[i] == l)
            return;
    }
    out->codes[out->n++] = l;
}

static struct answers
split_answers(struct arena *a, const struct code_list *list, const char *text)
{
    const char *at = part_enclosed(a, text);
    struct answers out = {0};
    out.codes = arena_take_array(a, strlen(at) + 1, sizeof *out.codes);
    const char *start = at;
    for (;;) {
        size_t n = separator_at(at);
        if (n == 0 && *at != '\0') {
            at++;
            continue;
        }
        take_part(a, list, arena_copy_n(a, start, (size_t)(at - start)), &out);
        if (*at == '\0')
            return out;
        at += n;
        start = at;
    }
}

static void take_code(const struct variable *v, const struct code_label *l,
                      const char *text, const char *folded, struct cell *out)
{
    if (l->refused_by[0] != '\0') {
        refuse(out, l->refused_by);
        return;
    }
    if (l->missing_reason != 0) {
        miss(v, out, l->missing_reason);
        return;
    }
    if (!text_equal(l->value, text))
        out->repairs |= text_equal(l->value, folded) ? R02_WIDTH : R12_SPELLING;
    accept(out, l->value);
}

/* A dash may say "none", "not asked" or "no". */
static bool is_dash(const char *folded)
{
    return text_equal(folded, "-") || text_equal(folded, "ー");
}

static void check_code(struct arena *a, const struct variable *v,
                       const char *text, struct cell *out)
{
    const char *folded = text_fold_header(a, text);
    const struct code_label *l = code_find(v->codes, folded);
    if (l != NULL) {
        take_code(v, l, text, folded, out);
        return;
    }
    struct answers several = split_answers(a, v->codes, text);
    if (several.n_read > 1 && !several.is_unknown)
        refuse(out, "W2109");
    else
        refuse(out, is_dash(folded) ? "W2106" : "E2103");
}

static const char *join_codes(struct arena *a, const struct answers *answers)
{
    size_t n = 0;
    for (size_t i = 0; i < answers->n; i++)
        n += strlen(answers->codes[i]->value) + 1;
    char *all = arena_take(a, n), *at = all;
    for (size_t i = 0; i < answers->n; i++) {
        size_t length = strlen(answers->codes[i]->value);
        memcpy(at, answers->codes[i]->value, length);
        at += length;
        *at++ = i + 1 < answers->n ? ';' : '\0';
    }
    return all;
}

static void check_code_list(struct arena *a, const struct variable *v,
                            const char *text, struct cell *out)
{
    const char *folded = text_fold_header(a, text);
    const struct code_label *one = code_find(v->codes, folded);
    if (one != NULL) {
        take_code(v, one, text, folded, out);
        return;
    }
    struct answers answers = split_answers(a, v->codes, text);
    if (answers.is_unknown || answers.n == 0) {
        refuse(out, is_dash(folded) ? "W2106" : "E2103");
        return;
    }
    for (size_t i = 0; i < answers.n; i++) {
        const struct code_label *l = answers.codes[i];
        if (l->refused_by[0] != '\0' || l->missing_reason != 0) {
            refuse(out, l->refused_by[0] != '\0' ? l->refused_by : "W2106");
            return;
        }
    }
    const char *clean = join_codes(a, &answers);
    if (answers.is_respelt)
        out->repairs |= R12_SPELLING;
    else if (!text_equal(clean, text))
        out->repairs |= R13_SEVERAL;
    accept(out, clean);
}

static unsigned date_repairs(unsigned found)
{
    return ((found & DATE_FOLDED) != 0 ? R02_WIDTH : 0u) |
           ((found & DATE_ERA) != 0 ? R03_ERA : 0u) |
           ((found & DATE_WESTERN) != 0 ? R04_WESTERN : 0u) |
           ((found & DATE_SERIAL) != 0 ? R05_SERIAL : 0u) |
           ((found & DATE_TIME_DROPPED) != 0 ? R06_TIME : 0u);
}

static const char *date_rule(enum date_outcome outcome)
{
    switch (outcome) {
    case DATE_NO_SUCH_DAY:
    case DATE_ERA_LIMIT:
    case DATE_PHANTOM:
        return "E2104";
    case DATE_TWO_READINGS:
        return "W2106";
    default:
        return "E2105";
    }
}

static void check_date(struct arena *a, const struct variable *v,
                       const char *text, struct cell *out)
{
    unsigned found = 0;
    struct date d = {0};
    enum date_outcome outcome =
        v->type == TYPE_MONTH ? japanese_month_parse(a, text, &d, &found)
                              : japanese_date_parse(a, text, true, &d, &found);
    if (outcome != DATE_READ) {
        refuse(out, is_dash(text_fold(a, text)) ? "W2106" : date_rule(outcome));
        return;
    }
    out->repairs |= date_repairs(found);
    out->date = d;
    char iso[11];
    date_write_iso(d, iso);
    accept(out, arena_copy_n(a, iso, v->type == TYPE_MONTH ? 7 : 10));
}

static void check_year(struct arena *a, const struct variable *v,
                       const char *text, struct cell *out)
{
    unsigned found = 0;
    int year = 0;
    enum date_outcome outcome = japanese_year_parse(a, text, &year, &found);
    if (outcome != DATE_READ)
        refuse(out, is_dash(text_fold(a, text)) ? "W2106" : date_rule(outcome));
    else
        take_number(a, v, year, date_repairs(found), out);
}

static void check_fiscal_year(struct arena *a, const struct variable *v,
                              const char *text, struct cell *out)
{
    int year = 0;
    if (!fiscal_year_parse(a, text, &year)) {
        refuse(out, "E2105");
        return;
    }
    const char *plain = arena_format(a, "%d", year);
    take_number(a, v, year, text_equal(plain, text) ? 0 : R03_ERA, out);
}

static void check_type(struct arena *a, const struct variable *v,
                       const char *text, struct cell *out)
{
    switch (v->type) {
    case TYPE_TEXT:
        check_text(v, text, out);
        break;
    case TYPE_KEY:
        check_key(a, text, out);
        break;
    case TYPE_CODE:
        check_code(a, v, text, out);
        break;
    case TYPE_CODE_LIST:
        check_code_list(a, v, text, out);
        break;
    case TYPE_DATE:
    case TYPE_MONTH:
        check_date(a, v, text, out);
        break;
    case TYPE_YEAR:
        check_year(a, v, text, out);
        break;
    case TYPE_FISCAL_YEAR:
        check_fiscal_year(a, v, text, out);
        break;
    default:
        check_number(a, v, text, out);
    }
}

/* A warning leaves the cell blank. Where it must be filled, nobody could tell
 * the day or the number of the row, so that the row can't be counted. */
static void demand_value(const struct variable *v, struct cell *out)
{
    if (v->must_be_filled && out->state != CELL_VALUE && out->rule != NULL &&
        out->rule[0] == 'W')
        refuse(out, "E2119");
}

/* '0012: Excel's mark for text, which other programs write into the cell. A
 * second one makes it a quotation. */
static const char *without_apostrophe(const char *trimmed)
{
    bool is_mark = *trimmed == '\'' && trimmed[1] != '\0' &&
                   strchr(trimmed + 1, '\'') == NULL;
    return is_mark ? trimmed + 1 : trimmed;
}

void cell_check(struct arena *a, const struct variable *v, const char *text,
                struct cell *out)
{
    *out = (struct cell){.state = CELL_MISSING,
                         .missing_reason = MISSING_NO_ANSWER};
    if (text == NULL)
        return;
    const char *trimmed = text_trim(a, text);
    if (text_is_blank(trimmed)) {
        miss(v, out, MISSING_NO_ANSWER);
        return;
    }
    const char *bare = without_apostrophe(trimmed);
    int reason = 0;
    if (stands_for_missing(a, v, bare, &reason)) {
        miss(v, out, reason);
        return;
    }
    *out = (struct cell){.state = CELL_REFUSED};
    if (!text_equal(trimmed, text))
        out->repairs |= R01_TRIMMED;
    if (bare != trimmed)
        out->repairs |= R15_APOSTROPHE;
    check_type(a, v, bare, out);
    demand_value(v, out);
}

/* -1, 0 or 1; false when the two can't be compared. */
static bool compare_cells(const struct variable *left, const struct cell *x,
                          const struct variable *right, const struct cell *y,
                          int *order)
{
    bool dates = left->type == TYPE_DATE || left->type == TYPE_MONTH;
    bool other = right->type == TYPE_DATE || right->type == TYPE_MONTH;
    if (dates != other)
        return false;
    if (dates)
        *order = date_compare(x->date, y->date);
    else
        *order = (x->number > y->number) - (x->number < y->number);
    return true;
}

static bool holds(int order, const char *operator)
{
    bool equal = strchr(operator, '=') != NULL && order == 0;
    if (operator[0] == '<')
        return equal || order < 0;
    if (operator[0] == '>')
        return equal || order > 0;
    return equal;
}

/* 13 digits, the first of which checks the others: 9 less the remainder by 9
 * of their sum, every second one, from the last but one on, taken twice.
 * Source: 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条. */
static bool is_corporate_number(const char *text)
{
    enum { N_DIGITS = 13 };
    int sum = 0;
    if (strlen(text) != N_DIGITS || strspn(text, "0123456789") != N_DIGITS)
        return false;
    for (int i = 1; i < N_DIGITS; i++) {
        int from_the_right = N_DIGITS - i;
        sum += (text[i] - '0') * (from_the_right % 2 == 1 ? 1 : 2);
    }
    return text[0] - '0' == 9 - sum % 9;
}

/* The row's day; false when it has none. */
static bool row_day(const struct file_kind *k, const struct cell *cells,
                    struct date *out)
{
    if (k->happened_at < 0 || cells[k->happened_at].state != CELL_VALUE)
        return false;
    *out = cells[k->happened_at].date;
    return true;
}

/* The newest value of the threshold that was in force on the day. */
static bool value_on(const struct comparison *c, struct date day, double *out)
{
    const struct threshold *found = NULL;
    for (size_t i = 0; i < c->n_thresholds; i++) {
        const struct threshold *t = &c->thresholds[i];
        if (text_equal(t->name, c->threshold) &&
            date_compare(t->valid_from, day) <= 0 &&
            (found == NULL ||
             date_compare(t->valid_from, found->valid_from) > 0))
            found = t;
    }
    if (found != NULL)
        *out = found->value;
    return found != NULL;
}

/* Filled although another cell says that there is nothing to fill in. */
static bool is_out_of_place(const struct comparison *c,
                            const struct cell *cells)
{
    const struct cell *right = &cells[c->right];
    if (right->state != CELL_VALUE)
        return false;
    for (size_t i = 0; i < c->n_codes; i++)
        if (text_equal(c->codes[i], right->clean))
            return false;
    return true;
}

/* Ages are asked, counted by the year or by the law: one more or less is the
 * same age. The birth date stays on one side of the wall; beyond it the rule
 * holds. */
static bool is_other_age(const struct comparison *c, const struct cell *cells)
{
    const struct cell *on = &cells[c->right];
    const struct cell *birth = &cells[c->birth_plus - 1];
    if (on->state != CELL_VALUE || birth->state != CELL_VALUE)
        return false;
    return fabs(age_legal(birth->date, on->date) - cells[c->left].number) > 1;
}

/* The number on the right, or the threshold's value on the row's day. */
static bool number_on_right(const struct comparison *c,
                            const struct file_kind *k, const struct cell *cells,
                            double *out)
{
    struct date day;
    *out = c->number;
    return c->threshold == NULL ||
           (row_day(k, cells, &day) && value_on(c, day, out));
}

/* Beyond the wall, where no birth date is, the rule holds. */
static bool is_too_young(const struct comparison *c, const struct file_kind *k,
                         const struct cell *cells)
{
    double least;
    const struct cell *birth = &cells[c->birth_plus - 1];
    return birth->state == CELL_VALUE && number_on_right(c, k, cells, &least) &&
           age_legal(birth->date, cells[c->left].date) < least;
}

static bool is_another_weekday(const struct comparison *c,
                               const struct cell *cells)
{
    struct arena a;
    const struct cell *day = &cells[c->right];
    if (day->state != CELL_VALUE)
        return false;
    arena_init(&a);
    bool is = text_is_another_weekday(&a, cells[c->left].clean, day->date);
    arena_release(&a);
    return is;
}

/* True when the rule is broken on this row. */
static bool is_broken(const struct comparison *c, const struct file_kind *k,
                      const struct cell *cells)
{
    const struct cell *left = &cells[c->left];
    int order;
    if (left->state != CELL_VALUE)
        return false;
    if (text_equal(c->rule->operator, "corporate_number"))
        return !is_corporate_number(left->clean);
    if (text_equal(c->rule->operator, "known_characters"))
        return text_has_lost_character(left->clean);
    if (text_equal(c->rule->operator, "weekday_of"))
        return is_another_weekday(c, cells);
    if (text_equal(c->rule->operator, "age_from"))
        return is_too_young(c, k, cells);
    if (c->codes != NULL)
        return is_out_of_place(c, cells);
    if (c->birth_plus != 0)
        return is_other_age(c, cells);
    if (c->right < 0) {
        double number;
        if (!number_on_right(c, k, cells, &number))
            return false;
        order = (left->number > number) - (left->number < number);
        return !holds(order, c->rule->operator);
    }
    const struct cell *right = &cells[c->right];
    return right->state == CELL_VALUE &&
           compare_cells(k->variables[c->left], left, k->variables[c->right],
                         right, &order) &&
           !holds(order, c->rule->operator);
}

static bool is_in_force(const struct code_list *l, const char *value, size_t n,
                        struct date day)
{
    for (size_t i = 0; i < l->n_codes; i++) {
        const struct code_label *c = &l->codes[i];
        if (strlen(c->value) == n && strncmp(c->value, value, n) == 0)
            return !(c->has_from && date_compare(day, c->valid_from) < 0) &&
                   !(c->has_to && date_compare(day, c->valid_to) > 0);
    }
    return true;
}

/* One code, or several joined by ';'. */
static bool all_in_force(const struct code_list *l, const char *codes,
                         struct date day)
{
    while (*codes != '\0') {
        size_t n = strcspn(codes, ";");
        if (!is_in_force(l, codes, n, day))
            return false;
        codes += n + (codes[n] == ';');
    }
    return true;
}

static void check_codes(const struct file_kind *k, const struct cell *cells,
                        void (*report)(void *context, const struct rule *rule,
                                       size_t variable),
                        void *context)
{
    struct date day;
    if (!row_day(k, cells, &day))
        return;
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct code_list *l = k->variables[i]->codes;
        if (l != NULL && l->has_dates && cells[i].state == CELL_VALUE &&
            !all_in_force(l, cells[i].clean, day))
            report(context, k->not_in_force, i);
    }
}

void row_check(const struct file_kind *k, const struct cell *cells,
               void (*report)(void *context, const struct rule *rule,
                              size_t variable),
               void *context)
{
    for (size_t i = 0; i < k->n_comparisons; i++)
        if (is_broken(&k->comparisons[i], k, cells))
            report(context, k->comparisons[i].rule, k->comparisons[i].left);
    if (k->not_in_force != NULL)
        check_codes(k, cells, report, context);
}

/* One kind laid over the headers. */
struct trial {
    int *column_variable; /* -1 = unknown or blank */
    bool *is_seen;        /* per variable */
    size_t n_known, n_missing;
    size_t n_headers, n_named; /* n_named: not blank */
};

static struct trial lay_over(struct arena *a, const struct file_kind *k,
                             const char *const *folded, size_t n_headers)
{
    struct trial t = {.n_headers = n_headers};
    for (size_t i = 0; i < n_headers; i++)
        t.n_named += folded[i][0] != '\0';
    t.column_variable = arena_take_array(a, n_headers + 1, sizeof(int));
    t.is_seen = arena_take_array(a, k->n_variables + 1, sizeof(bool));
    for (size_t i = 0; i < n_headers; i++) {
        int v = kind_find_header(k, folded[i]);
        t.column_variable[i] = v;
        if (v < 0 || (t.is_seen[v] &&
                      variable_answer(k->variables[v], folded[i]) == NULL))
            continue;
        t.is_seen[v] = true;
        t.n_known++;
    }
    for (size_t i = 0; i < k->n_variables; i++)
        t.n_missing += k->variables[i]->must_be_present && !t.is_seen[i];
    return t;
}

/* Fits better: more of the file is known, then less of the kind is absent. */
static bool fits_better(const struct trial *x, const struct trial *y)
{
    size_t known_x = 2 * x->n_known + y->n_missing;
    size_t known_y = 2 * y->n_known + x->n_missing;
    return known_x > known_y;
}

/* The absent column whose label looks most like an unknown header. */
static const char *nearest_absent(struct arena *a, const struct file_kind *k,
                                  const struct trial *t, const char *folded)
{
    const char **names = arena_take_array(a, k->n_variables + 1, sizeof *names);
    size_t n = 0;
    for (size_t i = 0; i < k->n_variables; i++) {
        if (!t->is_seen[i])
            names[n++] = k->variables[i]->label_ja;
    }
    return text_nearest(folded, names);
}

/* Columns of one answer each may share a variable, and nothing else may. */
static bool is_another_answer(const struct trial *t, const struct file_kind *k,
                              const char *const *folded, size_t column)
{
    int v = t->column_variable[column];
    const struct answer_header *own =
        variable_answer(k->variables[v], folded[column]);
    for (size_t i = 0; own != NULL && i < column; i++) {
        if (t->column_variable[i] != v)
            continue;
        const struct answer_header *other =
            variable_answer(k->variables[v], folded[i]);
        if (other == NULL || text_equal(other->code, own->code))
            return false;
    }
    return own != NULL;
}

static void judge(struct arena *a, const struct trial *t,
                  const char *const *folded, struct kind_match *out)
{
    const struct file_kind *k = out->kind;
    bool *is_taken = arena_take_array(a, k->n_variables + 1, sizeof(bool));
    for (size_t i = 0; i < t->n_headers; i++) {
        int v = t->column_variable[i];
        if (folded[i][0] == '\0')
            continue; /* a margin; a value under it is an error of its row */
        if (v >= 0 && (!is_taken[v] || is_another_answer(t, k, folded, i))) {
            is_taken[v] = true;
            continue;
        }
        out->rule = v < 0 ? "E1202" : "E1203";
        out->bad_column = i;
        if (v < 0)
            out->nearest = nearest_absent(a, k, t, folded[i]);
        return;
    }
    for (size_t i = 0; i < k->n_variables; i++) {
        if (k->variables[i]->must_be_present && !t->is_seen[i]) {
            out->rule = "E1204";
            out->missing_variable = k->variables[i]->name;
            return;
        }
    }
}

void kind_recognise(struct arena *a, const struct codebook *c,
                    const char *const *headers, size_t n_headers,
                    struct kind_match *out)
{
    *out = (struct kind_match){.rule = "E1201"};
    const char **folded = arena_take_array(a, n_headers + 1, sizeof *folded);
    for (size_t i = 0; i < n_headers; i++)
        folded[i] = text_fold_header(a, headers[i]);
    struct trial best = {0};
    for (size_t i = 0; i < c->n_kinds; i++) {
        struct trial t = lay_over(a, &c->kinds[i], folded, n_headers);
        if (out->kind == NULL || fits_better(&t, &best)) {
            best = t;
            out->kind = &c->kinds[i];
        }
    }
    /* Less than half of the columns known: another kind of file. */
    if (out->kind == NULL || best.n_known * 2 <= best.n_named ||
        best.n_known == 0) {
        out->kind = NULL;
        return;
    }
    out->rule = NULL;
    out->column_variable = best.column_variable;
    judge(a, &best, folded, out);
}
