/* fresh_rows: told in the order in which they came, gone when taken. */
#include "anonymize/fresh_rows.h"
#include "check_main.h"

#include <string.h>

static struct fresh_rows f;

static void set_up(void)
{
    fresh_rows_init(&f, "/tmp");
}

static void tear_down(void)
{
    fresh_rows_release(&f);
}

/* Rows of 1 … n with 100 bytes each that say which they are. */
static void add_up_to(int64_t n)
{
    unsigned char plain[100];
    for (int64_t i = 1; i <= n; i++) {
        struct fresh_row place = {.received = i,
                                  .delivery = 7,
                                  .row = i + 1,
                                  .n_plain = sizeof plain};
        memset(plain, (int)(i % 251), sizeof plain);
        fresh_rows_add(&f, &place, plain);
    }
}

START_TEST(nobody_waits_at_first)
{
    ck_assert_ptr_null(fresh_rows_after(&f, 0));
}
END_TEST

START_TEST(rows_come_in_order_and_whole)
{
    int64_t received = 0;
    add_up_to(10000);
    for (int64_t i = 1; i <= 10000; i++) {
        struct fresh_row *row = fresh_rows_after(&f, received);
        ck_assert_ptr_nonnull(row);
        ck_assert_int_eq(row->received, i);
        ck_assert_int_eq(row->delivery, 7);
        ck_assert_int_eq(row->row, i + 1);
        ck_assert_uint_eq(row->plain[99], (unsigned char)(i % 251));
        received = row->received;
        fresh_rows_take(&f, row);
    }
    ck_assert_ptr_null(fresh_rows_after(&f, 0));
}
END_TEST

START_TEST(a_row_that_is_not_taken_waits)
{
    add_up_to(5000);
    for (int64_t i = 1; i <= 5000; i++)
        if (i != 17 && i != 4000)
            fresh_rows_take(&f, fresh_rows_after(&f, i - 1));
    ck_assert_int_eq(fresh_rows_after(&f, 0)->received, 17);
    ck_assert_int_eq(fresh_rows_after(&f, 17)->received, 4000);
    ck_assert_ptr_null(fresh_rows_after(&f, 4000));
    ck_assert_int_eq(fresh_rows_after(&f, 3)->received, 17);
}
END_TEST

START_TEST(more_may_come_after_all_were_taken)
{
    struct fresh_row place = {.received = 9, .n_plain = 1};
    add_up_to(3);
    for (int64_t i = 0; i < 3; i++)
        fresh_rows_take(&f, fresh_rows_after(&f, i));
    fresh_rows_add(&f, &place, (const unsigned char *)"x");
    ck_assert_int_eq(fresh_rows_after(&f, 3)->received, 9);
}
END_TEST

START_TEST(a_row_longer_than_a_block_fits)
{
    static unsigned char plain[1 << 20];
    struct fresh_row place = {.received = 2, .n_plain = sizeof plain};
    add_up_to(1);
    memset(plain, 5, sizeof plain);
    fresh_rows_add(&f, &place, plain);
    struct fresh_row *row = fresh_rows_after(&f, 1);
    ck_assert_uint_eq(row->n_plain, sizeof plain);
    ck_assert_mem_eq(row->plain, plain, sizeof plain);
}
END_TEST

/* Of 124 bytes: four blocks and more stand in the file, half of them passed. */
START_TEST(rows_left_behind_are_found_again)
{
    int64_t received = 0;
    add_up_to(20000);
    for (int64_t i = 1; i <= 10000; i++) {
        struct fresh_row *row = fresh_rows_after(&f, received);
        ck_assert_int_eq(row->received, i);
        received = row->received;
        if (i % 3 != 0)
            fresh_rows_take(&f, row);
    }
    for (int64_t i = 3; i <= 9999; i += 3) {
        struct fresh_row *row = fresh_rows_after(&f, i - 1);
        ck_assert_int_eq(row->received, i);
        ck_assert_uint_eq(row->plain[0], (unsigned char)(i % 251));
        fresh_rows_take(&f, row);
    }
    ck_assert_int_eq(fresh_rows_after(&f, 0)->received, 10001);
    ck_assert_uint_eq(f.n_left, 10000);
}
END_TEST

START_TEST(hardly_a_block_stands_in_memory)
{
    static unsigned char plain[60000];
    struct fresh_row place = {.n_plain = sizeof plain};
    memset(plain, 'P', sizeof plain);
    for (place.received = 1; place.received <= 100; place.received++)
        fresh_rows_add(&f, &place, plain);
    ck_assert_int_ge(f.sealed.file, 0);
    ck_assert_uint_ge(f.sealed.n, 97);
}
END_TEST

static bool holds(const unsigned char *bytes, size_t n, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= n; i++)
        if (memcmp(bytes + i, text, length) == 0)
            return true;
    return false;
}

START_TEST(the_file_says_nothing)
{
    static const char name[] = "Yamada Hanako";
    for (int64_t i = 1; i <= 60000; i++) {
        const struct fresh_row place = {.received = i, .n_plain = sizeof name};
        fresh_rows_add(&f, &place, (const unsigned char *)name);
    }
    ck_assert_int_ge(f.sealed.file, 0);
    for (size_t i = 0; i < f.sealed.n; i++)
        ck_assert(!holds(spilled_at(&f.sealed, i), f.sealed.item_size, name));
}
END_TEST

START_TEST(what_comes_back_otherwise_is_not_told)
{
    add_up_to(20000);
    unsigned char *bytes = spilled_at(&f.sealed, 1);
    bytes[1000] ^= 1;
    ck_assert_ptr_nonnull(fresh_rows_after(&f, 0));
    ck_assert(!f.is_damaged);
    int64_t received = 0;
    for (struct fresh_row *row; (row = fresh_rows_after(&f, received)) != NULL;)
        received = row->received;
    ck_assert(f.is_damaged);
    ck_assert_int_lt(received, 2000);
    ck_assert_ptr_null(fresh_rows_after(&f, 0));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("fresh_rows");
    TCase *t = tcase_create("fresh_rows");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, nobody_waits_at_first);
    tcase_add_test(t, rows_come_in_order_and_whole);
    tcase_add_test(t, a_row_that_is_not_taken_waits);
    tcase_add_test(t, more_may_come_after_all_were_taken);
    tcase_add_test(t, a_row_longer_than_a_block_fits);
    tcase_add_test(t, rows_left_behind_are_found_again);
    tcase_add_test(t, hardly_a_block_stands_in_memory);
    tcase_add_test(t, the_file_says_nothing);
    tcase_add_test(t, what_comes_back_otherwise_is_not_told);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
