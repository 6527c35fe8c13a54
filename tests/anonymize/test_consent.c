/* consent: the newest form decides; blank and withdrawn are not consent. */
#include "anonymize/consent.h"
#include "check_main.h"

enum { AS_OF = 100, PERSON = 3, NEVER = INT32_MIN };

static struct arena a;
static struct consent_ledger l;

static void set_up(void)
{
    arena_init(&a);
    consent_init(&l, &a, 5, AS_OF);
}

static void tear_down(void)
{
    arena_release(&a);
}

static void tell(int32_t given, int32_t withdrawn, bool follow, bool link)
{
    const struct consent_form form = {
        given, withdrawn, {follow, link, false}, NULL};
    consent_tell(&l, PERSON, &form);
}

static bool follows(void)
{
    return consent_covers(&l, PERSON, CONSENT_FOLLOW);
}

static bool links(void)
{
    return consent_covers(&l, PERSON, CONSENT_LINK);
}

START_TEST(no_form_is_no_consent)
{
    ck_assert(!follows());
    ck_assert(!links());
    ck_assert(!consent_covers(&l, 0, CONSENT_FOLLOW));
    ck_assert(!consent_covers(&l, 999, CONSENT_FOLLOW));
}
END_TEST

START_TEST(each_scope_stands_alone)
{
    tell(10, NEVER, false, true);
    ck_assert(!follows());
    ck_assert(links());
    ck_assert(!consent_covers(&l, PERSON, CONSENT_NONE));
}
END_TEST

START_TEST(a_form_of_the_day_itself_counts_and_a_later_one_not)
{
    tell(AS_OF + 1, NEVER, true, true);
    ck_assert(!follows());
    tell(AS_OF, NEVER, true, true);
    ck_assert(follows());
}
END_TEST

START_TEST(the_newest_form_decides_in_whatever_order_it_comes)
{
    tell(50, NEVER, false, false);
    tell(10, NEVER, true, true);
    ck_assert(!follows());
    tell(60, NEVER, true, false);
    ck_assert(follows());
    ck_assert(!links());
}
END_TEST

START_TEST(of_two_forms_of_one_day_the_later_row_decides)
{
    tell(50, NEVER, true, true);
    tell(50, NEVER, false, true);
    ck_assert(!follows());
    ck_assert(links());
}
END_TEST

START_TEST(a_withdrawal_ends_everything_from_its_day)
{
    tell(10, AS_OF, true, true);
    ck_assert(!follows());
    ck_assert(!links());
}
END_TEST

START_TEST(a_no_of_after_the_as_of_day_binds_and_a_yes_does_not)
{
    tell(10, AS_OF + 1, true, true);
    ck_assert_msg(!follows(), "withdrawn since");
    tell(20, NEVER, true, true);
    ck_assert(!follows());
    tell(AS_OF + 2, NEVER, true, true);
    ck_assert_msg(!follows(), "a yes of after that day is none yet");
}
END_TEST

START_TEST(a_refusal_of_after_the_as_of_day_binds_in_its_scope)
{
    tell(10, NEVER, true, true);
    tell(AS_OF + 1, NEVER, true, false);
    ck_assert(follows());
    ck_assert(!links());
    tell(AS_OF + 2, NEVER, true, true);
    ck_assert_msg(links(), "the last word counts");
}
END_TEST

START_TEST(a_new_form_after_the_withdrawal_is_consent_again)
{
    tell(10, 20, true, true);
    tell(30, NEVER, true, true);
    ck_assert(follows());
}
END_TEST

START_TEST(a_withdrawal_on_an_older_form_after_the_newest_one_counts)
{
    tell(10, 40, true, true);
    tell(30, NEVER, true, true);
    ck_assert(!follows());
}
END_TEST

START_TEST(an_unreadable_withdrawal_ends_with_a_form_of_a_later_day)
{
    tell(10, NEVER, true, true);
    consent_stop(&l, PERSON, 10, DOUBT_WITHDRAWAL);
    ck_assert(!follows());
    ck_assert(!links());
    ck_assert(consent_is_held_back(&l, PERSON));
    tell(10, NEVER, true, true);
    ck_assert(!follows());
    tell(11, NEVER, true, true);
    ck_assert(follows());
    ck_assert(!consent_is_held_back(&l, PERSON));
}
END_TEST

START_TEST(an_unreadable_form_ends_with_its_correction)
{
    tell(10, NEVER, true, true);
    consent_stop(&l, PERSON, 20, DOUBT_FORM);
    tell(10, NEVER, true, false);
    ck_assert(!follows());
    tell(20, NEVER, true, false);
    ck_assert(follows());
}
END_TEST

START_TEST(an_unreadable_form_after_the_yes_of_its_day_stops)
{
    tell(20, NEVER, true, true);
    consent_stop(&l, PERSON, 20, DOUBT_FORM);
    ck_assert(!follows());
    consent_stop(&l, 0, 20, DOUBT_FORM);
    consent_stop(&l, 999, 20, DOUBT_FORM);
}
END_TEST

START_TEST(a_refusal_is_not_held_back_by_a_doubt)
{
    tell(10, NEVER, false, false);
    consent_stop(&l, PERSON, 20, DOUBT_FORM);
    ck_assert(!consent_is_held_back(&l, PERSON));
    ck_assert(!consent_is_held_back(&l, 0));
    consent_stop(&l, 4, 20, DOUBT_FORM);
    ck_assert_msg(consent_is_held_back(&l, 4), "no readable form at all");
}
END_TEST

START_TEST(a_withdrawal_alone_ends_what_was_given_before)
{
    consent_withdraw(&l, PERSON, 20);
    tell(10, NEVER, true, true);
    ck_assert(!follows());
    tell(30, NEVER, true, true);
    ck_assert(follows());
    consent_withdraw(&l, PERSON, NEVER);
    ck_assert(follows());
    consent_withdraw(&l, PERSON, AS_OF + 1);
    ck_assert(!follows());
}
END_TEST

START_TEST(the_no_of_one_of_a_pair_is_the_no_of_both)
{
    const struct consent_form no = {30, NEVER, {false, true, false}, NULL};
    tell(10, NEVER, true, true);
    consent_pair(&l, PERSON, 4);
    ck_assert_msg(follows() && links(), "no form is no refusal");
    consent_tell(&l, 4, &no);
    consent_pair(&l, 4, PERSON);
    ck_assert(!follows());
    ck_assert(links());
    ck_assert(consent_covers(&l, 4, CONSENT_LINK));
    ck_assert(consent_holds_other(&l, 4));
    ck_assert(!consent_holds_other(&l, PERSON));
    consent_pair(&l, 0, PERSON);
    consent_pair(&l, PERSON, 999);
    ck_assert(links());
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("consent");
    TCase *t = tcase_create("consent");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, no_form_is_no_consent);
    tcase_add_test(t, each_scope_stands_alone);
    tcase_add_test(t, a_form_of_the_day_itself_counts_and_a_later_one_not);
    tcase_add_test(t, the_newest_form_decides_in_whatever_order_it_comes);
    tcase_add_test(t, of_two_forms_of_one_day_the_later_row_decides);
    tcase_add_test(t, a_withdrawal_ends_everything_from_its_day);
    tcase_add_test(t, a_no_of_after_the_as_of_day_binds_and_a_yes_does_not);
    tcase_add_test(t, a_refusal_of_after_the_as_of_day_binds_in_its_scope);
    tcase_add_test(t, a_new_form_after_the_withdrawal_is_consent_again);
    tcase_add_test(t,
                   a_withdrawal_on_an_older_form_after_the_newest_one_counts);
    tcase_add_test(t, an_unreadable_withdrawal_ends_with_a_form_of_a_later_day);
    tcase_add_test(t, an_unreadable_form_ends_with_its_correction);
    tcase_add_test(t, an_unreadable_form_after_the_yes_of_its_day_stops);
    tcase_add_test(t, a_refusal_is_not_held_back_by_a_doubt);
    tcase_add_test(t, a_withdrawal_alone_ends_what_was_given_before);
    tcase_add_test(t, the_no_of_one_of_a_pair_is_the_no_of_both);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
