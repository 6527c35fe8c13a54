/* file_hash: SHA-256 of content. Digests printed by sha256sum of coreutils
 * 9.1; "abc" also in FIPS 180-2, B.1. */
#include "base/file_hash.h"
#include "check_main.h"

#include <string.h>
#include <unistd.h>

static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char nothing[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/* 200,000 letters a: more than one block. */
static const char many[] =
    "2287d207f24a941ff3b56c04c8a25ad56b63e3023207b3bb5b4ac0c9869d74be";

START_TEST(bytes_have_the_digest_of_the_standard)
{
    char out[FILE_HASH_SIZE];
    bytes_hash("abc", 3, out);
    ck_assert_str_eq(out, abc);
    bytes_hash("", 0, out);
    ck_assert_str_eq(out, nothing);
}
END_TEST

START_TEST(a_file_has_the_digest_of_its_bytes)
{
    char path[] = "/tmp/test_file_hash.XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    FILE *f = fdopen(fd, "wb");
    for (int i = 0; i < 200000; i++)
        fputc('a', f);
    fclose(f);
    char out[FILE_HASH_SIZE];
    ck_assert_int_eq(file_hash(path, out), STATUS_OK);
    ck_assert_str_eq(out, many);
    unlink(path);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_an_error_and_leaves_the_output)
{
    char out[FILE_HASH_SIZE] = "untouched";
    ck_assert_int_eq(file_hash("/nowhere/at/all", out), STATUS_IO);
    ck_assert_int_eq(file_hash("/", out), STATUS_IO);
    ck_assert_str_eq(out, "untouched");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("file_hash");
    TCase *t = tcase_create("file_hash");
    tcase_add_test(t, bytes_have_the_digest_of_the_standard);
    tcase_add_test(t, a_file_has_the_digest_of_its_bytes);
    tcase_add_test(
        t, a_file_that_cannot_be_read_is_an_error_and_leaves_the_output);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
