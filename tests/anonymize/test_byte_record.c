/* byte_record: what was written is read, and nothing else. */
#include "anonymize/byte_record.h"
#include "check_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena memory;
static char path[64];

static void set_up(void)
{
    arena_init(&memory);
    strcpy(path, "/tmp/ayumi-record.XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    struct byte_record r;
    byte_record_begin(&r, &memory, path);
    record_put_number(&r, -5);
    record_put_text(&r, "柏市");
    record_put_text(&r, NULL);
    ck_assert(byte_record_keep(&r));
    byte_record_release(&r);
}

static void tear_down(void)
{
    unlink(path);
    arena_release(&memory);
}

/* Taken as it was put: is it whole? */
static bool read_through(void)
{
    struct byte_record r;
    bool is_whole = false;
    if (byte_record_open(&r, path)) {
        record_take_number(&r);
        record_take_text(&r);
        record_take_text(&r);
        is_whole = byte_record_is_whole(&r);
    }
    byte_record_release(&r);
    return is_whole;
}

START_TEST(what_was_put_is_taken_in_its_order)
{
    struct byte_record r;
    ck_assert(byte_record_open(&r, path));
    ck_assert_int_eq(record_take_number(&r), -5);
    ck_assert_str_eq(record_take_text(&r), "柏市");
    ck_assert_str_eq(record_take_text(&r), "");
    ck_assert(byte_record_is_whole(&r));
    byte_record_release(&r);
}
END_TEST

START_TEST(more_than_there_is_breaks_it)
{
    struct byte_record r;
    ck_assert(byte_record_open(&r, path));
    ck_assert_ptr_null(record_take(&r, 1000));
    ck_assert(!byte_record_is_whole(&r));
    ck_assert_int_eq(record_take_number(&r), 0);
    ck_assert_str_eq(record_take_text(&r), "");
    byte_record_release(&r);
}
END_TEST

/* A length that runs over the end, or is no length. */
START_TEST(a_number_is_no_text)
{
    struct byte_record r;
    ck_assert(byte_record_open(&r, path));
    ck_assert_str_eq(record_take_text(&r), "");
    ck_assert(r.is_broken);
    byte_record_release(&r);
}
END_TEST

START_TEST(any_other_byte_is_noticed)
{
    FILE *f = fopen(path, "r+b");
    ck_assert_ptr_nonnull(f);
    fseek(f, _i, SEEK_SET);
    int was = fgetc(f);
    fseek(f, _i, SEEK_SET);
    fputc(was ^ 1, f);
    fclose(f);
    ck_assert(!read_through());
}
END_TEST

START_TEST(a_record_cut_short_is_none)
{
    ck_assert(read_through());
    ck_assert_int_eq(truncate(path, 40), 0);
    ck_assert(!read_through());
    ck_assert_int_eq(truncate(path, 3), 0);
    ck_assert(!read_through());
    unlink(path);
    ck_assert(!read_through());
}
END_TEST

/* Longer than what is read at a time, items across the edges. */
START_TEST(a_long_record_is_taken_as_it_was_put)
{
    enum { MANY = 100000 };
    struct byte_record r;
    byte_record_begin(&r, &memory, path);
    for (int i = 0; i < MANY; i++) {
        record_put_number(&r, i);
        record_put_text(&r, "柏");
    }
    char *long_text = arena_take(&memory, MANY + 1);
    memset(long_text, 'x', MANY);
    record_put_text(&r, long_text);
    ck_assert(byte_record_keep(&r));
    byte_record_release(&r);
    ck_assert(byte_record_open(&r, path));
    for (int i = 0; i < MANY; i++) {
        ck_assert_int_eq(record_take_number(&r), i);
        ck_assert_str_eq(record_take_text(&r), "柏");
    }
    ck_assert(!byte_record_is_whole(&r));
    ck_assert_str_eq(record_take_text(&r), long_text);
    ck_assert(byte_record_is_whole(&r));
    byte_record_release(&r);
}
END_TEST

START_TEST(a_record_that_is_not_kept_leaves_what_was_there)
{
    struct byte_record r;
    byte_record_begin(&r, &memory, path);
    record_put_text(&r, "other");
    byte_record_release(&r);
    ck_assert(read_through());
    ck_assert_int_ne(access(arena_format(&memory, "%s.partial", path), F_OK),
                     0);
}
END_TEST

static Suite *suite(void)
{
    enum { BYTES = 8 + 8 + 7 + 9 + 32 };
    Suite *s = suite_create("byte_record");
    TCase *t = tcase_create("byte_record");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, what_was_put_is_taken_in_its_order);
    tcase_add_test(t, more_than_there_is_breaks_it);
    tcase_add_test(t, a_number_is_no_text);
    tcase_add_loop_test(t, any_other_byte_is_noticed, 0, BYTES);
    tcase_add_test(t, a_record_cut_short_is_none);
    tcase_add_test(t, a_long_record_is_taken_as_it_was_put);
    tcase_add_test(t, a_record_that_is_not_kept_leaves_what_was_there);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
