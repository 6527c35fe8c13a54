/* pseudonym: stable under a key, silent without it, and typing slips show. */
#include "anonymize/pseudonym.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>

static struct keys *keys_from(unsigned char first)
{
    unsigned char master[SUB_KEY_SIZE] = {first};
    ck_assert_int_ge(sodium_init(), 0);
    struct keys *k = keys_derive(master);
    ck_assert_ptr_nonnull(k);
    return k;
}

/* The GRid standard (IFPI, v2.1) prints A1-2425G-ABC1234002-M as its example;
 * its check character is ISO/IEC 7064 MOD 37,36. */
START_TEST(check_symbol_is_that_of_the_GRid_standard)
{
    ck_assert_int_eq(subject_check_symbol("A12425GABC1234002", 17), 'M');
}
END_TEST

START_TEST(a_serial_has_one_pseudonym_under_a_key)
{
    struct keys *k = keys_from(1);
    struct keys *other = keys_from(2);
    struct subject a, b, c, d;
    pseudonym_write(k, 7, &a);
    pseudonym_write(k, 7, &b);
    pseudonym_write(k, 8, &c);
    pseudonym_write(other, 7, &d);
    ck_assert_str_eq(a.text, b.text);
    ck_assert_str_ne(a.text, c.text);
    ck_assert_str_ne(a.text, d.text);
    ck_assert_uint_eq(strlen(a.text), SUBJECT_LENGTH);
    keys_free(k);
    keys_free(other);
}
END_TEST

START_TEST(a_token_changes_every_fiscal_year)
{
    struct keys *k = keys_from(1);
    struct subject a, b, again, name;
    token_write(k, 7, 2023, &a);
    token_write(k, 7, 2024, &b);
    token_write(k, 7, 2023, &again);
    pseudonym_write(k, 7, &name);
    ck_assert_str_eq(a.text, again.text);
    ck_assert_str_ne(a.text, b.text);
    ck_assert_int_eq(a.text[0], TOKEN_MARK);
    ck_assert_str_ne(a.text + 1, name.text);
    keys_free(k);
}
END_TEST

START_TEST(every_wrong_symbol_and_every_swap_shows)
{
    static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct keys *k = keys_from(1);
    struct subject s;
    for (uint32_t serial = 1; serial <= 20; serial++) {
        pseudonym_write(k, serial, &s);
        ck_assert(pseudonym_is_valid(s.text));
        for (size_t i = 0; i < SUBJECT_LENGTH - 1; i++) {
            char right = s.text[i];
            for (const char *wrong = symbols; *wrong != '\0'; wrong++) {
                s.text[i] = *wrong;
                ck_assert(pseudonym_is_valid(s.text) == (*wrong == right));
            }
            s.text[i] = right;
            char next = s.text[i + 1];
            s.text[i] = next;
            s.text[i + 1] = right;
            ck_assert(pseudonym_is_valid(s.text) == (next == right));
            s.text[i] = right;
            s.text[i + 1] = next;
        }
    }
    keys_free(k);
}
END_TEST

START_TEST(what_is_no_pseudonym_is_refused)
{
    ck_assert(!pseudonym_is_valid(""));
    ck_assert(!pseudonym_is_valid("ABC"));
    ck_assert(!pseudonym_is_valid("ILOUILOUILOU0"));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("pseudonym");
    TCase *t = tcase_create("pseudonym");
    tcase_add_test(t, check_symbol_is_that_of_the_GRid_standard);
    tcase_add_test(t, a_serial_has_one_pseudonym_under_a_key);
    tcase_add_test(t, a_token_changes_every_fiscal_year);
    tcase_add_test(t, every_wrong_symbol_and_every_swap_shows);
    tcase_add_test(t, what_is_no_pseudonym_is_refused);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
