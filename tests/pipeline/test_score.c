/* score: published examples, and the interval rule at its edges. */
#include "base/codebook.h"
#include "base/number_text.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/score.h"

#include <stdlib.h>
#include <string.h>

static struct arena a;
static struct store *s;
static struct score_definition *definitions;
static size_t n_definitions;

static void set_up(void)
{
    struct codebook book;
    arena_init(&a);
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(codebook_load(&a, codebook_shipped_folder(), NULL, &book),
                     STATUS_OK);
    ck_assert_int_eq(books_load(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(score_definitions(&a, s, &definitions, &n_definitions),
                     STATUS_OK);
}

static void tear_down(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
    arena_release(&a);
}

static const struct score_definition *find(const char *instrument,
                                           const char *version)
{
    for (size_t i = 0; i < n_definitions; i++) {
        if (text_equal(definitions[i].instrument, instrument) &&
            text_equal(definitions[i].version, version))
            return &definitions[i];
    }
    ck_abort_msg("no definition of %s %s", instrument, version);
    return NULL;
}

static size_t index_of(const struct score_definition *d, const char *variable)
{
    for (size_t i = 0; i < d->n_variables; i++) {
        if (text_equal(d->variables[i], variable))
            return i;
    }
    ck_abort_msg("no variable %s", variable);
    return 0;
}

static struct score_value *all_missing(const struct score_definition *d)
{
    struct score_value *v = arena_take_array(&a, d->n_variables, sizeof *v);
    for (size_t i = 0; i < d->n_variables; i++)
        v[i] = (struct score_value){.is_missing = true, .text = ""};
    return v;
}

/* An example's height/weight cell: outside 120-200 cm or 25-150 kg it is
 * missing, which is what validation makes of it. */
static void set_body(const struct score_definition *d, struct score_value *v,
                     const char *cell)
{
    const char *slash = strchr(cell, '/');
    double height, weight;
    if (slash == NULL)
        return;
    const char *cm = arena_copy_n(&a, cell, (size_t)(slash - cell));
    if (number_parse(cm, &height) && height >= 120 && height <= 200)
        v[index_of(d, "height_cm")] = (struct score_value){.number = height};
    if (number_parse(slash + 1, &weight) && weight >= 25 && weight <= 150)
        v[index_of(d, "weight_kg")] = (struct score_value){.number = weight};
}

static void set_example(const struct score_definition *d, struct score_value *v,
                        const char *const *cells)
{
    for (int q = 1; q <= 25; q++) {
        if (q == 12) {
            set_body(d, v, cells[q]);
        } else if (cells[q][0] != '\0') {
            const char *name = arena_format(&a, "kcl_%02d", q);
            v[index_of(d, name)] = (struct score_value){
                .text = text_equal(cells[q], "はい") ? "yes" : "no"};
        }
    }
}

START_TEST(published_checklists_score_as_published)
{
    struct table_file t;
    const struct score_definition *d = find("KCL", "2006");
    ck_assert_int_eq(
        table_file_read(&a, TEST_REFERENCE_DIR "/score/kcl_public.csv", &t),
        STATUS_OK);
    ck_assert_uint_ge(t.n_rows, 12);
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *const *cells = t.rows[i].cells;
        struct score_value *v = all_missing(d);
        struct score_result r;
        set_example(d, v, cells);
        score_evaluate(d, v, SEX_UNKNOWN, &r);
        ck_assert_msg(r.points_low == atoi(cells[26]) &&
                          r.points_high == atoi(cells[27]),
                      "%s: %d-%d", cells[0], r.points_low, r.points_high);
        const char *expected =
            text_equal(cells[28], "判定不能") ? SCORE_UNDETERMINED : cells[28];
        ck_assert_msg(text_equal(r.class_name, expected), "%s: %s", cells[0],
                      r.class_name);
    }
}
END_TEST

static enum score_truth truth_of(char letter)
{
    return letter == 'T' ? TRUTH_YES : letter == 'F' ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* Columns mhlw7 (rules M1 to M7 in order) and eligible. */
START_TEST(programme_rules_of_published_checklists_are_as_published)
{
    struct table_file t;
    const struct score_definition *d = find("KCL", "2006");
    ck_assert_uint_eq(d->n_judgements, 8);
    ck_assert_str_eq(d->judgements[0].name, "mhlw_1");
    ck_assert_str_eq(d->judgements[7].name, "eligible");
    ck_assert_int_eq(
        table_file_read(&a, TEST_REFERENCE_DIR "/score/kcl_public.csv", &t),
        STATUS_OK);
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *const *cells = t.rows[i].cells;
        struct score_value *v = all_missing(d);
        struct score_result r;
        set_example(d, v, cells);
        score_evaluate(d, v, SEX_UNKNOWN, &r);
        for (size_t m = 0; m < 8; m++)
            ck_assert_msg(r.judgements[m] ==
                              truth_of(m < 7 ? cells[29][m] : cells[30][0]),
                          "%s: rule %zu", cells[0], m + 1);
    }
}
END_TEST

static void set_answer(const struct score_definition *d, struct score_value *v,
                       const char *variable, const char *cell)
{
    if (cell[0] != '\0')
        v[index_of(d, variable)] = (struct score_value){
            .text = text_equal(cell, "はい") ? "yes" : "no"};
}

static void set_number(const struct score_definition *d, struct score_value *v,
                       const char *variable, const char *cell)
{
    double x;
    if (number_parse(cell, &x))
        v[index_of(d, variable)] = (struct score_value){.number = x};
}

/* case, version, sex, weight_loss, grip_kg, fatigue, gait_mps,
 * light_exercise_weekly, sport_weekly, criteria, lo, hi, class */
static void check_jchs(const char *const *cells)
{
    const struct score_definition *d = find("JCHS", cells[1]);
    struct score_value *v = all_missing(d);
    struct score_result r;
    set_answer(d, v, "weight_loss", cells[3]);
    set_number(d, v, "grip_kg", cells[4]);
    set_answer(d, v, "fatigue", cells[5]);
    set_number(d, v, "gait_mps", cells[6]);
    set_answer(d, v, "light_exercise_weekly", cells[7]);
    set_answer(d, v, "sport_weekly", cells[8]);
    score_evaluate(d, v,
                   text_equal(cells[2], "M")   ? SEX_MALE
                   : text_equal(cells[2], "F") ? SEX_FEMALE
                                               : SEX_UNKNOWN,
                   &r);
    int ones = 0, unknown = 0;
    for (const char *c = cells[9]; *c != '\0'; c++) {
        ones += *c == '1';
        unknown += *c == '-';
    }
    ck_assert_msg(r.points_low == atoi(cells[10]) && r.points_low == ones,
                  "%s: at least %d", cells[0], r.points_low);
    ck_assert_msg(r.points_high == atoi(cells[11]), "%s: at most %d", cells[0],
                  r.points_high);
    ck_assert_msg(r.n_missing == unknown, "%s: %d", cells[0], r.n_missing);
    ck_assert_msg(text_equal(r.class_name, text_equal(cells[12], "判定不能")
                                               ? SCORE_UNDETERMINED
                                               : cells[12]),
                  "%s: %s", cells[0], r.class_name);
}

START_TEST(published_phenotypes_score_as_published)
{
    struct table_file t;
    ck_assert_int_eq(
        table_file_read(&a, TEST_REFERENCE_DIR "/score/jchs_public.csv", &t),
        STATUS_OK);
    ck_assert_uint_ge(t.n_rows, 10);
    for (size_t i = 0; i < t.n_rows; i++)
        check_jchs(t.rows[i].cells);
}
END_TEST

/* Item 5 of J-CHS: a risk only where both answers are "not weekly". */
static const struct {
    const char *light, *sport;
    int low, high;
} exercises[] = {
    {"いいえ", "いいえ", 1, 1}, {"はい", "いいえ", 0, 0},
    {"いいえ", "はい", 0, 0},   {"はい", "", 0, 0},
    {"", "はい", 0, 0},         {"いいえ", "", 0, 1},
    {"", "いいえ", 0, 1},       {"", "", 0, 1},
};

START_TEST(one_weekly_exercise_decides_although_the_other_is_missing)
{
    const struct score_definition *d = find("JCHS", "2020");
    struct score_value *v = all_missing(d);
    struct score_result r;
    set_answer(d, v, "light_exercise_weekly", exercises[_i].light);
    set_answer(d, v, "sport_weekly", exercises[_i].sport);
    score_evaluate(d, v, SEX_MALE, &r);
    ck_assert_int_eq(r.points_low, exercises[_i].low);
    ck_assert_int_eq(r.points_high, 4 + exercises[_i].high);
}
END_TEST

/* A small deterministic generator: which answers a trial gives. */
static unsigned next_number(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static void set_at_random(const struct score_definition *d,
                          struct score_value *v, unsigned *state)
{
    for (size_t i = 0; i < d->n_variables; i++) {
        unsigned n = next_number(state);
        const struct score_range *range = &d->ranges[i];
        v[i] = (struct score_value){
            .is_missing = n % 7 == 0,
            .text = (n >> 3) % 2 == 0 ? "yes" : "no",
            .number = range->is_given
                          ? range->from +
                                (double)((n >> 3) % (unsigned)(range->to -
                                                               range->from + 1))
                          : 0};
    }
}

START_TEST(a_missing_answer_only_widens_the_interval)
{
    const struct score_definition *d = &definitions[_i];
    struct score_value *v = all_missing(d);
    unsigned state = 7;
    for (int trial = 0; trial < 200 && d->missing != SCORE_HALF_FLOOR;
         trial++) {
        struct score_result full, less;
        set_at_random(d, v, &state);
        score_evaluate(d, v, SEX_FEMALE, &full);
        v[next_number(&state) % d->n_variables].is_missing = true;
        score_evaluate(d, v, SEX_FEMALE, &less);
        ck_assert_int_le(less.points_low, full.points_low);
        ck_assert_int_ge(less.points_high, full.points_high);
        ck_assert_int_ge(less.n_missing, full.n_missing);
        ck_assert(text_equal(less.class_name, full.class_name) ||
                  text_equal(less.class_name, SCORE_UNDETERMINED));
        for (size_t j = 0; j < d->n_judgements; j++)
            ck_assert(less.judgements[j] == full.judgements[j] ||
                      less.judgements[j] == TRUTH_UNKNOWN);
    }
}
END_TEST

START_TEST(domains_add_up_to_the_total)
{
    const struct score_definition *d = &definitions[_i];
    struct score_value *v = all_missing(d);
    unsigned state = 5;
    bool all_have = d->missing != SCORE_HALF_FLOOR;
    for (size_t i = 0; i < d->n_items; i++)
        all_have = all_have && d->items[i].domain[0] != '\0';
    for (int trial = 0; trial < 200 && all_have; trial++) {
        struct score_result r;
        struct score_subtotal sum = {0};
        set_at_random(d, v, &state);
        score_evaluate(d, v, SEX_MALE, &r);
        for (size_t i = 0; i < d->n_domains; i++) {
            sum.points_low += r.domains[i].points_low;
            sum.points_high += r.domains[i].points_high;
            sum.n_missing += r.domains[i].n_missing;
        }
        ck_assert_int_eq(sum.points_low, r.points_low);
        ck_assert_int_eq(sum.points_high, r.points_high);
        ck_assert_int_eq(sum.n_missing, r.n_missing);
    }
}
END_TEST

START_TEST(the_checklist_has_seven_domains)
{
    const struct score_definition *d = find("KCL", "2006");
    ck_assert_uint_eq(d->n_domains, 7);
    ck_assert_str_eq(d->domains[1], "physical");
}
END_TEST

static size_t class_rank(const struct score_definition *d, const char *name)
{
    for (size_t i = 0; i < d->n_classes; i++) {
        if (text_equal(d->classes[i].name, name))
            return i;
    }
    return d->n_classes;
}

START_TEST(one_more_risk_never_lowers_the_class)
{
    static const char *const names[][2] = {
        {"KCL", "2006"}, {"FC11", "2015"}, {"JCHS", "2020"}, {"FSI", "2015"}};
    const struct score_definition *d = find(names[_i][0], names[_i][1]);
    struct score_value *v = all_missing(d);
    unsigned state = 11;
    for (int trial = 0; trial < 200; trial++) {
        struct score_result before, after;
        set_at_random(d, v, &state);
        for (size_t i = 0; i < d->n_variables; i++)
            v[i].is_missing = false;
        score_evaluate(d, v, SEX_MALE, &before);
        size_t item = next_number(&state) % d->n_items;
        for (size_t i = 0; i < d->items[item].n_variables; i++) {
            struct score_value *at = &v[d->items[item].variables[i]];
            at->number = i == 0 ? 30 : 200; /* BMI 7.5, or a low measure */
            if (d->items[item].rule != SCORE_BMI_BELOW)
                at->number = 0;
            at->text = d->items[item].value;
        }
        score_evaluate(d, v, SEX_MALE, &after);
        ck_assert_int_ge(after.points_low, before.points_low);
        ck_assert_uint_ge(class_rank(d, after.class_name),
                          class_rank(d, before.class_name));
    }
}
END_TEST

/* Published rule of the 15-item list: half a point each, rounded down. */
static const struct {
    int ones, missing, points;
    const char *class_name;
} halves[] = {
    {0, 0, 0, "robust"},   {1, 1, 1, "robust"}, {1, 2, 2, "prefrail"},
    {3, 1, 3, "prefrail"}, {3, 2, 4, "frail"},  {15, 0, 15, "frail"},
};

START_TEST(half_a_point_counts_for_each_missing_item_and_is_rounded_down)
{
    const struct score_definition *d = find("CL15", "2010");
    struct score_value *v = all_missing(d);
    struct score_result r;
    for (int i = 0; i < 15; i++) {
        v[i].is_missing = i >= 15 - halves[_i].missing;
        v[i].number = i < halves[_i].ones ? 1 : 0;
    }
    score_evaluate(d, v, SEX_UNKNOWN, &r);
    ck_assert_int_eq(r.points_low, halves[_i].points);
    ck_assert_int_eq(r.points_high, halves[_i].points);
    ck_assert_int_eq(r.n_missing, halves[_i].missing);
    ck_assert_str_eq(r.class_name, halves[_i].class_name);
}
END_TEST

START_TEST(an_unanswered_list_gets_no_half_points)
{
    const struct score_definition *d = find("CL15", "2010");
    struct score_result r;
    score_evaluate(d, all_missing(d), SEX_UNKNOWN, &r);
    ck_assert_str_eq(r.class_name, SCORE_UNDETERMINED);
    ck_assert_int_eq(r.points_high, 15);
}
END_TEST

/* instruments.csv of the domain facts: direction and cut-offs of totals. */
static const struct {
    const char *instrument, *version;
    double total;
    const char *class_name;
} totals[] = {
    {"LSNS6", "2011", 11, "isolated"},  {"LSNS6", "2011", 12, "not_isolated"},
    {"K6", "2003", 4, "below_5"},       {"K6", "2003", 13, "13_or_more"},
    {"WHO5", "1998", 12, "12_or_less"}, {"WHO5", "1998", 13, "13_or_more"},
    {"GDS15", "1986", 5, "5_to_9"},     {"TMIGIC", "1987", 13, ""},
    {"MNASF", "2009", 7, "7_or_less"},  {"SARCF", "2013", 4, "4_or_more"},
};

START_TEST(totals_are_classed_by_their_published_cut)
{
    const struct score_definition *d =
        find(totals[_i].instrument, totals[_i].version);
    struct score_value v = {.number = totals[_i].total};
    struct score_result r;
    score_evaluate(d, &v, SEX_UNKNOWN, &r);
    ck_assert_int_eq(r.points_low, (int)totals[_i].total);
    ck_assert_str_eq(r.class_name, totals[_i].class_name);
}
END_TEST

/* GGI 2023;23(6):437-443 (12 items, 4 or more) and
 * 10.1186/s12877-023-03885-3 (15 items, 3 and 4 or more). */
START_TEST(both_variants_of_the_old_old_form_count_their_own_items)
{
    const struct score_definition *twelve = find("QMCOO", "2020A");
    const struct score_definition *fifteen = find("QMCOO", "2020B");
    struct score_value *v = all_missing(fifteen), *w = all_missing(twelve);
    struct score_result r;
    for (size_t i = 0; i < fifteen->n_variables; i++)
        v[i] = (struct score_value){.text = fifteen->items[i].value};
    for (size_t i = 0; i < twelve->n_variables; i++)
        w[i] = (struct score_value){.text = twelve->items[i].value};
    v[index_of(fifteen, "qmcoo_01")].text = "5";
    v[index_of(fifteen, "qmcoo_02")].text = "3";
    score_evaluate(fifteen, v, SEX_UNKNOWN, &r);
    ck_assert_int_eq(r.points_low, 15);
    v[index_of(fifteen, "qmcoo_01")].text = "3"; /* ふつう is no risk */
    score_evaluate(fifteen, v, SEX_UNKNOWN, &r);
    ck_assert_int_eq(r.points_low, 14);
    score_evaluate(twelve, w, SEX_UNKNOWN, &r);
    ck_assert_int_eq(r.points_low, 12);
    ck_assert_str_eq(r.class_name, "frail");
}
END_TEST

/* KAKEN 20K19225: 8 red seals and 2 of one-leg rise, grip, articulation. */
static const struct {
    int red; /* other than the three */
    bool leg, grip, articulation;
    enum score_truth high_risk;
} high_risks[] = {
    {6, true, true, false, TRUTH_YES},   {6, true, false, true, TRUTH_YES},
    {7, true, false, false, TRUTH_NO},   {5, true, true, false, TRUTH_NO},
    {19, false, false, false, TRUTH_NO}, {5, true, true, true, TRUTH_YES},
};

START_TEST(high_risk_needs_eight_red_and_two_of_three)
{
    const struct score_definition *d = find("FC22", "2019");
    struct score_value *v = all_missing(d);
    struct score_result r;
    int red = 0;
    for (size_t i = 0; i < d->n_items; i++) {
        const struct score_item *item = &d->items[i];
        bool risk = text_equal(item->item, "fc22_d04")   ? high_risks[_i].leg
                    : text_equal(item->item, "fc22_d05") ? high_risks[_i].grip
                    : text_equal(item->item, "fc22_d02")
                        ? high_risks[_i].articulation
                        : red++ < high_risks[_i].red;
        for (size_t n = 0; n < item->n_variables; n++)
            v[item->variables[n]] = (struct score_value){
                .text = risk ? item->value : "0", .number = risk ? 1 : 50};
    }
    score_evaluate(d, v, SEX_FEMALE, &r);
    ck_assert_str_eq(d->judgements[2].name, "high_risk");
    ck_assert_int_eq(r.judgements[2], high_risks[_i].high_risk);
    ck_assert_int_eq(r.n_missing, 0);
}
END_TEST

START_TEST(nothing_measured_is_never_blue)
{
    struct score_result r;
    const struct score_definition *d = find("FC22", "2019");
    score_evaluate(d, all_missing(d), SEX_FEMALE, &r);
    ck_assert_int_eq(r.points_low, 0);
    ck_assert_int_eq(r.points_high, 22);
    ck_assert_int_eq(r.n_missing, 22);
    ck_assert_str_eq(r.class_name, SCORE_UNDETERMINED);
}
END_TEST

/* Grip of one person under both versions; the cuts are strict. */
static const struct {
    const char *why, *version;
    enum score_sex sex;
    double right, left; /* below 0 = missing */
    int low, high;
} grips[] = {
    {"27 kg is no risk under the old cut", "2015", SEX_MALE, 27, 25, 0, 0},
    {"27 kg is a risk under the new cut", "2019", SEX_MALE, 27, 25, 1, 1},
    {"the cut itself is no risk", "2019", SEX_MALE, 28, 20, 0, 0},
    {"the better hand counts", "2019", SEX_FEMALE, 10, 18, 0, 0},
    {"one weak hand leaves it open", "2019", SEX_FEMALE, 10, -1, 0, 1},
    {"one strong hand decides", "2019", SEX_FEMALE, 20, -1, 0, 0},
    {"unknown sex: both cuts agree", "2019", SEX_UNKNOWN, 17, 17, 1, 1},
    {"unknown sex: the cuts differ", "2019", SEX_UNKNOWN, 20, 20, 0, 1},
};

/* traps: 06-2 */
START_TEST(grip_follows_its_version_sex_and_better_hand)
{
    const struct score_definition *d = find("FC22", grips[_i].version);
    struct score_value *v = all_missing(d);
    struct score_result none, r;
    score_evaluate(d, v, grips[_i].sex, &none);
    if (grips[_i].right >= 0)
        v[index_of(d, "grip_r")] =
            (struct score_value){.number = grips[_i].right};
    if (grips[_i].left >= 0)
        v[index_of(d, "grip_l")] =
            (struct score_value){.number = grips[_i].left};
    score_evaluate(d, v, grips[_i].sex, &r);
    ck_assert_msg(r.points_low - none.points_low == grips[_i].low &&
                      r.points_high - none.points_high + 1 == grips[_i].high,
                  "%s: %d %d", grips[_i].why, r.points_low - none.points_low,
                  r.points_high - none.points_high + 1);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("score");
    TCase *t = tcase_create("score");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, published_checklists_score_as_published);
    tcase_add_test(t, programme_rules_of_published_checklists_are_as_published);
    tcase_add_test(t, published_phenotypes_score_as_published);
    tcase_add_loop_test(
        t, one_weekly_exercise_decides_although_the_other_is_missing, 0,
        sizeof exercises / sizeof exercises[0]);
    tcase_add_loop_test(t, a_missing_answer_only_widens_the_interval, 0, 24);
    tcase_add_loop_test(t, domains_add_up_to_the_total, 0, 24);
    tcase_add_test(t, the_checklist_has_seven_domains);
    tcase_add_loop_test(t, one_more_risk_never_lowers_the_class, 0, 4);
    tcase_add_loop_test(
        t, half_a_point_counts_for_each_missing_item_and_is_rounded_down, 0,
        sizeof halves / sizeof halves[0]);
    tcase_add_test(t, an_unanswered_list_gets_no_half_points);
    tcase_add_loop_test(t, totals_are_classed_by_their_published_cut, 0,
                        sizeof totals / sizeof totals[0]);
    tcase_add_test(t, both_variants_of_the_old_old_form_count_their_own_items);
    tcase_add_loop_test(t, high_risk_needs_eight_red_and_two_of_three, 0,
                        sizeof high_risks / sizeof high_risks[0]);
    tcase_add_test(t, nothing_measured_is_never_blue);
    tcase_add_loop_test(t, grip_follows_its_version_sex_and_better_hand, 0,
                        sizeof grips / sizeof grips[0]);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
