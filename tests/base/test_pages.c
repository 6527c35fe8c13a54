/* pages: zeros, given back piece by piece. */
#define _DEFAULT_SOURCE /* mincore */
#include "base/pages.h"
#include "check_main.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t page;

static void find_page(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
}

static bool is_there(const char *memory, size_t nth)
{
    unsigned char ignored;
    union {
        const char *read;
        void *own;
    } at = {memory + nth * page};
    return mincore(at.own, page, &ignored) == 0;
}

START_TEST(pages_are_zero_and_ones_own)
{
    char *memory = pages_take(3 * page + 1);
    for (size_t i = 0; i <= 3 * page; i++)
        ck_assert_int_eq(memory[i], 0);
    memset(memory, 1, 3 * page + 1);
    pages_release(memory, 3 * page + 1);
    ck_assert(!is_there(memory, 0));
    ck_assert(!is_there(memory, 3));
    ck_assert_int_eq(errno, ENOMEM);
}
END_TEST

START_TEST(only_whole_pages_are_given_back)
{
    char *memory = pages_take(4 * page);
    memset(memory, 7, 4 * page);
    pages_give_back(memory + 1, 2 * page); /* page 1, and parts of 0 and 2 */
    ck_assert(!is_there(memory, 1));
    ck_assert_int_eq(memory[page - 1], 7);
    ck_assert_int_eq(memory[2 * page], 7);
    pages_give_back(memory + 3 * page, page - 1);
    ck_assert(is_there(memory, 3));
    pages_release(memory, 4 * page);
    ck_assert(!is_there(memory, 0));
    ck_assert(!is_there(memory, 2));
    ck_assert(!is_there(memory, 3));
}
END_TEST

START_TEST(nothing_is_released_of_nothing)
{
    pages_release(NULL, 100);
    char *memory = pages_take(0);
    ck_assert_int_eq(memory[0], 0);
    pages_give_back(memory, 0);
    ck_assert(is_there(memory, 0));
    pages_release(memory, 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("pages");
    TCase *t = tcase_create("pages");
    tcase_add_checked_fixture(t, find_page, NULL);
    tcase_add_test(t, pages_are_zero_and_ones_own);
    tcase_add_test(t, only_whole_pages_are_given_back);
    tcase_add_test(t, nothing_is_released_of_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
