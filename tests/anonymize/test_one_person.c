/* one_person: what makes it likelier that two records are one, and what makes
 * it less likely. */
#include "anonymize/name_shares.h"
#include "anonymize/one_person.h"
#include "check_main.h"

static struct arena a;

static void set_up(void)
{
    arena_init(&a);
}

static void tear_down(void)
{
    arena_release(&a);
}

static double probability(const char *name, const char *kana,
                          enum contact_likeness contacts, size_t n_known,
                          size_t n_born)
{
    const struct person_record row = {
        "", "", "髙橋 花子", "タカハシ ハナコ", "1943-08-29", ""};
    const struct person_record known = {"", "", name, kana, "1943-08-29", ""};
    return one_person(&a, &row, &known, contacts,
                      (struct day_mates){n_known, n_born});
}

START_TEST(without_names_nothing_speaks_for_one_person)
{
    ck_assert(probability("", "", CONTACT_PHONE, 1000, 1) == 0);
}
END_TEST

START_TEST(one_of_name_and_reading_is_enough)
{
    double by_name = probability("高橋 花子", "", CONTACT_UNKNOWN, 1000, 1);
    double by_kana =
        probability("", "タカハシ ハナコ", CONTACT_UNKNOWN, 1000, 1);
    double by_both =
        probability("高橋 花子", "タカハシ ハナコ", CONTACT_UNKNOWN, 1000, 1);
    ck_assert(by_name > 0.5 && by_kana > 0.5 && by_both > 0.5);
}
END_TEST

/* Twins have the surname, the day and the house in common. */
START_TEST(a_contact_speaks_for_or_against)
{
    static const char *const names[] = {"高橋 花子", "高橋 花枝", "鈴木 花子"};
    static const char *const kanas[] = {"タカハシ ハナコ", "タカハシ ハナコ",
                                        "スズキ ハナコ"};
    const char *name = names[_i], *kana = kanas[_i];
    double unknown = probability(name, kana, CONTACT_UNKNOWN, 1000, 2);
    ck_assert(probability(name, kana, CONTACT_OTHER, 1000, 2) < unknown);
    ck_assert(probability(name, kana, CONTACT_PHONE, 1000, 2) > unknown);
    ck_assert(probability(name, kana, CONTACT_ADDRESS, 1000, 2) > unknown);
}
END_TEST

START_TEST(the_more_are_known_the_likelier_is_another)
{
    const char *name = "鈴木 花子", *kana = "スズキ ハナコ";
    double few = probability(name, kana, CONTACT_UNKNOWN, 100, 1);
    double many = probability(name, kana, CONTACT_UNKNOWN, 100000, 1);
    double same_day = probability(name, kana, CONTACT_UNKNOWN, 100000, 20);
    ck_assert(few > many);
    ck_assert(many > same_day);
    ck_assert(probability("佐藤 実", "サトウ ミノル", CONTACT_UNKNOWN, 100, 1) <
              few);
}
END_TEST

static const struct {
    const char *name, *kana;
    bool is_given, may_be_kin;
} others[] = {
    {"高橋 華江", "タカハシ ハナエ", true, true},
    {"高橋 太郎", "", true, true},
    {"", "タカハシ ハナエ", true, true},
    {"高橋 花子", "タカハシ ハナコ", true, false},
    {"高橋 花子", "", true, false},
    {"", "タカハシ ハナコ", true, false},
    {"佐藤 実", "サトウ ミノル", true, false},
    {"鈴木 花子", "スズキ ハナコ", true, false},
    {"", "", false, true},
};

START_TEST(kin_have_the_surname_in_common)
{
    const struct name_shares s = name_shares(&a, "高橋 花子", "タカハシ ハナコ",
                                             others[_i].name, others[_i].kana);
    ck_assert_msg(s.is_given == others[_i].is_given, "given: %s %s",
                  others[_i].name, others[_i].kana);
    ck_assert_msg(s.may_be_kin == others[_i].may_be_kin, "kin: %s %s",
                  others[_i].name, others[_i].kana);
    ck_assert(s.one_person >= 0 && s.one_person <= 1.01);
    ck_assert(s.strangers > 0 && s.strangers <= 1.01);
}
END_TEST

START_TEST(ends_meet_where_one_end_is_the_same)
{
    struct name_ends one = name_ends("髙橋 花子", "タカハシ ハナコ");
    ck_assert(name_ends_meet(one, name_ends("鈴木 花子", "")));
    ck_assert(name_ends_meet(one, name_ends("", "タカギ ユミ")));
    ck_assert(!name_ends_meet(one, name_ends("鈴木 由美", "スズキ ユミ")));
    ck_assert(!name_ends_meet(one, name_ends("子", "コ")));
    ck_assert(!name_ends_meet(name_ends("", ""), name_ends("", "")));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("one_person");
    TCase *t = tcase_create("one_person");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, without_names_nothing_speaks_for_one_person);
    tcase_add_test(t, one_of_name_and_reading_is_enough);
    tcase_add_loop_test(t, a_contact_speaks_for_or_against, 0, 3);
    tcase_add_test(t, the_more_are_known_the_likelier_is_another);
    tcase_add_loop_test(t, kin_have_the_surname_in_common, 0,
                        sizeof others / sizeof others[0]);
    tcase_add_test(t, ends_meet_where_one_end_is_the_same);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
