/* key_bytes: a key file opens as it was written, or not at all. */
#include "anonymize/key_bytes.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>

static struct key_secret *secret, *opened;
static struct key_shares shares;
static unsigned char bytes[KEY_MAX_BYTES];
static size_t n;

static void set_up(void)
{
    ck_assert_int_ge(sodium_init(), 0);
    secret = key_secret_new();
    opened = key_secret_new();
    ck_assert_ptr_nonnull(secret);
    ck_assert_ptr_nonnull(opened);
    key_secret_draw(secret);
    memset(&shares, 0, sizeof shares);
}

static void tear_down(void)
{
    sodium_free(secret);
    sodium_free(opened);
}

static void same_masters(void)
{
    ck_assert_mem_eq(opened->root, secret->root, KEY_SIZE);
    ck_assert_uint_eq(opened->n_masters, secret->n_masters);
    for (size_t i = 0; i < secret->n_masters; i++) {
        ck_assert_uint_eq(opened->masters[i].version,
                          secret->masters[i].version);
        ck_assert_mem_eq(opened->masters[i].bytes, secret->masters[i].bytes,
                         KEY_SIZE);
    }
}

START_TEST(an_unguarded_key_opens_again)
{
    n = key_bytes_write(secret, &shares, bytes);
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), KEY_GOOD);
    same_masters();
}
END_TEST

START_TEST(both_masters_of_a_rotation_are_there)
{
    key_secret_add_master(secret);
    n = key_bytes_write(secret, &shares, bytes);
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), KEY_GOOD);
    same_masters();
    ck_assert_uint_eq(opened->masters[1].version, 2);
}
END_TEST

START_TEST(a_key_of_the_older_format_is_root_and_master)
{
    memset(bytes, 7, KEY_SIZE);
    ck_assert_int_eq(key_bytes_open(bytes, KEY_SIZE, opened), KEY_GOOD);
    ck_assert_mem_eq(opened->root, bytes, KEY_SIZE);
    ck_assert_mem_eq(opened->masters[0].bytes, bytes, KEY_SIZE);
    ck_assert_uint_eq(opened->masters[0].version, 1);
}
END_TEST

START_TEST(every_flipped_bit_is_damage)
{
    n = key_bytes_write(secret, &shares, bytes);
    for (size_t bit = 0; bit < 8 * n; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        ck_assert_msg(key_bytes_open(bytes, n, opened) == KEY_DAMAGED,
                      "bit %zu", bit);
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), KEY_GOOD);
}
END_TEST

START_TEST(a_cut_or_longer_key_does_not_open)
{
    n = key_bytes_write(secret, &shares, bytes);
    for (size_t length = 0; length < n; length++)
        if (length != KEY_SIZE)
            ck_assert_int_ne(key_bytes_open(bytes, length, opened), KEY_GOOD);
    bytes[n] = 0;
    ck_assert_int_ne(key_bytes_open(bytes, n + 1, opened), KEY_GOOD);
}
END_TEST

/* Whoever can mend the checksum still can't change what is sealed. */
START_TEST(a_change_with_a_mended_checksum_does_not_open)
{
    n = key_bytes_write(secret, &shares, bytes);
    for (size_t at = 8; at < n - 32; at++) {
        bytes[at] ^= 1;
        crypto_generichash(bytes + n - 32, 32, bytes, n - 32, NULL, 0);
        ck_assert_msg(key_bytes_open(bytes, n, opened) != KEY_GOOD, "byte %zu",
                      at);
        bytes[at] ^= 1;
    }
}
END_TEST

START_TEST(two_shares_open_together_only)
{
    unsigned char share[2][KEY_SIZE], lock[KEY_SIZE] = {0};
    memset(share[0], 1, KEY_SIZE);
    memset(share[1], 4, KEY_SIZE);
    shares.n = 2;
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(key_share_seal(i == 0 ? "first holder" : "second one",
                                        i, share[i], shares.bytes[i]),
                         KEY_GOOD);
    for (size_t i = 0; i < KEY_SIZE; i++)
        secret->lock[i] = 1 ^ 4;
    n = key_bytes_write(secret, &shares, bytes);
    ck_assert_int_eq(key_share_open("first holder", 0, shares.bytes[0], lock),
                     KEY_GOOD);
    memcpy(opened->lock, lock, KEY_SIZE);
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), KEY_DAMAGED);
    ck_assert_int_eq(key_share_open("wrong words", 1, shares.bytes[1], lock),
                     KEY_WRONG_PASSPHRASE);
    ck_assert_int_eq(key_share_open("second one", 0, shares.bytes[1], lock),
                     KEY_WRONG_PASSPHRASE);
    ck_assert_int_eq(key_share_open("second one", 1, shares.bytes[1], lock),
                     KEY_GOOD);
    memcpy(opened->lock, lock, KEY_SIZE);
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), KEY_GOOD);
    same_masters();
}
END_TEST

START_TEST(a_share_made_cheap_to_guess_is_refused)
{
    unsigned char share[KEY_SIZE] = {5}, lock[KEY_SIZE] = {0};
    ck_assert_int_eq(key_share_seal("first holder", 0, share, shares.bytes[0]),
                     KEY_GOOD);
    memset(shares.bytes[0] + 16, 0, 16);
    shares.bytes[0][16] = 1;
    shares.bytes[0][25] = 0x20;
    ck_assert_int_eq(key_share_open("first holder", 0, shares.bytes[0], lock),
                     KEY_DAMAGED);
}
END_TEST

/* Byte and value of a head that no key of ours has, its checksum mended. */
static const struct {
    size_t at;
    unsigned char value;
    enum key_fault fault;
} heads[] = {
    {8, 3, KEY_TOO_NEW},  {8, 1, KEY_TOO_NEW},   {9, 1, KEY_DAMAGED},
    {9, 3, KEY_DAMAGED},  {9, 255, KEY_DAMAGED}, {10, 0, KEY_DAMAGED},
    {10, 2, KEY_DAMAGED}, {10, 3, KEY_DAMAGED},  {0, 'x', KEY_DAMAGED},
};

START_TEST(a_head_that_does_not_fit_is_told_before_anything_is_opened)
{
    n = key_bytes_write(secret, &shares, bytes);
    bytes[heads[_i].at] = heads[_i].value;
    crypto_generichash(bytes + n - 32, 32, bytes, n - 32, NULL, 0);
    ck_assert_int_eq(key_bytes_shares(bytes, n, &shares), heads[_i].fault);
    ck_assert_int_eq(key_bytes_open(bytes, n, opened), heads[_i].fault);
}
END_TEST

/* Passes and memory of Argon2, little-endian, after the salt of 16. */
static const struct {
    size_t at;
    unsigned char value;
} costs[] = {{16, 0}, {17, 1}, {23, 1}, {26, 1}, {27, 0}, {31, 1}};

START_TEST(a_share_that_would_stop_the_machine_is_refused)
{
    unsigned char lock[KEY_SIZE] = {0};
    unsigned char *sealed = shares.bytes[0];
    memset(sealed, 0, KEY_SHARE_SIZE);
    sealed[16] = 3;    /* passes of MODERATE */
    sealed[27] = 0x10; /* 256 MiB */
    sealed[costs[_i].at] = costs[_i].value;
    ck_assert_int_eq(key_share_open("first holder", 0, sealed, lock),
                     costs[_i].at == 26 ? KEY_WRONG_PASSPHRASE : KEY_DAMAGED);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("key_bytes");
    TCase *t = tcase_create("key_bytes");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, an_unguarded_key_opens_again);
    tcase_add_test(t, both_masters_of_a_rotation_are_there);
    tcase_add_test(t, a_key_of_the_older_format_is_root_and_master);
    tcase_add_test(t, every_flipped_bit_is_damage);
    tcase_add_test(t, a_cut_or_longer_key_does_not_open);
    tcase_add_test(t, a_change_with_a_mended_checksum_does_not_open);
    tcase_add_test(t, two_shares_open_together_only);
    tcase_add_test(t, a_share_made_cheap_to_guess_is_refused);
    tcase_add_loop_test(
        t, a_head_that_does_not_fit_is_told_before_anything_is_opened, 0,
        sizeof heads / sizeof heads[0]);
    tcase_add_loop_test(t, a_share_that_would_stop_the_machine_is_refused, 0,
                        sizeof costs / sizeof costs[0]);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
