/* similarity: characters are compared, not bytes, and the numbers are those
 * that R's stringdist gives (tests/reference/similarity.R). */
#include "anonymize/similarity.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <math.h>

#define N_CASES 33
#define MOST 64

static struct arena a;
static struct table_file cases;

static void setup(void)
{
    arena_init(&a);
    ck_assert_int_eq(
        table_file_read(&a, TEST_REFERENCE_DIR "/similarity.csv", &cases), 0);
    ck_assert_uint_eq(cases.n_rows, N_CASES);
}

static void teardown(void)
{
    arena_release(&a);
}

static struct points points_of(const char *text, uint32_t room[MOST])
{
    size_t n = 0;
    while (*text != '\0' && n < MOST)
        room[n++] = text_next(&text);
    return (struct points){room, n};
}

static double expected(int row, const char *column)
{
    int at = table_file_find(&cases, column);
    ck_assert_int_ge(at, 0);
    return strtod(cases.rows[row].cells[at], NULL);
}

#define BOTH                                                                   \
    uint32_t x_room[MOST], y_room[MOST];                                       \
    struct points x = points_of(cases.rows[_i].cells[0], x_room);              \
    struct points y = points_of(cases.rows[_i].cells[1], y_room)

START_TEST(jaro_agrees_with_stringdist)
{
    BOTH;
    ck_assert_double_eq_tol(similarity_jaro(x, y), expected(_i, "jaro"), 1e-12);
}
END_TEST

START_TEST(jaro_winkler_agrees_with_stringdist)
{
    BOTH;
    ck_assert_double_eq_tol(similarity_jaro_winkler(x, y),
                            expected(_i, "jaro_winkler"), 1e-12);
}
END_TEST

START_TEST(edits_agree_with_stringdist)
{
    BOTH;
    ck_assert_uint_eq(similarity_edits(x, y, 64), (size_t)expected(_i, "osa"));
    ck_assert_uint_eq(similarity_levenshtein(x, y),
                      (size_t)expected(_i, "levenshtein"));
}
END_TEST

START_TEST(the_order_of_arguments_does_not_matter)
{
    BOTH;
    ck_assert(similarity_jaro_winkler(x, y) == similarity_jaro_winkler(y, x));
    ck_assert_uint_eq(similarity_edits(x, y, 64), similarity_edits(y, x, 64));
    ck_assert_uint_eq(similarity_levenshtein(x, y),
                      similarity_levenshtein(y, x));
}
END_TEST

START_TEST(edits_stop_at_the_limit)
{
    BOTH;
    size_t all = similarity_edits(x, y, 64);
    for (size_t limit = 0; limit < 5; limit++)
        ck_assert_uint_eq(similarity_edits(x, y, limit),
                          all > limit ? limit + 1 : all);
}
END_TEST

/* traps: cp932-6 */
START_TEST(an_unknown_character_equals_any)
{
    uint32_t x_room[MOST], y_room[MOST];
    struct points x = points_of("山?太郎", x_room);
    struct points y = points_of("山田太郎", y_room);
    ck_assert(similarity_jaro_winkler(x, y) == 1.0);
    ck_assert_uint_eq(similarity_edits(x, y, 3), 0);
}
END_TEST

START_TEST(long_strings_are_compared_by_their_first_part)
{
    uint32_t room[200];
    for (size_t i = 0; i < 200; i++)
        room[i] = 'a' + (uint32_t)(i % 26);
    struct points x = {room, 200}, y = {room, SIMILARITY_LONGEST};
    ck_assert(similarity_jaro_winkler(x, y) == 1.0);
    ck_assert_uint_eq(similarity_edits(x, y, 3), 0);
    ck_assert_uint_eq(similarity_levenshtein(x, y), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("similarity");
    TCase *t = tcase_create("similarity");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, jaro_agrees_with_stringdist, 0, N_CASES);
    tcase_add_loop_test(t, jaro_winkler_agrees_with_stringdist, 0, N_CASES);
    tcase_add_loop_test(t, edits_agree_with_stringdist, 0, N_CASES);
    tcase_add_loop_test(t, the_order_of_arguments_does_not_matter, 0, N_CASES);
    tcase_add_loop_test(t, edits_stop_at_the_limit, 0, N_CASES);
    tcase_add_test(t, an_unknown_character_equals_any);
    tcase_add_test(t, long_strings_are_compared_by_their_first_part);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
