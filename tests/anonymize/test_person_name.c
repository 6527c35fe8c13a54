/* person_name, person_record: what counts as the same name. */
#include "anonymize/person_name.h"
#include "anonymize/person_record.h"
#include "base/output_file.h"
#include "check_main.h"

#include <string.h>

static struct arena a;
static struct codebook book;
static struct name_variants variants;

static void set_up(void)
{
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

/* Pairs of calendar_and_csv.md, "Name folding pairs". */
static const struct {
    const char *left, *right;
    bool same;
} names[] = {
    {"髙橋　花子", "高橋花子", true},
    {"山﨑 一郎", "山崎一郎", true},
    {"濵田", "浜田", true},
    {"濱田", "濵田", true},
    {"渡邊", "渡辺", true},
    {"渡邉", "渡邊", true},
    {"齋藤", "斉藤", true},
    {"齊藤", "斎藤", true},
    {"澤田", "沢田", true},
    {"德田", "徳田", true},
    {"栁田", "柳田", true},
    {"𠮷田", "吉田", true},
    {"ALLEN　Jackson", "Allen JACKSON", true},
    {"葛\U000E0100城", "葛城", true},
    {"祐子", "佑子", false},
    {"佐藤", "加藤", false},
    {"斎藤", "斎籐", true},
    {"畑中", "畠中", false},
};

/* What stands in one cell, and a name that is one of them. */
static const struct {
    const char *cell, *name;
    bool is_one;
} several[] = {
    {"高橋（佐藤）　花子", "高橋花子", true},
    {"高橋（佐藤）　花子", "佐藤 花子", true},
    {"髙橋[旧姓 齋藤] 花子", "斎藤花子", true},
    {"佐々木（鈴木）奈々子", "佐々木奈々子", true},
    {"佐々木（鈴木）奈々子", "鈴木奈々子", true},
    {"ALLEN JACKSON（高橋 二郎）", "高橋二郎", true},
    {"Allen Smith-Jones（高橋 二郎）", "ALLEN SMITH-JONES", true},
    {"田中 花子（故）", "田中花子", true},
    {"高橋（佐藤）　花子", "佐藤高橋", false},
    {"高橋 花子", "佐藤 花子", false},
};

START_TEST(a_name_in_brackets_is_another_name_of_the_person)
{
    struct compared_names all, one;
    bool found = false;
    names_compared(&a, &variants, several[_i].cell, &all);
    names_compared(&a, &variants, several[_i].name, &one);
    ck_assert_uint_eq(one.n, 1);
    for (size_t i = 0; i < all.n; i++)
        found = found || strcmp(all.list[i], one.list[0]) == 0;
    ck_assert_msg(found == several[_i].is_one, "%s / %s", several[_i].cell,
                  several[_i].name);
}
END_TEST

START_TEST(one_name_in_common_is_enough)
{
    struct person_record both = {
        "",           "", "高橋（佐藤） 花子", "タカハシ（サトウ）ハナコ",
        "1950-01-02", ""};
    struct person_record before = {
        "", "", "佐藤花子", "サトウ ハナコ", "1950-01-02", ""};
    struct person_record other = before;
    struct person_forms x, y;
    other.name = "鈴木花子";
    person_record_forms(&a, &variants, &both, &x);
    person_record_forms(&a, &variants, &before, &y);
    ck_assert(person_forms_agree(&x, &y));
    person_record_forms(&a, &variants, &other, &y);
    ck_assert(!person_forms_agree(&x, &y));
}
END_TEST

/* traps: 01-3 cell-22 */
START_TEST(names_are_compared_by_variant)
{
    const char *left = name_compared(&a, &variants, names[_i].left);
    const char *right = name_compared(&a, &variants, names[_i].right);
    ck_assert_msg((strcmp(left, right) == 0) == names[_i].same, "%s / %s",
                  names[_i].left, names[_i].right);
}
END_TEST

static const struct {
    const char *left, *right;
    bool same;
} kana[] = {
    {"ﾀｶﾊｼ ﾊﾅｺ", "タカハシハナコ", true},
    {"たかはし　はなこ", "タカハシハナコ", true},
    {"キヨウコ", "キョウコ", true},
    {"ﾊﾞﾊﾞ", "ババ", true},
    {"カ゛", "ガ", true},
    {"ヲダ", "オダ", true},
    {"ヰノウヱ", "イノウエ", true},
    {"ｺｰｲﾁ", "コーイチ", true},
    {"コ-イチ", "コーイチ", true},
    {"ヵヶィッャヮ", "カケイツヤワ", true},
    {"マツダ", "マツタ", false},
    {"ユウコ", "ユウゴ", false},
};

/* traps: 01-4 cp932-8 cell-23 */
START_TEST(kana_are_compared_by_sound)
{
    const char *left = kana_compared(&a, kana[_i].left);
    const char *right = kana_compared(&a, kana[_i].right);
    ck_assert_msg((strcmp(left, right) == 0) == kana[_i].same, "%s / %s", left,
                  right);
}
END_TEST

START_TEST(numbers_agree_loosely_without_zeros_and_widths)
{
    ck_assert_str_eq(number_loosely(&a, "0012"), "12");
    ck_assert_str_eq(number_loosely(&a, "０１２"), "12");
    ck_assert_str_eq(number_loosely(&a, "w-0012"), "W-0012");
    ck_assert_str_eq(number_loosely(&a, "0"), "0");
    ck_assert_str_ne(number_loosely(&a, "120"), "12");
}
END_TEST

static enum status load_local(const char *rows)
{
    struct codebook local;
    struct name_variants got;
    char folder[] = "/tmp/ayumi-variants-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *path = arena_format(&a, "%s/name_variants.csv", folder);
    char *text = arena_format(&a, "character,compared_as,note\n%s", rows);
    ck_assert_int_eq(file_write(path, text, strlen(text), 0600), STATUS_OK);
    ck_assert_int_eq(
        codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", folder, &local),
        STATUS_OK);
    enum status st = name_variants_load(&a, &local, &got);
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    return st;
}

START_TEST(a_study_may_add_variants_but_no_chains)
{
    ck_assert_int_eq(load_local("礒,磯,\n"), STATUS_OK);
    ck_assert_int_eq(load_local("高,喬,\n"), STATUS_USAGE);
    ck_assert_int_eq(load_local("礒々,磯,\n"), STATUS_USAGE);
    ck_assert_int_eq(load_local("礒,,\n"), STATUS_USAGE);
}
END_TEST

START_TEST(a_record_is_unpacked_as_it_was_packed)
{
    const struct person_record r = {"W",        "0012",       "髙橋　花子",
                                    "ﾀｶﾊｼ ﾊﾅｺ", "1958-04-05", "277-0005\n"};
    struct person_record got;
    size_t n;
    unsigned char *bytes = person_record_pack(&a, &r, &n);
    ck_assert(person_record_unpack(&a, bytes, n, &got));
    ck_assert_str_eq(got.number, "0012");
    ck_assert_str_eq(got.name, r.name);
    ck_assert_str_eq(got.contact, r.contact);
    for (size_t cut = 0; cut < n; cut++)
        ck_assert(!person_record_unpack(&a, bytes, cut, &got));
}
END_TEST

static const struct {
    const char *left, *right;
    bool alike;
} births[] = {
    {"1958-04-05", "1958-04-05", true}, {"1958-04-05", "1958-04-06", true},
    {"1958-04-05", "1958-05-04", true}, {"1958-04-05", "1985-04-05", true},
    {"1958-04-05", "1958-04-25", true}, {"1950-01-31", "1950-02-01", true},
    {"1930-06-01", "1993-06-01", true}, {"1958-04-05", "1961-07-23", false},
    {"1958-04-05", "", false},          {"1958-04-05", "1958-06-07", false},
};

START_TEST(birth_dates_are_alike_when_a_slip_explains_it)
{
    ck_assert_msg(births_are_alike(births[_i].left, births[_i].right) ==
                      births[_i].alike,
                  "%s / %s", births[_i].left, births[_i].right);
}
END_TEST

/* Brackets that the other tests don't have: half and full width, corner, angle,
 * lenticular, tortoise shell. */
static const char *const bracketed[] = {
    "鈴木花子(高橋)",   "鈴木花子[高橋]",   "鈴木花子<高橋>",
    "鈴木花子{高橋}",   "鈴木花子（高橋）", "鈴木花子〔高橋〕",
    "鈴木花子〈高橋〉", "鈴木花子《高橋》", "鈴木花子「高橋」",
    "鈴木花子『高橋』", "鈴木花子【高橋】"};

START_TEST(any_bracket_takes_a_name_apart)
{
    const char *list[MOST_NAMES];
    size_t n = names_apart(&a, bracketed[_i], list);
    ck_assert_msg(n > 1, "%s: %zu names", bracketed[_i], n);
    ck_assert_str_eq(list[0], "鈴木花子");
}
END_TEST

START_TEST(nothing_outside_of_brackets_is_one_name)
{
    const char *list[MOST_NAMES];
    ck_assert_uint_eq(names_apart(&a, "()", list), 1);
    ck_assert_str_eq(list[0], "()");
    struct compared_names out;
    names_compared(&a, &variants, "", &out);
    ck_assert_uint_eq(out.n, 0);
}
END_TEST

START_TEST(more_names_than_there_is_room_for_are_left_out)
{
    static const char cell[] = "一郎（二郎）（三郎）（四郎）（五郎）（六郎）"
                               "（七郎）（八郎）（九郎）（十郎）";
    const char *list[MOST_NAMES];
    struct compared_names out;
    size_t n = names_apart(&a, cell, list);
    ck_assert(n > 1 && n <= MOST_NAMES);
    names_compared(&a, &variants, cell, &out);
    ck_assert_uint_le(out.n, MOST_NAMES);
    ck_assert_str_eq(out.list[0], "一郎");
}
END_TEST

static struct person_forms forms_of(const char *name, const char *reading)
{
    struct person_forms f;
    const struct person_record r = {"", "", name, reading, "", ""};
    person_record_forms(&a, &variants, &r, &f);
    return f;
}

/* A name in kana is a reading, but not beside another reading. */
START_TEST(a_name_in_kana_is_the_reading_where_that_fits)
{
    struct person_forms f = forms_of("タカハシ ハナコ", "");
    ck_assert_uint_eq(f.names.n, 0);
    ck_assert_str_eq(f.kana, "タカハシハナコ");
    f = forms_of("タカハシ ハナコ", "ﾀｶﾊｼ ﾊﾅｺ");
    ck_assert_uint_eq(f.names.n, 0);
    f = forms_of("タカハシ ハナコ", "スズキ イチロウ");
    ck_assert_str_eq(f.name, "タカハシハナコ");
    ck_assert_str_eq(f.kana, "スズキイチロウ");
}
END_TEST

START_TEST(one_name_with_two_readings_is_not_one_person)
{
    struct person_forms one = forms_of("高橋花子", "タカハシ ハナコ");
    struct person_forms other = forms_of("高橋花子", "タカハシ カコ");
    struct person_forms none = forms_of("高橋花子", "");
    ck_assert(!person_forms_agree(&one, &other));
    ck_assert(person_forms_agree(&one, &none));
}
END_TEST

START_TEST(a_name_given_twice_is_one_name)
{
    struct compared_names out;
    names_compared(&a, &variants, "鈴木花子（鈴木　花子）", &out);
    ck_assert_uint_eq(out.n, 1);
    ck_assert_str_eq(out.list[0], "鈴木花子");
}
END_TEST

/* Blank, tab, line feed, carriage return, no-break space, 全角 blank. */
START_TEST(no_space_of_any_kind_counts)
{
    ck_assert_str_eq(
        name_compared(&a, &variants, "鈴 木\t花\n子\r実\u00a0一\u3000二"),
        "鈴木花子実一二");
    ck_assert_str_eq(kana_compared(&a, "ｽｽﾞｷ\tハナ コ"), "スズキハナコ");
    ck_assert_str_eq(number_loosely(&a, "００ a 12"), "0A12");
    ck_assert_str_eq(number_loosely(&a, "0"), "0");
    ck_assert_str_eq(number_loosely(&a, "0a"), "0A");
    ck_assert_str_eq(number_loosely(&a, "0/1"), "0/1");
}
END_TEST

START_TEST(without_variants_each_character_is_itself)
{
    const struct name_variants none = {.n = 0};
    ck_assert_str_eq(name_compared(&a, &none, "髙橋花子"), "髙橋花子");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("person_name");
    TCase *t = tcase_create("person_name");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, names_are_compared_by_variant, 0,
                        sizeof names / sizeof names[0]);
    tcase_add_loop_test(t, a_name_in_brackets_is_another_name_of_the_person, 0,
                        sizeof several / sizeof several[0]);
    tcase_add_test(t, one_name_in_common_is_enough);
    tcase_add_loop_test(t, kana_are_compared_by_sound, 0,
                        sizeof kana / sizeof kana[0]);
    tcase_add_test(t, numbers_agree_loosely_without_zeros_and_widths);
    tcase_add_test(t, a_study_may_add_variants_but_no_chains);
    tcase_add_test(t, a_record_is_unpacked_as_it_was_packed);
    tcase_add_loop_test(t, birth_dates_are_alike_when_a_slip_explains_it, 0,
                        sizeof births / sizeof births[0]);
    tcase_add_loop_test(t, any_bracket_takes_a_name_apart, 0,
                        sizeof bracketed / sizeof bracketed[0]);
    tcase_add_test(t, nothing_outside_of_brackets_is_one_name);
    tcase_add_test(t, more_names_than_there_is_room_for_are_left_out);
    tcase_add_test(t, a_name_in_kana_is_the_reading_where_that_fits);
    tcase_add_test(t, one_name_with_two_readings_is_not_one_person);
    tcase_add_test(t, a_name_given_twice_is_one_name);
    tcase_add_test(t, no_space_of_any_kind_counts);
    tcase_add_test(t, without_variants_each_character_is_itself);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
