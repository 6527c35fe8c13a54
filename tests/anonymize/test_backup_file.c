/* backup_file: what a made-up or broken backup can't do. */
#include "anonymize/backup_file.h"
#include "base/output_file.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

static struct arena a;
static char folder[64];
static const char *const words = "a passphrase for the backup";

static void set_up(void)
{
    arena_init(&a);
    ck_assert_int_ge(sodium_init(), 0);
    strcpy(folder, "/tmp/ayumi_backup_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&a);
}

static char *in_folder(const char *name)
{
    return arena_format(&a, "%s/%s", folder, name);
}

/* A backup of one file of n bytes that says it is called name. */
static char *backup_of(const char *name, size_t n)
{
    struct backup_writer *w;
    char *bytes = arena_take(&a, n + 1);
    memset(bytes, 'x', n);
    ck_assert_int_eq(file_write(in_folder("one"), bytes, n, 0600), STATUS_OK);
    char *path = in_folder("backup");
    unlink(path);
    ck_assert_int_eq(backup_create(&a, path, words, &w), STATUS_OK);
    ck_assert_int_eq(backup_add(w, name, in_folder("one")), STATUS_OK);
    ck_assert_int_eq(backup_keep(w), STATUS_OK);
    return path;
}

/* How reading the first entry and all that follows ends. */
static enum status read_through(const char *path)
{
    struct backup_reader *r;
    struct backup_entry entry;
    bool found = true;
    enum status st = backup_open(&a, path, words, &r);
    while (st == STATUS_OK && found) {
        st = backup_next(r, &entry, &found);
        if (st == STATUS_OK && found) {
            unlink(in_folder("out"));
            st = backup_extract(r, &entry, in_folder("out"));
        }
    }
    backup_close(r);
    return st;
}

/* Whoever knows the passphrase can make one; it stays below the folder. */
static const char *const names[] = {"", "/etc/passwd", "a/../up", "a//b",
                                    "a/."};

START_TEST(a_name_that_leads_out_is_refused)
{
    char *path = backup_of(names[_i], 3);
    ck_assert_msg(read_through(path) == STATUS_REFUSED, "'%s'", names[_i]);
    ck_assert(!path_exists(in_folder("out")));
}
END_TEST

START_TEST(a_name_longer_than_any_is_refused)
{
    char *name = arena_take(&a, 5000);
    memset(name, 'n', 4999);
    ck_assert_int_eq(read_through(backup_of(name, 3)), STATUS_REFUSED);
}
END_TEST

/* Head of the entry 17, name 4: the chunk of 65,536 ends with the file, one
 * byte before its end, one behind it. */
static const size_t sizes[] = {65536 - 21 - 1, 65536 - 21, 65536 - 21 + 1,
                               3 * 65536};

START_TEST(a_file_that_fills_chunks_comes_back)
{
    char *bytes;
    size_t n;
    ck_assert_int_eq(read_through(backup_of("name", sizes[_i])), STATUS_OK);
    ck_assert_int_eq(file_read(&a, in_folder("out"), &bytes, &n), STATUS_OK);
    ck_assert_uint_eq(n, sizes[_i]);
    ck_assert_uint_eq(strspn(bytes, "x"), n);
}
END_TEST

/* path with n bytes at place replaced, or cut there when n is 0. */
static void change(const char *path, size_t place, const char *with, size_t n)
{
    char *bytes;
    size_t size;
    ck_assert_int_eq(file_read(&a, path, &bytes, &size), STATUS_OK);
    char *more = arena_take(&a, size + n + 1);
    memcpy(more, bytes, size);
    memcpy(more + place, with, n);
    size_t end = n == 0 ? place : place + n > size ? place + n : size;
    ck_assert_int_eq(file_write(path, more, end, 0600), STATUS_OK);
}

START_TEST(what_is_no_backup_is_unreadable)
{
    char *path = backup_of("name", 100);
    char *bytes;
    size_t n;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    static const size_t cuts[] = {0, 10, 39, 60};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        ck_assert_int_eq(file_write(path, bytes, cuts[i], 0600), STATUS_OK);
        ck_assert_msg(read_through(path) == STATUS_UNREADABLE, "%zu bytes",
                      cuts[i]);
    }
    static const size_t places[] = {0, 8, 16}; /* mark, opslimit, memlimit */
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ck_assert_int_eq(file_write(path, bytes, n, 0600), STATUS_OK);
        change(path, places[i], "~", 1);
        ck_assert_msg(read_through(path) == STATUS_UNREADABLE, "byte %zu",
                      places[i]);
    }
    ck_assert_int_eq(read_through(in_folder("none")), STATUS_IO);
}
END_TEST

START_TEST(a_byte_more_or_less_is_refused)
{
    char *path = backup_of("name", 100000);
    char *bytes;
    size_t n;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    change(path, n, "x", 1);
    ck_assert_int_eq(read_through(path), STATUS_REFUSED);
    ck_assert_int_eq(file_write(path, bytes, n - 1, 0600), STATUS_OK);
    ck_assert_int_eq(read_through(path), STATUS_REFUSED);
    ck_assert_int_eq(file_write(path, bytes, 70, 0600), STATUS_OK);
    ck_assert_int_eq(read_through(path), STATUS_REFUSED);
}
END_TEST

START_TEST(the_place_must_be_free_and_the_file_be_there)
{
    struct backup_writer *w;
    char *path = backup_of("name", 1);
    ck_assert_int_eq(backup_create(&a, path, words, &w), STATUS_REFUSED);
    backup_drop(w);
    ck_assert_int_eq(backup_create(&a, in_folder("no/such/folder"), words, &w),
                     STATUS_IO);
    backup_drop(w);
    ck_assert_int_eq(backup_create(&a, in_folder("next"), words, &w),
                     STATUS_OK);
    ck_assert_int_eq(backup_add(w, "none", in_folder("none")), STATUS_IO);
    backup_drop(w);
    ck_assert(!path_exists(in_folder("next")));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("backup_file");
    TCase *t = tcase_create("backup_file");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, a_name_that_leads_out_is_refused, 0,
                        (int)(sizeof names / sizeof *names));
    tcase_add_test(t, a_name_longer_than_any_is_refused);
    tcase_add_loop_test(t, a_file_that_fills_chunks_comes_back, 0,
                        (int)(sizeof sizes / sizeof *sizes));
    tcase_add_test(t, what_is_no_backup_is_unreadable);
    tcase_add_test(t, a_byte_more_or_less_is_refused);
    tcase_add_test(t, the_place_must_be_free_and_the_file_be_there);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
