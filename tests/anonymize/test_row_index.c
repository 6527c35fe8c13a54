/* row_index: the last number that a fingerprint was given. */
#include "anonymize/row_index.h"
#include "check_main.h"

#include <string.h>

enum { MANY = 400000 }; /* several times what stands in memory */

static struct row_index x;

static void set_up(void)
{
    row_index_init(&x, "/tmp");
}

static void tear_down(void)
{
    row_index_release(&x);
}

/* All different, in no order. */
static const unsigned char *print_of(uint64_t i)
{
    static uint64_t print;
    print = i * 0x2545f4914f6cdd1dU;
    return (const unsigned char *)&print;
}

static void set(uint64_t from, uint64_t to, uint32_t plus)
{
    for (uint64_t i = from; i < to; i++)
        row_index_set(&x, print_of(i), (uint32_t)i + plus);
}

static void hold(uint64_t from, uint64_t to, uint32_t plus)
{
    size_t wrong = 0;
    for (uint64_t i = from; i < to; i++)
        wrong += row_index_find(&x, print_of(i)) != (uint32_t)i + plus;
    ck_assert_uint_eq(wrong, 0);
}

START_TEST(an_empty_index_knows_nothing)
{
    ck_assert_uint_eq(row_index_find(&x, print_of(0)), 0);
    ck_assert_uint_eq(row_index_find(&x, print_of(1)), 0);
}
END_TEST

START_TEST(every_fingerprint_keeps_its_number)
{
    set(0, MANY, 1);
    ck_assert_uint_gt(x.n_old, MANY / 2);
    ck_assert_int_ge(x.old.file, 0);
    hold(0, MANY, 1);
}
END_TEST

START_TEST(others_are_not_known)
{
    set(0, MANY, 1);
    size_t known = 0;
    for (uint64_t i = MANY; i < 2 * (uint64_t)MANY; i++)
        known += row_index_find(&x, print_of(i)) != 0;
    ck_assert_uint_eq(known, 0);
}
END_TEST

START_TEST(a_new_number_replaces_the_old_one_wherever_it_stands)
{
    set(0, MANY, 1);
    set(0, 1000, 5);
    set(MANY - 1000, MANY, 5);
    set(MANY, MANY + 200000, 1);
    hold(0, 1000, 5);
    hold(1000, MANY - 1000, 1);
    hold(MANY - 1000, MANY, 5);
}
END_TEST

/* As prints of a plain counter would be. */
START_TEST(fingerprints_that_are_alike_are_kept_apart)
{
    for (uint64_t i = 0; i < 300000; i++)
        row_index_set(&x, (const unsigned char *)&i, (uint32_t)i + 1);
    size_t wrong = 0;
    for (uint64_t i = 0; i < 300000; i++)
        wrong += row_index_find(&x, (const unsigned char *)&i) != i + 1;
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(after_release_it_is_empty)
{
    set(0, MANY, 1);
    row_index_release(&x);
    ck_assert_uint_eq(row_index_find(&x, print_of(1)), 0);
    set(0, 10, 1);
    hold(0, 10, 1);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("row_index");
    TCase *t = tcase_create("row_index");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, an_empty_index_knows_nothing);
    tcase_add_test(t, every_fingerprint_keeps_its_number);
    tcase_add_test(t, others_are_not_known);
    tcase_add_test(t, a_new_number_replaces_the_old_one_wherever_it_stands);
    tcase_add_test(t, fingerprints_that_are_alike_are_kept_apart);
    tcase_add_test(t, after_release_it_is_empty);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
