/* similarity: characters are compared, not bytes, and the numbers are those
 * that R's stringdist gives (tests/reference/similarity.R). */
#include "anonymize/similarity.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <math.h>

#define N_CASES 33
#define MOST 64

static struct arena memory;
static struct table_file cases;

static void setup(void)
{
    arena_init(&memory);
    ck_assert_int_eq(
        table_file_read(&memory, TEST_REFERENCE_DIR "/similarity.csv", &cases),
        0);
    ck_assert_uint_eq(cases.n_rows, N_CASES);
}

static void teardown(void)
{
    arena_release(&memory);
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

/* ------------------------------------------------ beside the definitions ---
 * Strings of a few characters, some of them '?', some beyond U+FFFF, some with
 * the same last bits; up to the longest. */

enum { DRAWS = 20000 };

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static struct points drawn(uint32_t *state, uint32_t room[MOST])
{
    static const uint32_t alphabet[] = {'a',    'b',     'a' + 128, '?',
                                        0x9ad8, 0x20bb7, 'c',       'd'};
    uint32_t kinds = 2 + next_random(state) % 7;
    uint32_t n = next_random(state) % 4 == 0 ? MOST + 1 : 12;
    n = next_random(state) % n;
    for (uint32_t i = 0; i < n; i++)
        room[i] = alphabet[next_random(state) % kinds];
    return (struct points){room, n};
}

static bool equal(uint32_t x, uint32_t y)
{
    return x == y || x == '?' || y == '?';
}

static size_t smaller(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* The whole table, as van der Loo (2014), The stringdist package for
 * approximate string matching, R Journal 6/1, defines it. */
static size_t edits_by_table(struct points a, struct points b, bool exchanges)
{
    size_t d[MOST + 1][MOST + 1];
    for (size_t i = 0; i <= a.n; i++) {
        for (size_t j = 0; j <= b.n; j++) {
            d[i][j] = i == 0 ? j : j == 0 ? i : d[i - 1][j] + 1;
            if (i == 0 || j == 0)
                continue;
            d[i][j] = smaller(d[i][j], d[i][j - 1] + 1);
            d[i][j] = smaller(d[i][j], d[i - 1][j - 1] +
                                           !equal(a.at[i - 1], b.at[j - 1]));
            if (exchanges && i > 1 && j > 1 &&
                equal(a.at[i - 1], b.at[j - 2]) &&
                equal(a.at[i - 2], b.at[j - 1]))
                d[i][j] = smaller(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.n][b.n];
}

START_TEST(edits_are_those_of_the_whole_table)
{
    uint32_t state = 20261126u, x_room[MOST], y_room[MOST];
    for (size_t n = 0; n < DRAWS; n++) {
        struct points x = drawn(&state, x_room), y = drawn(&state, y_room);
        size_t all = edits_by_table(x, y, true);
        for (size_t limit = 0; limit < 4; limit++)
            ck_assert_uint_eq(similarity_edits(x, y, limit),
                              smaller(all, limit + 1));
        ck_assert_uint_eq(similarity_edits(x, y, MOST), all);
        ck_assert_uint_eq(similarity_levenshtein(x, y),
                          edits_by_table(x, y, false));
    }
}
END_TEST

/* Each character of the shorter takes the first equal one of the other that is
 * free and near, as Winkler (1990) has it. */
static double jaro_by_definition(struct points a, struct points b)
{
    bool in_a[MOST] = {false}, in_b[MOST] = {false};
    size_t longest = a.n > b.n ? a.n : b.n, common = 0, differ = 0;
    size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
    for (size_t i = 0; i < a.n; i++)
        for (size_t j = 0; j < b.n && !in_a[i]; j++)
            if (!in_b[j] && equal(a.at[i], b.at[j]) && j <= i + reach &&
                i <= j + reach)
                in_a[i] = in_b[j] = true;
    for (size_t i = 0, j = 0; i < a.n; i++) {
        if (!in_a[i])
            continue;
        while (!in_b[j])
            j++;
        common++;
        differ += !equal(a.at[i], b.at[j++]);
    }
    double m = (double)common;
    if (common == 0)
        return a.n == 0 && b.n == 0 ? 1.0 : 0.0;
    return (m / (double)a.n + m / (double)b.n +
            (m - (double)differ / 2.0) / m) /
           3.0;
}

/* Longer strings second; of equal length the one with the lower character at
 * the first difference is first (similarity.h: symmetric). */
static bool is_first(struct points a, struct points b)
{
    for (size_t i = 0; a.n == b.n && i < a.n; i++)
        if (a.at[i] != b.at[i])
            return a.at[i] < b.at[i];
    return a.n <= b.n;
}

START_TEST(jaro_is_that_of_the_definition)
{
    uint32_t state = 20261127u, x_room[MOST], y_room[MOST];
    for (size_t n = 0; n < DRAWS; n++) {
        struct points x = drawn(&state, x_room), y = drawn(&state, y_room);
        double expected = is_first(x, y) ? jaro_by_definition(x, y)
                                         : jaro_by_definition(y, x);
        ck_assert_double_eq_tol(similarity_jaro(x, y), expected, 1e-12);
    }
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
    tcase_add_test(t, edits_are_those_of_the_whole_table);
    tcase_add_test(t, jaro_is_that_of_the_definition);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
