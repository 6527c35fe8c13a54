/* worth_asking: a rare name is asked about, a common one where more speaks. */
#include "anonymize/worth_asking.h"
#include "base/codebook.h"
#include "check_main.h"

static struct arena a;
static struct name_variants variants;

static void set_up(void)
{
    static struct codebook book;
    arena_init(&a);
    ck_assert_int_eq(
        codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", NULL, &book),
        STATUS_OK);
    ck_assert_int_eq(name_variants_load(&a, &book, &variants), STATUS_OK);
}

static void tear_down(void)
{
    arena_release(&a);
}

/* The most namesakes that are asked about: by hand from 1/20 and 1/100, that
 * is 5 x the weights of worth_asking.c, and the one who is compared. */
static const struct {
    const char *why;
    enum birth_likeness births;
    enum contact_likeness contacts;
    size_t most;
} limits[] = {
    {"no birth date, nothing else", BIRTHS_MISSING, CONTACT_UNKNOWN, 6},
    {"no birth date, lives elsewhere", BIRTHS_MISSING, CONTACT_OTHER, 1},
    {"no birth date, same address", BIRTHS_MISSING, CONTACT_ADDRESS, 91},
    {"a digit, nothing else", BIRTHS_ONE_DIGIT, CONTACT_UNKNOWN, 12},
    {"a digit, lives elsewhere", BIRTHS_ONE_DIGIT, CONTACT_OTHER, 2},
    {"a slip, nothing else", BIRTHS_SLIP, CONTACT_UNKNOWN, 61},
    {"a slip, lives elsewhere", BIRTHS_SLIP, CONTACT_OTHER, 7},
};

START_TEST(common_names_are_asked_about_up_to_a_number)
{
    size_t most = limits[_i].most;
    ck_assert_msg(
        worth_asking(limits[_i].births, limits[_i].contacts, most) &&
            !worth_asking(limits[_i].births, limits[_i].contacts, most + 1),
        "%s", limits[_i].why);
}
END_TEST

START_TEST(one_namesake_alone_is_always_asked_about)
{
    ck_assert(worth_asking(BIRTHS_MISSING, CONTACT_OTHER, 1));
    ck_assert(worth_asking(BIRTHS_ONE_DIGIT, CONTACT_OTHER, 1));
}
END_TEST

START_TEST(a_telephone_in_common_is_always_asked_about)
{
    ck_assert(worth_asking(BIRTHS_MISSING, CONTACT_PHONE, 100000));
    ck_assert(!worth_asking(BIRTHS_DIFFER, CONTACT_PHONE, 2));
}
END_TEST

static const struct {
    const char *left, *right;
    enum contact_likeness likeness;
} contacts[] = {
    {"", "", CONTACT_UNKNOWN},
    {"277-0005\n柏\n04-7100-1111\n", "", CONTACT_UNKNOWN},
    {"277-0005\n柏市柏\n04-7100-1111\n", "04(7100)1111\n", CONTACT_PHONE},
    {"０４－７１００－１１１１\n", "0471001111\n", CONTACT_PHONE},
    {"277-0005\n柏市柏\n04-7100-1111\n", "277-0005\n柏市柏\n04-7100-2222\n",
     CONTACT_ADDRESS},
    {"277-0005\n柏市柏\n04-7100-1111\n", "277-0005\n松葉町\n04-7100-2222\n",
     CONTACT_OTHER},
    {"277-0005\n柏市柏\n", "04-7100-1111\n", CONTACT_UNKNOWN},
};

START_TEST(contacts_are_compared_line_by_line)
{
    ck_assert_int_eq(
        contacts_compare(&a, &variants, contacts[_i].left, contacts[_i].right),
        contacts[_i].likeness);
}
END_TEST

static const struct {
    const char *left, *right;
    enum birth_likeness likeness;
} births[] = {
    {"1958-04-05", "", BIRTHS_MISSING},
    {"1958-04-05", "1958-04-08", BIRTHS_ONE_DIGIT},
    {"1958-04-05", "1968-04-05", BIRTHS_ONE_DIGIT},
    {"1958-04-05", "1958-05-04", BIRTHS_SLIP},
    {"1958-04-05", "1985-04-05", BIRTHS_SLIP},
    {"1958-04-05", "1958-04-06", BIRTHS_SLIP},
    {"1952-04-05", "1967-04-05", BIRTHS_DIFFER},
    {"1958-04-05", "1961-11-20", BIRTHS_DIFFER},
};

START_TEST(births_differ_by_a_digit_a_slip_or_altogether)
{
    ck_assert_int_eq(births_compare(births[_i].left, births[_i].right),
                     births[_i].likeness);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("worth_asking");
    TCase *t = tcase_create("worth_asking");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, common_names_are_asked_about_up_to_a_number, 0,
                        sizeof limits / sizeof limits[0]);
    tcase_add_test(t, one_namesake_alone_is_always_asked_about);
    tcase_add_test(t, a_telephone_in_common_is_always_asked_about);
    tcase_add_loop_test(t, contacts_are_compared_line_by_line, 0,
                        sizeof contacts / sizeof contacts[0]);
    tcase_add_loop_test(t, births_differ_by_a_digit_a_slip_or_altogether, 0,
                        sizeof births / sizeof births[0]);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
