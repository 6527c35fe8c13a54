/* spilled: the same items, wherever they stand. */
#include "base/spilled.h"
#include "check_main.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MANY = 4000000 }; /* of four bytes: 16 MB */

static char folder[64];
static struct spilled s;

static void set_up(void)
{
    strcpy(folder, "/tmp/ayumi-spilled.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    spilled_init(&s, sizeof(uint32_t), folder);
}

static void tear_down(void)
{
    spilled_release(&s);
    rmdir(folder);
}

static uint32_t *item(size_t i)
{
    return spilled_at(&s, i);
}

static void add(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t *new = spilled_add(&s);
        *new = (uint32_t)s.n * 2654435761U;
    }
}

static void hold_all(size_t n)
{
    size_t wrong = 0;
    ck_assert_uint_eq(s.n, n);
    for (size_t i = 0; i < n; i++)
        wrong += *item(i) != (uint32_t)(i + 1) * 2654435761U;
    ck_assert_uint_eq(wrong, 0);
}

START_TEST(a_few_items_stand_in_memory)
{
    add(1000);
    ck_assert_int_eq(s.file, -1);
    hold_all(1000);
}
END_TEST

START_TEST(many_items_stand_in_a_file_without_a_name)
{
    add(MANY);
    ck_assert_int_ge(s.file, 0);
    hold_all(MANY);
    ck_assert_int_eq(rmdir(folder), 0); /* it is empty */
}
END_TEST

static void read_all(size_t n)
{
    uint32_t some[7];
    size_t wrong = 0;
    for (size_t i = 0; i + 7 <= n; i += 5) {
        ck_assert(spilled_read(&s, i, 7, some));
        wrong += memcmp(some, item(i), sizeof some) != 0;
    }
    ck_assert_uint_eq(wrong, 0);
}

START_TEST(copies_are_what_stands_there)
{
    add(1000);
    read_all(1000);
    add(MANY - 1000);
    ck_assert_int_ge(s.file, 0);
    read_all(MANY);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_said)
{
    uint32_t some;
    add(MANY);
    close(s.file);
    s.file = open(folder, O_RDONLY | O_DIRECTORY);
    ck_assert(!spilled_read(&s, 0, 1, &some));
}
END_TEST

/* Pages of this program in memory that belong to files, in KB. */
static long resident_of_files(void)
{
    char line[256];
    long kb = -1;
    FILE *f = fopen("/proc/self/status", "r");
    ck_assert_ptr_nonnull(f);
    while (fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "RssFile:", 8) == 0)
            kb = strtol(line + 8, NULL, 10);
    fclose(f);
    return kb;
}

START_TEST(however_many_they_take_a_megabyte)
{
    long before = resident_of_files(), most = 0;
    add(MANY);
    for (size_t i = 0; i < MANY; i += 100000) {
        ck_assert_uint_ne(*item(i * 37 % MANY), 0);
        ck_assert_uint_ne(*item(i), 0);
        long now = resident_of_files() - before;
        most = now > most ? now : most;
    }
    hold_all(MANY);
    ck_assert_int_le(most, 1024 + 512);
    ck_assert_int_le(resident_of_files() - before, 1024 + 512);
}
END_TEST

START_TEST(a_place_does_not_move_while_others_are_looked_at)
{
    add(MANY);
    uint32_t *first = item(0);
    hold_all(MANY);
    *first = 7;
    ck_assert_ptr_eq(item(0), first);
    ck_assert_uint_eq(*item(0), 7);
}
END_TEST

START_TEST(without_a_folder_all_stands_in_memory)
{
    spilled_init(&s, sizeof(uint32_t), NULL);
    add(MANY);
    ck_assert_int_eq(s.file, -1);
    hold_all(MANY);
}
END_TEST

START_TEST(where_no_file_can_be_made_all_stands_in_memory)
{
    spilled_init(&s, sizeof(uint32_t), "/nowhere");
    add(MANY);
    ck_assert_int_eq(s.file, -1);
    hold_all(MANY);
}
END_TEST

/* A limit of file size stands for the full disk. */
START_TEST(on_a_full_disk_all_goes_on_in_memory)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = 4 << 20;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    add(MANY);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(s.file, -1);
    hold_all(MANY);
}
END_TEST

START_TEST(zeros_are_zero_and_a_cut_leaves_the_first)
{
    spilled_zeros(&s, MANY);
    ck_assert_int_ge(s.file, 0);
    size_t others = 0;
    for (size_t i = 0; i < MANY; i++)
        others += *item(i) != 0;
    ck_assert_uint_eq(others, 0);
    spilled_release(&s);
    add(MANY);
    spilled_cut(&s, 10);
    hold_all(10);
    add(10);
    hold_all(20);
}
END_TEST

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Long runs in order, a few items out of it, or none in order at all. */
START_TEST(sorting_gives_what_qsort_gives)
{
    size_t n = _i == 0 ? 0 : _i == 1 ? 1 : 500000;
    uint32_t *expected = calloc(n + 1, sizeof *expected);
    for (size_t i = 0; i < n; i++) {
        uint32_t *new = spilled_add(&s);
        *new = (uint32_t)i;
        if (_i == 3 || (_i == 4 && i > n - 5000))
            *new = (uint32_t)s.n * 2654435761U % 100000;
        expected[i] = *new;
    }
    qsort(expected, n, sizeof *expected, by_number);
    spilled_sort(&s, by_number);
    ck_assert_uint_eq(s.n, n);
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++)
        wrong += *item(i) != expected[i];
    ck_assert_uint_eq(wrong, 0);
    free(expected);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("spilled");
    TCase *t = tcase_create("spilled");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, a_few_items_stand_in_memory);
    tcase_add_test(t, many_items_stand_in_a_file_without_a_name);
    tcase_add_test(t, copies_are_what_stands_there);
    tcase_add_test(t, a_file_that_cannot_be_read_is_said);
    tcase_add_test(t, however_many_they_take_a_megabyte);
    tcase_add_test(t, a_place_does_not_move_while_others_are_looked_at);
    tcase_add_test(t, without_a_folder_all_stands_in_memory);
    tcase_add_test(t, where_no_file_can_be_made_all_stands_in_memory);
    tcase_add_test(t, on_a_full_disk_all_goes_on_in_memory);
    tcase_add_test(t, zeros_are_zero_and_a_cut_leaves_the_first);
    tcase_add_loop_test(t, sorting_gives_what_qsort_gives, 0, 5);
    suite_add_tcase(all, t);
    return all;
}

CHECK_MAIN
