/* seal: opens at its own place with its own key, and nowhere else. */
#include "anonymize/seal.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>

static struct arena a;
static struct keys *k;
static const struct seal_place here = {"person", "sealed", 7, 1};

static void set_up(void)
{
    unsigned char master[SUB_KEY_SIZE] = {9};
    ck_assert_int_ge(sodium_init(), 0);
    arena_init(&a);
    k = keys_derive(master);
    ck_assert_ptr_nonnull(k);
}

static void tear_down(void)
{
    keys_free(k);
    arena_release(&a);
}

START_TEST(what_was_sealed_opens_again)
{
    size_t n, n_plain;
    unsigned char *sealed = seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &n);
    unsigned char *plain =
        seal_open(&a, k->wraps[0].bytes, &here, sealed, n, &n_plain);
    ck_assert_ptr_nonnull(plain);
    ck_assert_uint_eq(n_plain, 6);
    ck_assert_mem_eq(plain, "hanako", 6);
}
END_TEST

START_TEST(two_seals_of_the_same_differ)
{
    size_t n, m;
    const unsigned char *x =
        seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &n);
    const unsigned char *y =
        seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &m);
    ck_assert_uint_eq(n, m);
    ck_assert_mem_ne(x, y, n);
}
END_TEST

START_TEST(a_sealed_value_moved_elsewhere_does_not_open)
{
    static const struct seal_place others[] = {{"person", "sealed", 8, 1},
                                               {"person", "other", 7, 1},
                                               {"row", "sealed", 7, 1},
                                               {"person", "sealed", 7, 2},
                                               {"persons", "ealed", 7, 1}};
    size_t n, n_plain;
    unsigned char *sealed = seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &n);
    ck_assert_ptr_null(
        seal_open(&a, k->wraps[0].bytes, &others[_i], sealed, n, &n_plain));
}
END_TEST

START_TEST(every_flipped_bit_is_found)
{
    size_t n, n_plain;
    unsigned char *sealed = seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &n);
    for (size_t bit = 0; bit < n * 8; bit++) {
        sealed[bit / 8] ^= (unsigned char)(1U << bit % 8);
        ck_assert_ptr_null(
            seal_open(&a, k->wraps[0].bytes, &here, sealed, n, &n_plain));
        sealed[bit / 8] ^= (unsigned char)(1U << bit % 8);
    }
    ck_assert_ptr_nonnull(
        seal_open(&a, k->wraps[0].bytes, &here, sealed, n, &n_plain));
}
END_TEST

START_TEST(a_cut_value_does_not_open)
{
    size_t n, n_plain;
    unsigned char *sealed = seal(&a, k->wraps[0].bytes, &here, "hanako", 6, &n);
    for (size_t length = 0; length < n; length++)
        ck_assert_ptr_null(
            seal_open(&a, k->wraps[0].bytes, &here, sealed, length, &n_plain));
}
END_TEST

START_TEST(field_borders_count_in_a_fingerprint)
{
    static const char *const one[] = {"ab", "c"};
    static const char *const two[] = {"a", "bc"};
    unsigned char x[BLIND_TAG_SIZE], y[BLIND_TAG_SIZE], z[BLIND_TAG_SIZE];
    blind_tag(k->blind, 1, one, 2, x);
    blind_tag(k->blind, 1, two, 2, y);
    blind_tag(k->blind, 2, one, 2, z);
    ck_assert_mem_ne(x, y, BLIND_TAG_SIZE);
    ck_assert_mem_ne(x, z, BLIND_TAG_SIZE);
    blind_tag(k->blind, 1, one, 2, y);
    ck_assert_mem_eq(x, y, BLIND_TAG_SIZE);
}
END_TEST

START_TEST(every_use_has_a_key_of_its_own)
{
    const unsigned char *const keys[] = {
        k->wraps[0].bytes, k->blind, k->pseudonym, k->token,
        k->pair,           k->check, k->audit,     k->content};
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_mem_ne(keys[i], keys[j], SUB_KEY_SIZE);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("seal");
    TCase *t = tcase_create("seal");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, what_was_sealed_opens_again);
    tcase_add_test(t, two_seals_of_the_same_differ);
    tcase_add_loop_test(t, a_sealed_value_moved_elsewhere_does_not_open, 0, 5);
    tcase_add_test(t, every_flipped_bit_is_found);
    tcase_add_test(t, a_cut_value_does_not_open);
    tcase_add_test(t, field_borders_count_in_a_fingerprint);
    tcase_add_test(t, every_use_has_a_key_of_its_own);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
