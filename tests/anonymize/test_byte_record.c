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
    struct byte_record r = {.arena = &memory};
    record_put_number(&r, -5);
    record_put_text(&r, "柏市");
    record_put_text(&r, NULL);
    ck_assert(byte_record_write(&r, path));
    byte_record_release(&r);
}

static void tear_down(void)
{
    unlink(path);
    arena_release(&memory);
}

START_TEST(what_was_put_is_taken_in_its_order)
{
    struct byte_record r;
    ck_assert(byte_record_read(&r, &memory, path));
    ck_assert_int_eq(record_take_number(&r), -5);
    ck_assert_str_eq(record_take_text(&r), "柏市");
    ck_assert_str_eq(record_take_text(&r), "");
    ck_assert(!r.is_broken);
    byte_record_release(&r);
}
END_TEST

START_TEST(more_than_there_is_breaks_it)
{
    struct byte_record r;
    ck_assert(byte_record_read(&r, &memory, path));
    ck_assert_ptr_null(record_take(&r, 1000));
    ck_assert(r.is_broken);
    ck_assert_int_eq(record_take_number(&r), 0);
    ck_assert_str_eq(record_take_text(&r), "");
    byte_record_release(&r);
}
END_TEST

/* A length that runs over the end, or is no length. */
START_TEST(a_number_is_no_text)
{
    struct byte_record r;
    ck_assert(byte_record_read(&r, &memory, path));
    ck_assert_str_eq(record_take_text(&r), "");
    ck_assert(r.is_broken);
    byte_record_release(&r);
}
END_TEST

START_TEST(any_other_byte_is_noticed)
{
    struct byte_record r;
    FILE *f = fopen(path, "r+b");
    ck_assert_ptr_nonnull(f);
    fseek(f, _i, SEEK_SET);
    int was = fgetc(f);
    fseek(f, _i, SEEK_SET);
    fputc(was ^ 1, f);
    fclose(f);
    ck_assert(!byte_record_read(&r, &memory, path));
}
END_TEST

START_TEST(a_record_cut_short_is_none)
{
    struct byte_record r;
    ck_assert_int_eq(truncate(path, 40), 0);
    ck_assert(!byte_record_read(&r, &memory, path));
    ck_assert_int_eq(truncate(path, 3), 0);
    ck_assert(!byte_record_read(&r, &memory, path));
    unlink(path);
    ck_assert(!byte_record_read(&r, &memory, path));
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
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
