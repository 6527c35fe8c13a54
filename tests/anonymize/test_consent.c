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

START_TEST(nobody_and_unknown_people_are_never_asked_nor_changed)
{
    const struct consent_end end = {20, 1U << SCOPE_FOLLOW, true, NULL};
    const struct consent_form yes = {10, NEVER, {true, true, true}, NULL};
    const uint32_t nobody[] = {0, 999};
    for (size_t i = 0; i < 2; i++) {
        consent_tell(&l, nobody[i], &yes);
        consent_withdraw(&l, nobody[i], 20);
        consent_end(&l, nobody[i], &end);
        consent_erase(&l, nobody[i]);
        ck_assert(!consent_covers_day(&l, nobody[i], CONSENT_FOLLOW, 15));
        ck_assert(!consent_depends_on_day(&l, nobody[i]));
        ck_assert(!consent_holds_other(&l, nobody[i]));
    }
    tell(10, NEVER, true, true);
    ck_assert(follows());
}
END_TEST

START_TEST(a_form_without_a_day_says_nothing)
{
    tell(NEVER, NEVER, true, true);
    ck_assert(!follows());
    tell(10, NEVER, true, true);
    tell(NEVER, 20, false, false);
    ck_assert(follows());
}
END_TEST

START_TEST(what_needs_no_consent_crosses_under_nobodys)
{
    tell(10, NEVER, true, true);
    ck_assert(!consent_covers_day(&l, PERSON, CONSENT_NONE, 15));
    ck_assert(consent_covers_day(&l, PERSON, CONSENT_LINK, 15));
}
END_TEST

START_TEST(who_withdrew_is_not_held_back_by_a_doubt)
{
    tell(10, NEVER, true, true);
    consent_stop(&l, PERSON, 20, DOUBT_FORM);
    ck_assert(consent_is_held_back(&l, PERSON));
    consent_withdraw(&l, PERSON, 15);
    ck_assert_msg(!consent_is_held_back(&l, PERSON), "the answer is no");
    tell(30, NEVER, false, true);
    consent_stop(&l, PERSON, 40, DOUBT_FORM);
    ck_assert_msg(consent_is_held_back(&l, PERSON), "linkage was agreed to");
}
END_TEST

START_TEST(an_end_binds_its_scopes_until_a_form_of_a_later_day)
{
    const struct consent_end end = {20, 1U << SCOPE_FOLLOW, false, NULL};
    tell(10, NEVER, true, true);
    consent_end(&l, PERSON, &end);
    ck_assert(!follows());
    ck_assert(links());
    ck_assert(consent_depends_on_day(&l, PERSON));
    ck_assert(consent_covers_day(&l, PERSON, CONSENT_FOLLOW, 19));
    ck_assert(!consent_covers_day(&l, PERSON, CONSENT_FOLLOW, 20));
    tell(21, NEVER, true, true);
    ck_assert(follows());
}
END_TEST

/* Each way to have said no, without a word of yes. */
static void say_no(int way)
{
    const struct consent_end end = {20, 1U << SCOPE_FOLLOW, false, NULL};
    if (way == 0)
        tell(10, NEVER, false, false);
    else if (way == 1)
        consent_withdraw(&l, PERSON, 20);
    else if (way == 2)
        consent_end(&l, PERSON, &end);
    else if (way == 3)
        consent_erase(&l, PERSON);
    else
        consent_stop(&l, PERSON, 20, DOUBT_WITHDRAWAL);
}

START_TEST(any_no_keeps_back_who_may_be_the_same_person)
{
    const struct consent_form yes = {30, NEVER, {true, true, false}, NULL};
    consent_tell(&l, 4, &yes);
    consent_pair(&l, 4, 4);
    ck_assert(consent_covers(&l, 4, CONSENT_FOLLOW));
    say_no(_i);
    consent_pair(&l, 4, PERSON);
    ck_assert_msg(!consent_covers(&l, 4, CONSENT_FOLLOW), "way %d", _i);
    ck_assert_msg(!consent_covers_day(&l, 4, CONSENT_FOLLOW, 40), "way %d", _i);
    ck_assert(consent_holds_other(&l, PERSON));
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
    tcase_add_test(t, nobody_and_unknown_people_are_never_asked_nor_changed);
    tcase_add_test(t, a_form_without_a_day_says_nothing);
    tcase_add_test(t, what_needs_no_consent_crosses_under_nobodys);
    tcase_add_test(t, who_withdrew_is_not_held_back_by_a_doubt);
    tcase_add_test(t, an_end_binds_its_scopes_until_a_form_of_a_later_day);
    tcase_add_loop_test(t, any_no_keeps_back_who_may_be_the_same_person, 0, 5);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
