/* folder_swap: the old folder or the new one, also where the file system
 * can't exchange two names, and where a step of it fails. The calls that fail
 * stand here in place of the C library's. */
#define _GNU_SOURCE
#include "anonymize/folder_swap.h"
#include "base/output_file.h"
#include "check_main.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct arena a;
static char top[64];
static int exchange_error, sync_error; /* 0: as the system does */
static int renames_left;               /* -1: all of them work */

int renameat2(int from_dir, const char *from, int to_dir, const char *to,
              unsigned flags)
{
    if (exchange_error == 0)
        return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
    errno = exchange_error;
    return -1;
}

int rename(const char *from, const char *to)
{
    if (renames_left == 0) {
        errno = EIO;
        return -1;
    }
    if (renames_left > 0)
        renames_left--;
    return (int)syscall(SYS_renameat2, -100, from, -100, to, 0);
}

int fsync(int fd)
{
    if (sync_error == 0)
        return (int)syscall(SYS_fsync, fd);
    errno = sync_error;
    return -1;
}

static void set_up(void)
{
    arena_init(&a);
    strcpy(top, "/tmp/ayumi_swap_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(top));
    ck_assert_int_eq(chdir(top), 0);
    exchange_error = sync_error = 0;
    renames_left = -1;
}

static void tear_down(void)
{
    exchange_error = sync_error = 0;
    renames_left = -1;
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(folder_remove(top), STATUS_OK);
    arena_release(&a);
}

static void put(const char *folder, const char *text)
{
    char *path = arena_format(&a, "%s/says", folder);
    ck_assert_int_eq(file_write(path, text, strlen(text), 0644), STATUS_OK);
}

static const char *says(const char *folder)
{
    char *bytes = NULL, *path = arena_format(&a, "%s/says", folder);
    size_t n;
    if (!path_exists(path))
        return "nothing";
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    return bytes;
}

/* With so many renames at the end that work. */
static enum status swap_with(const char *folder, int renames)
{
    char *building;
    ck_assert_int_eq(folder_swap_begin(&a, folder, &building), STATUS_OK);
    put(building, "new");
    renames_left = renames;
    enum status st = folder_swap_finish(&a, folder);
    renames_left = -1;
    return st;
}

static enum status swap(const char *folder)
{
    return swap_with(folder, -1);
}

static void nothing_else_lies_there(void)
{
    const char **names;
    size_t n, n_hidden;
    ck_assert_int_eq(folder_list(&a, top, &names, &n, &n_hidden), STATUS_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(n_hidden, 0);
}

static void make_old(const char *folder)
{
    ck_assert_int_eq(folder_make(folder, 0755), STATUS_OK);
    put(folder, "old");
}

static const int cannot_exchange[] = {0, EINVAL, ENOSYS, ENOTSUP};

START_TEST(the_new_one_is_there_and_nothing_else)
{
    char *folder = arena_format(&a, "%s/handover", top);
    make_old(folder);
    exchange_error = cannot_exchange[_i];
    ck_assert_int_eq(swap(folder), STATUS_OK);
    ck_assert_str_eq(says(folder), "new");
    nothing_else_lies_there();
}
END_TEST

START_TEST(a_bare_name_lies_in_the_current_folder)
{
    ck_assert_int_eq(swap("handover"), STATUS_OK);
    ck_assert_str_eq(says("handover"), "new");
    ck_assert_int_eq(swap("handover"), STATUS_OK);
    nothing_else_lies_there();
}
END_TEST

START_TEST(a_broken_disk_leaves_the_old_one)
{
    make_old("handover");
    exchange_error = EIO;
    ck_assert_int_eq(swap("handover"), STATUS_IO);
    ck_assert_str_eq(says("handover"), "old");
    ck_assert_int_eq(folder_swap_recover(&a, "handover"), STATUS_OK);
    nothing_else_lies_there();
}
END_TEST

/* Of two renames none, or only the first, is done. */
START_TEST(what_was_put_aside_comes_back)
{
    make_old("handover");
    exchange_error = ENOSYS;
    ck_assert_int_eq(swap_with("handover", _i), STATUS_IO);
    renames_left = 0;
    enum status st = folder_swap_recover(&a, "handover");
    ck_assert_int_eq(st, _i == 0 ? STATUS_OK : STATUS_IO);
    renames_left = -1;
    ck_assert_int_eq(folder_swap_recover(&a, "handover"), STATUS_OK);
    ck_assert_str_eq(says("handover"), "old");
    nothing_else_lies_there();
}
END_TEST

START_TEST(a_first_one_that_cannot_be_put_in_place_is_none)
{
    ck_assert_int_eq(swap_with("handover", 0), STATUS_IO);
    ck_assert(!path_exists("handover"));
}
END_TEST

START_TEST(exchanged_and_not_put_aside_is_said)
{
    make_old("handover");
    ck_assert_int_eq(swap_with("handover", 0), STATUS_IO);
    ck_assert_str_eq(says("handover"), "new");
    ck_assert_int_eq(folder_swap_recover(&a, "handover"), STATUS_OK);
    nothing_else_lies_there();
}
END_TEST

START_TEST(a_file_system_that_syncs_no_folders_is_good_enough)
{
    make_old("handover");
    char *building;
    ck_assert_int_eq(folder_swap_begin(&a, "handover", &building), STATUS_OK);
    put(building, "new");
    sync_error = EINVAL;
    ck_assert_int_eq(folder_swap_finish(&a, "handover"), STATUS_OK);
    sync_error = 0;
    ck_assert_int_eq(folder_swap_begin(&a, "handover", &building), STATUS_OK);
    put(building, "newer");
    sync_error = EIO;
    ck_assert_msg(folder_swap_finish(&a, "handover") == STATUS_IO,
                  "a disk that fails is not");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("folder_swap");
    TCase *t = tcase_create("folder_swap");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, the_new_one_is_there_and_nothing_else, 0,
                        sizeof cannot_exchange / sizeof *cannot_exchange);
    tcase_add_test(t, a_bare_name_lies_in_the_current_folder);
    tcase_add_test(t, a_broken_disk_leaves_the_old_one);
    tcase_add_loop_test(t, what_was_put_aside_comes_back, 0, 2);
    tcase_add_test(t, a_first_one_that_cannot_be_put_in_place_is_none);
    tcase_add_test(t, exchanged_and_not_put_aside_is_said);
    tcase_add_test(t, a_file_system_that_syncs_no_folders_is_good_enough);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
