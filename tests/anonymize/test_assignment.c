/* assignment: probabilities one-to-one against all assignments there are,
 * counted one by one, on pairs drawn at random. */
#include "anonymize/assignment.h"
#include "check_main.h"

#include <string.h>

enum { SIDE = 6, RECORDS = 2 * SIDE, MOST_PAIRS = 14, DRAWS = 60 };

static struct arena a;
static struct linkage l;
static struct link pairs[MOST_PAIRS];

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void setup(void)
{
    arena_init(&a);
    l = (struct linkage){.arena = &a, .links = pairs};
    l.data.n_records = RECORDS;
    l.data.n_first = SIDE;
}

static void teardown(void)
{
    arena_release(&a);
}

static uint32_t root_of(const uint32_t *root, uint32_t r)
{
    while (root[r] != r)
        r = root[r];
    return r;
}

static void add_pair(uint32_t i, uint32_t j, double before)
{
    pairs[l.n_links++] = (struct link){.i = i, .j = SIDE + j, .before = before};
}

/* Without circles, where messages are exact: a pair that would close one is
 * not drawn. */
static void draw_trees(uint32_t state)
{
    uint32_t root[RECORDS];
    l.n_links = 0;
    for (uint32_t r = 0; r < RECORDS; r++)
        root[r] = r;
    for (uint32_t i = 0; i < SIDE; i++)
        for (uint32_t j = 0; j < SIDE; j++) {
            uint32_t x = root_of(root, i), y = root_of(root, SIDE + j);
            double before = (next_random(&state) % 999 + 1) / 1000.0;
            if (x == y || next_random(&state) % 3 != 0 ||
                l.n_links == MOST_PAIRS)
                continue;
            root[x] = y;
            add_pair(i, j, before);
        }
}

/* Any pairs, circles too. */
static void draw_pairs(uint32_t state)
{
    l.n_links = 0;
    for (uint32_t i = 0; i < SIDE; i++)
        for (uint32_t j = 0; j < SIDE; j++) {
            double before = (next_random(&state) % 999 + 1) / 1000.0;
            if (next_random(&state) % 3 == 0 && l.n_links < MOST_PAIRS)
                add_pair(i, j, before);
        }
}

static double odds(size_t k)
{
    return pairs[k].before / (1.0 - pairs[k].before);
}

/* Sums the weights of all assignments; those with each pair into of_pair. */
static double count_all(bool first_competes, bool second_competes,
                        double of_pair[MOST_PAIRS])
{
    double all = 0;
    memset(of_pair, 0, MOST_PAIRS * sizeof *of_pair);
    for (uint32_t set = 0; set < (uint32_t)1 << l.n_links; set++) {
        uint32_t taken = 0;
        double weight = 1.0;
        for (size_t k = 0; k < l.n_links; k++) {
            if ((set >> k & 1) == 0)
                continue;
            uint32_t i = first_competes ? (uint32_t)1 << pairs[k].i : 0;
            uint32_t j = second_competes ? (uint32_t)1 << pairs[k].j : 0;
            weight *= (taken & (i | j)) != 0 ? 0.0 : odds(k);
            taken |= i | j;
        }
        all += weight;
        for (size_t k = 0; k < l.n_links; k++)
            of_pair[k] += (set >> k & 1) != 0 ? weight : 0.0;
    }
    return all;
}

static void agree_with_all(bool first_competes, bool second_competes)
{
    double of_pair[MOST_PAIRS];
    double all = count_all(first_competes, second_competes, of_pair);
    for (size_t k = 0; k < l.n_links; k++)
        ck_assert_double_eq_tol(pairs[k].probability, of_pair[k] / all, 1e-7);
}

START_TEST(without_circles_it_is_that_of_all_assignments)
{
    draw_trees(20261201u + (uint32_t)_i);
    assign_one_to_one(&l);
    agree_with_all(true, true);
}
END_TEST

START_TEST(one_to_many_only_the_other_side_competes)
{
    draw_pairs(20261202u + (uint32_t)_i);
    assign_one_to_many(&l, true);
    agree_with_all(false, true);
    assign_one_to_many(&l, false);
    agree_with_all(true, false);
}
END_TEST

START_TEST(a_record_has_one_partner_at_most)
{
    double sum[RECORDS] = {0};
    draw_pairs(20261203u + (uint32_t)_i);
    assign_one_to_one(&l);
    for (size_t k = 0; k < l.n_links; k++) {
        ck_assert_double_ge(pairs[k].probability, 0);
        sum[pairs[k].i] += pairs[k].probability;
        sum[pairs[k].j] += pairs[k].probability;
    }
    for (size_t r = 0; r < RECORDS; r++)
        ck_assert_double_le(sum[r], 1.0 + 1e-7);
}
END_TEST

/* The rival of a pair takes from it, and the surer it is the more. */
START_TEST(a_surer_rival_takes_more)
{
    draw_trees(20261204u + (uint32_t)_i);
    if (l.n_links < 2)
        return;
    size_t rival = 1;
    while (rival < l.n_links && pairs[rival].i != pairs[0].i)
        rival++;
    if (rival == l.n_links)
        return;
    double last = 1.0;
    for (int step = 1; step <= 9; step++) {
        pairs[rival].before = step / 10.0;
        assign_one_to_one(&l);
        ck_assert_double_lt(pairs[0].probability, last);
        last = pairs[0].probability;
    }
}
END_TEST

/* Records numbered from the other end, and so their pairs. */
START_TEST(numbers_of_records_say_nothing)
{
    struct link drawn[MOST_PAIRS] = {{0}};
    draw_pairs(20261205u + (uint32_t)_i);
    assign_one_to_one(&l);
    size_t n = l.n_links;
    memcpy(drawn, pairs, n * sizeof *drawn);
    for (size_t k = 0; k < n; k++) {
        pairs[n - 1 - k] = drawn[k];
        pairs[n - 1 - k].i = SIDE - 1 - drawn[k].i;
        pairs[n - 1 - k].j = SIDE + RECORDS - 1 - drawn[k].j;
    }
    assign_one_to_one(&l);
    for (size_t k = 0; k < n; k++)
        ck_assert_double_eq_tol(pairs[n - 1 - k].probability,
                                drawn[k].probability, 1e-7);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("assignment");
    TCase *t = tcase_create("drawn pairs");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, without_circles_it_is_that_of_all_assignments, 0,
                        DRAWS);
    tcase_add_loop_test(t, one_to_many_only_the_other_side_competes, 0, DRAWS);
    tcase_add_loop_test(t, a_record_has_one_partner_at_most, 0, DRAWS);
    tcase_add_loop_test(t, a_surer_rival_takes_more, 0, DRAWS);
    tcase_add_loop_test(t, numbers_of_records_say_nothing, 0, DRAWS);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
