/* self_hash: every changed bit of a text that carries its own hash shows. */
#include "base/self_hash.h"
#include "check_main.h"

#include <string.h>

static const char whole[] =
    "{\n \"rows\": 3,\n \"" SELF_HASH_KEY "\": \"" SELF_HASH_BLANK "\"\n}\n";
static char text[sizeof whole];
enum { N = sizeof whole - 1 };

static void set_up(void)
{
    memcpy(text, whole, sizeof whole);
    self_hash_write(text, N);
}

START_TEST(what_was_written_is_right)
{
    ck_assert_str_ne(text, whole);
    ck_assert(self_hash_is_right(text, N));
}
END_TEST

START_TEST(the_zeros_alone_are_not)
{
    ck_assert(!self_hash_is_right(whole, N));
}
END_TEST

START_TEST(every_flipped_bit_shows)
{
    for (size_t bit = 0; bit < 8 * (size_t)N; bit++) {
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
        ck_assert_msg(!self_hash_is_right(text, N), "bit %zu", bit);
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
    }
}
END_TEST

START_TEST(a_cut_or_longer_text_shows)
{
    for (size_t n = 0; n < N; n++)
        ck_assert(!self_hash_is_right(text, n));
    ck_assert(!self_hash_is_right(text, N + 1));
}
END_TEST

/* sha256sum of coreutils over the file with zeros in the hash's place. */
START_TEST(the_hash_is_the_one_that_others_compute)
{
    static const char expected[] =
        "8834754ffec507878f9674a978c015b2410f581e7292e6d9c1cc268c5c12cf5e";
    ck_assert_msg(strstr(text, expected) != NULL, "%s", text);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("self_hash");
    TCase *t = tcase_create("self_hash");
    tcase_add_checked_fixture(t, set_up, NULL);
    tcase_add_test(t, what_was_written_is_right);
    tcase_add_test(t, the_zeros_alone_are_not);
    tcase_add_test(t, every_flipped_bit_shows);
    tcase_add_test(t, a_cut_or_longer_text_shows);
    tcase_add_test(t, the_hash_is_the_one_that_others_compute);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
