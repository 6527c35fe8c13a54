/* form_number: what is written is read back, by this key only. */
#include "anonymize/form_number.h"
#include "anonymize/list_commands.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>

static struct arena arena;
static struct keys *keys, *others;

static void setup(void)
{
    const unsigned char a[] = "a key for tests, 32 bytes long..";
    const unsigned char b[] = "another one for tests, 32 bytes.";
    arena_init(&arena);
    ck_assert_int_ge(sodium_init(), 0);
    keys = keys_derive(a);
    others = keys_derive(b);
    ck_assert_ptr_nonnull(keys);
    ck_assert_ptr_nonnull(others);
}

static void teardown(void)
{
    keys_free(keys);
    keys_free(others);
    arena_release(&arena);
}

START_TEST(a_number_that_was_written_is_read)
{
    for (uint32_t i = 1; i <= 20000; i++) {
        uint32_t serial = i * 52 % FORM_MAX_SERIAL + 1, batch = i % 63 + 1;
        uint32_t got_serial, got_batch;
        char text[FORM_NUMBER_SIZE];
        ck_assert(form_number_write(keys, serial, batch, text));
        ck_assert_uint_eq(strlen(text), FORM_NUMBER_SIZE - 1);
        ck_assert(
            form_number_read(&arena, keys, text, &got_serial, &got_batch));
        ck_assert_uint_eq(got_serial, serial);
        ck_assert_uint_eq(got_batch, batch);
        arena_reset(&arena);
    }
}
END_TEST

START_TEST(it_is_read_as_people_type_it)
{
    uint32_t serial, batch;
    char text[FORM_NUMBER_SIZE], typed[64], *at = typed;
    ck_assert(form_number_write(keys, 17, 3, text));
    *at++ = ' ';
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '-')
            *at++ = ' ';
        else if (*c == '0')
            *at++ = 'o';
        else if (*c == '1')
            *at++ = 'l';
        else
            *at++ = *c >= 'A' ? (char)(*c - 'A' + 'a') : *c;
    }
    *at = '\0';
    ck_assert(form_number_read(&arena, keys, typed, &serial, &batch));
    ck_assert_uint_eq(serial, 17);
    ck_assert_uint_eq(batch, 3);
}
END_TEST

START_TEST(every_slip_of_one_sign_is_refused)
{
    static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char text[FORM_NUMBER_SIZE];
    ck_assert(form_number_write(keys, 4711, 1, text));
    for (size_t at = 1; at < FORM_NUMBER_SIZE - 1; at++) {
        char was = text[at];
        for (const char *c = signs; was != '-' && *c != '\0'; c++) {
            uint32_t serial, batch;
            text[at] = *c;
            /* The check sign may be a letter that reads as a digit. */
            if (*c != was && !(at == 10 && strchr("OIL", was) != NULL))
                ck_assert_msg(
                    !form_number_read(&arena, keys, text, &serial, &batch),
                    "%s", text);
        }
        text[at] = was;
    }
}
END_TEST

START_TEST(another_key_reads_next_to_nothing)
{
    size_t n_read = 0;
    for (uint32_t serial = 1; serial <= 20000; serial++) {
        uint32_t got_serial, got_batch;
        char text[FORM_NUMBER_SIZE];
        ck_assert(form_number_write(keys, serial, 1, text));
        n_read +=
            form_number_read(&arena, others, text, &got_serial, &got_batch);
        arena_reset(&arena);
    }
    /* 20,000 tries at 14 bits: 1.2 expected. */
    ck_assert_uint_le(n_read, 8);
}
END_TEST

START_TEST(two_batches_and_two_people_have_nothing_in_common)
{
    char a[FORM_NUMBER_SIZE], b[FORM_NUMBER_SIZE];
    size_t n_same = 0;
    for (uint32_t serial = 1; serial <= 1000; serial++) {
        ck_assert(form_number_write(keys, serial, 1, a));
        ck_assert(form_number_write(keys, serial, 2, b));
        for (size_t i = 1; i < 10; i++)
            n_same += i != 5 && a[i] == b[i];
        ck_assert(form_number_write(keys, serial + 1, 1, b));
        for (size_t i = 1; i < 10; i++)
            n_same += i != 5 && a[i] == b[i];
    }
    /* 16,000 places of 32 signs: 500 expected, deviation 22. */
    ck_assert_uint_ge(n_same, 390);
    ck_assert_uint_le(n_same, 610);
}
END_TEST

static const char *const no_numbers[] = {"",
                                         "Q",
                                         "0012",
                                         "Q7K3M-9XW2",
                                         "Q7K3M-9XW2DD",
                                         "Q7K3M-9XW2D-0",
                                         "QUUUU-UUUUU",
                                         "RYWG9RXJNM4J2",
                                         "W0012",
                                         "Q!K3M-9XW2D",
                                         "Q{K3M-9XW2D"};

START_TEST(what_is_no_form_number_is_refused)
{
    uint32_t serial, batch;
    ck_assert(!form_number_read(&arena, keys, no_numbers[_i], &serial, &batch));
}
END_TEST

START_TEST(too_large_a_serial_or_batch_is_refused)
{
    char text[FORM_NUMBER_SIZE] = "as it was";
    ck_assert(!form_number_write(keys, 0, 1, text));
    ck_assert(!form_number_write(keys, 1 << 20, 1, text));
    ck_assert(!form_number_write(keys, 1, 0, text));
    ck_assert(!form_number_write(keys, 1, 64, text));
    ck_assert_str_eq(text, "as it was");
}
END_TEST

START_TEST(labels_are_refused_past_the_last_number)
{
    size_t n = FORM_MAX_SERIAL + 2;
    bool *chosen = arena_take_array(&arena, n + 1, sizeof *chosen);
    chosen[FORM_MAX_SERIAL] = true;
    ck_assert_int_eq(labels_have_numbers(chosen, n), STATUS_OK);
    chosen[FORM_MAX_SERIAL + 1] = true;
    ck_assert_int_eq(labels_have_numbers(chosen, n), STATUS_REFUSED);
    ck_assert_int_eq(labels_have_numbers(chosen, FORM_MAX_SERIAL), STATUS_OK);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("form_number");
    TCase *t = tcase_create("form_number");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_number_that_was_written_is_read);
    tcase_add_test(t, it_is_read_as_people_type_it);
    tcase_add_test(t, every_slip_of_one_sign_is_refused);
    tcase_add_test(t, another_key_reads_next_to_nothing);
    tcase_add_test(t, two_batches_and_two_people_have_nothing_in_common);
    tcase_add_loop_test(t, what_is_no_form_number_is_refused, 0,
                        sizeof no_numbers / sizeof no_numbers[0]);
    tcase_add_test(t, too_large_a_serial_or_batch_is_refused);
    tcase_add_test(t, labels_are_refused_past_the_last_number);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
