/* worth_asking: a rare name is asked about, a common one where more speaks. */
#include "anonymize/worth_asking.h"
#include "base/calendar.h"
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

START_TEST(prints_say_what_the_contacts_say_or_leave_it_to_them)
{
    struct contact_prints x, y;
    enum contact_likeness said;
    enum contact_likeness true_one = contacts[_i].likeness;
    contact_prints_make(&a, &variants, contacts[_i].left, &x);
    contact_prints_make(&a, &variants, contacts[_i].right, &y);
    bool can_tell = contact_prints_tell(&x, &y, &said);
    ck_assert_int_eq(can_tell,
                     true_one == CONTACT_UNKNOWN || true_one == CONTACT_OTHER);
    if (can_tell)
        ck_assert_int_eq(said, true_one);
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

/* The sentence of person_record.h, letter by letter. */
static enum birth_likeness by_letters(const char *x, const char *y)
{
    size_t n = 0, at[10];
    struct date d, e;
    if (!date_parse_iso(x, &d) || !date_parse_iso(y, &e))
        return BIRTHS_MISSING;
    for (size_t i = 0; i < 10; i++)
        if (x[i] != y[i])
            at[n++] = i;
    int years = d.year > e.year ? d.year - e.year : e.year - d.year;
    bool same_day = d.month == e.month && d.day == e.day;
    int32_t days = date_to_days(d) - date_to_days(e);
    if ((n == 2 && x[at[0]] == y[at[1]] && x[at[1]] == y[at[0]]) ||
        (d.year == e.year && d.month == e.day && d.day == e.month) ||
        (same_day && (years == 14 || years == 63)) || (days >= -1 && days <= 1))
        return BIRTHS_SLIP;
    return n == 1 ? BIRTHS_ONE_DIGIT : BIRTHS_DIFFER;
}

/* Days of 1911 to 1990, each beside its neighbours and every 211th. */
START_TEST(births_are_compared_as_their_letters_are)
{
    enum { APART = 70 };
    const struct date first = {1911, 1, 1}, last = {1990, 12, 31};
    const int32_t begin = date_to_days(first), end = date_to_days(last);
    size_t n_alike = 0, n_wrong = 0;
    for (int32_t one = begin + 10 * _i; one <= end; one += APART) {
        char x[11], y[11];
        date_write_iso(date_from_days(one), x);
        for (int32_t other = begin; other <= end;
             other += other >= one - 50 && other < one + 50 ? 1 : 211) {
            date_write_iso(date_from_days(other), y);
            enum birth_likeness likeness = by_letters(x, y);
            n_wrong += births_compare(x, y) != likeness;
            n_alike += likeness != BIRTHS_DIFFER;
        }
    }
    ck_assert_uint_eq(n_wrong, 0);
    ck_assert_uint_gt(n_alike, 1000);
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
    tcase_add_loop_test(t, prints_say_what_the_contacts_say_or_leave_it_to_them,
                        0, sizeof contacts / sizeof contacts[0]);
    tcase_add_loop_test(t, births_are_compared_as_their_letters_are, 0, 7);
    tcase_add_loop_test(t, births_differ_by_a_digit_a_slip_or_altogether, 0,
                        sizeof births / sizeof births[0]);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
