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
    tcase_add_test(t, nothing_measured_is_never_blue);
    tcase_add_loop_test(t, grip_follows_its_version_sex_and_better_hand, 0,
                        sizeof grips / sizeof grips[0]);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
