/* vault, person_match: sealed rows, people found again, answers obeyed. */
#include "anonymize/person_match.h"
#include "base/output_file.h"
#include "base/sql_text.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

static struct arena a;
static struct keys *k;
static struct vault *v;
static struct codebook book;
static struct name_variants variants;
static char study[] = "/tmp/ayumi-vault-XXXXXX";

static void open_vault(void)
{
    ck_assert_int_eq(vault_open(&a, study, k, &v), STATUS_OK);
    ck_assert_int_eq(vault_begin(v), STATUS_OK);
}

static void set_up(void)
{
    unsigned char master[SUB_KEY_SIZE] = {3};
    ck_assert_int_ge(sodium_init(), 0);
    arena_init(&a);
    memcpy(study + strlen(study) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(study));
    ck_assert_int_eq(folder_make(arena_format(&a, "%s/identity", study), 0700),
                     STATUS_OK);
    k = keys_derive(master);
    ck_assert_ptr_nonnull(k);
    ck_assert_int_eq(
        codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", NULL, &book),
        STATUS_OK);
    ck_assert_int_eq(name_variants_load(&a, &book, &variants), STATUS_OK);
    open_vault();
}

static void tear_down(void)
{
    if (v != NULL) {
        vault_rollback(v);
        ck_assert_int_eq(vault_close(v), STATUS_OK);
    }
    keys_free(k);
    ck_assert_int_eq(folder_remove(study), STATUS_OK);
    arena_release(&a);
}

/* A row of the vault and the person it is matched to. */
static uint32_t meet(const char *office, const char *number, const char *name,
                     const char *kana, const char *birth)
{
    static size_t row;
    const struct person_record r = {office, number, name, kana, birth, ""};
    struct person_record stored;
    struct matcher m;
    int64_t delivery, received = 0;
    bool is_new, found;
    uint32_t serial = 0;
    ck_assert_int_eq(vault_delivery(v, "hash", "", "01", &delivery, &is_new),
                     STATUS_OK);
    ck_assert_int_eq(vault_receive(v, delivery, is_new, ++row, &r), STATUS_OK);
    ck_assert_int_eq(vault_next_unmatched(v, &a, &received, &stored, &found),
                     STATUS_OK);
    ck_assert(found);
    matcher_init(&m, v, &variants);
    ck_assert_int_eq(person_match(&m, received, &stored, &serial), STATUS_OK);
    matcher_release(&m);
    ck_assert_int_eq(vault_assign(v, received, serial), STATUS_OK);
    return vault_root(v, serial);
}

static size_t n_doubts(void)
{
    struct vault_doubt_row *rows;
    size_t n;
    ck_assert_int_eq(vault_doubts(v, &a, &rows, &n), STATUS_OK);
    return n;
}

START_TEST(every_sql_file_is_prepared_against_the_schema)
{
    struct store *s;
    size_t n = 0;
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_run(s, sql_find(anonymize_sql, "schema")),
                     STATUS_OK);
    for (const struct sql_text *t = anonymize_sql; t->name != NULL; t++) {
        struct statement *statement;
        if (strcmp(t->name, "schema") == 0)
            continue;
        ck_assert_msg(store_prepare(s, t->text, &statement) == STATUS_OK, "%s",
                      t->name);
        statement_free(statement);
        n++;
    }
    ck_assert_uint_ge(n, 7);
    ck_assert_int_eq(store_close(s), STATUS_OK);
}
END_TEST

START_TEST(a_person_is_found_by_office_and_number)
{
    uint32_t hanako = meet("W", "0012", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", "1958-04-05");
    ck_assert_uint_eq(hanako, 1);
    ck_assert_uint_eq(meet("W", "0012", "", "", ""), hanako);
    ck_assert_uint_eq(meet("W", "0012", "高橋花子", "", ""), hanako);
    ck_assert_uint_ne(meet("S", "0012", "", "", ""), hanako);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

START_TEST(a_person_is_found_by_name_kana_and_birth_date)
{
    uint32_t hanako = meet("W", "0012", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", "1958-04-05");
    ck_assert_uint_eq(
        meet("S", "7", "高橋花子", "たかはしはなこ", "1958-04-05"), hanako);
    ck_assert_uint_eq(meet("S", "7", "", "", ""), hanako);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

START_TEST(a_person_known_by_number_only_gets_a_name_later)
{
    uint32_t someone = meet("", "0012", "", "", "");
    ck_assert_uint_eq(
        meet("W", "0012", "髙橋　花子", "タカハシ ハナコ", "1958-04-05"),
        someone);
    ck_assert_uint_eq(
        meet("S", "9", "高橋花子", "タカハシハナコ", "1958-04-05"), someone);
    ck_assert_uint_eq(meet("", "0012", "", "", ""), someone);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

/* First a person, then a row that is like but not sure. */
static const struct {
    const char *why, *office, *number, *name, *kana, *birth;
} doubtful[] = {
    {"other name under the number", "W", "0012", "髙橋　太郎", "", ""},
    {"other birth under the number", "W", "0012", "髙橋　花子",
     "タカハシ ハナコ", "1958-04-06"},
    {"zeros lost", "W", "12", "", "", ""},
    {"wide digits", "", "００１２", "", "", ""},
    {"married", "S", "1", "鈴木　花子", "タカハシ ハナコ", "1958-04-05"},
    {"other reading", "S", "1", "髙橋　花子", "タカハシ ハナエ", "1958-04-05"},
    {"no kana", "S", "1", "髙橋　花子", "", "1958-04-05"},
    {"one day later", "S", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-06"},
    {"name only", "", "", "高橋花子", "", ""},
    {"no birth date", "S", "1", "高橋花子", "タカハシハナコ", ""},
    {"a lost character", "S", "1", "〓橋　花子", "タカハシ ハナコ",
     "1958-04-05"},
};

START_TEST(what_is_doubtful_is_a_new_person_and_a_question)
{
    uint32_t hanako =
        meet("W", "0012", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    uint32_t other =
        meet(doubtful[_i].office, doubtful[_i].number, doubtful[_i].name,
             doubtful[_i].kana, doubtful[_i].birth);
    ck_assert_msg(other != hanako, "%s", doubtful[_i].why);
    ck_assert_msg(n_doubts() == 1, "%s: %zu", doubtful[_i].why, n_doubts());
    uint32_t again =
        meet(doubtful[_i].office, doubtful[_i].number, doubtful[_i].name,
             doubtful[_i].kana, doubtful[_i].birth);
    ck_assert_msg(again == other, "%s: asked twice", doubtful[_i].why);
    ck_assert_uint_eq(n_doubts(), 1);
}
END_TEST

START_TEST(namesakes_born_years_apart_are_no_question)
{
    meet("W", "1", "佐藤 和子", "サトウ カズコ", "1948-03-05");
    ck_assert_uint_eq(
        meet("W", "2", "佐藤 和子", "サトウ カズコ", "1961-11-23"), 2);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

START_TEST(twins_are_no_question)
{
    meet("W", "1", "双葉 一子", "フタバ カズコ", "1952-02-02");
    ck_assert_uint_eq(meet("W", "2", "双葉 二子", "フタバ ニコ", "1952-02-02"),
                      2);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

START_TEST(a_number_of_two_offices_is_a_question_about_both)
{
    meet("W", "0012", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("S", "0012", "鈴木　一郎", "スズキ イチロウ", "1950-01-02");
    uint32_t someone = meet("", "0012", "", "", "");
    ck_assert_uint_eq(someone, 3);
    ck_assert_uint_eq(n_doubts(), 2);
    ck_assert_uint_eq(meet("", "0012", "", "", ""), someone);
}
END_TEST

START_TEST(a_row_that_says_nothing_is_a_person_of_its_own)
{
    uint32_t one = meet("", "", "", "", "");
    ck_assert_uint_ne(meet("", "", "", "", ""), one);
    ck_assert_uint_eq(n_doubts(), 0);
}
END_TEST

static void decide(uint32_t low, uint32_t high, const char *verdict)
{
    struct subject pair;
    vault_pair_name(v, low, high, &pair);
    ck_assert_int_eq(vault_decide(v, pair.text, verdict), STATUS_OK);
    ck_assert_int_eq(vault_apply_decisions(v), STATUS_OK);
}

START_TEST(an_answer_joins_under_the_lower_serial_and_can_be_taken_back)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("S", "2", "鈴木　花子", "タカハシ ハナコ", "1958-04-05");
    decide(1, 2, "same");
    ck_assert_uint_eq(vault_root(v, 2), 1);
    ck_assert_uint_eq(meet("S", "2", "鈴木花子", "", ""), 1);
    ck_assert_uint_eq(meet("W", "1", "鈴木花子", "", ""), 1);
    decide(1, 2, "other");
    ck_assert_uint_eq(vault_root(v, 2), 2);
    decide(1, 2, "unknown");
    ck_assert_uint_eq(vault_root(v, 2), 2);
    decide(1, 2, "same");
    ck_assert_uint_eq(vault_root(v, 2), 1);
}
END_TEST

START_TEST(the_vault_remembers_after_it_was_closed)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("S", "2", "鈴木　花子", "タカハシ ハナコ", "1958-04-05");
    decide(1, 2, "same");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    open_vault();
    ck_assert_uint_eq(vault_n_people(v), 2);
    ck_assert_uint_eq(vault_root(v, 2), 1);
    ck_assert_uint_eq(meet("S", "2", "", "", ""), 1);
    ck_assert_uint_eq(meet("W", "3", "原", "ハラ", "1950-01-01"), 3);
}
END_TEST

START_TEST(what_was_rolled_back_is_forgotten)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    vault_rollback(v);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    open_vault();
    ck_assert_uint_eq(vault_n_people(v), 0);
}
END_TEST

START_TEST(another_key_does_not_open_the_vault)
{
    unsigned char master[SUB_KEY_SIZE] = {4};
    struct keys *other = keys_derive(master);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(vault_open(&a, study, other, &v), STATUS_REFUSED);
    ck_assert_ptr_null(v);
    keys_free(other);
}
END_TEST

START_TEST(a_vault_that_others_may_read_is_refused)
{
    char *path = arena_format(&a, "%s/identity/vault.sqlite", study);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(vault_open(&a, study, k, &v), STATUS_REFUSED);
    ck_assert_ptr_null(v);
}
END_TEST

START_TEST(strangers_of_another_roster_are_looked_up_but_not_added)
{
    const struct person_record same = {
        "", "K-1", "高橋花子", "タカハシハナコ", "1958-04-05", ""};
    const struct person_record near = {
        "", "K-2", "高橋花子", "タカハシハナエ", "1958-04-05", ""};
    const struct person_record stranger = {
        "", "0012", "林 実", "ハヤシ ミノル", "1940-01-01", ""};
    struct matcher m;
    struct candidates found;
    uint32_t serial;
    meet("W", "0012", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    matcher_init(&m, v, &variants);
    ck_assert_int_eq(person_look_up(&m, &same, &serial, &found), STATUS_OK);
    ck_assert_uint_eq(serial, 1);
    ck_assert_int_eq(person_look_up(&m, &near, &serial, &found), STATUS_OK);
    ck_assert_uint_eq(serial, 0);
    ck_assert_uint_eq(found.n, 1);
    ck_assert_str_eq(found.list[0].reason, REASON_OTHER_KANA);
    ck_assert_int_eq(person_look_up(&m, &stranger, &serial, &found), STATUS_OK);
    ck_assert_uint_eq(serial, 0);
    ck_assert_uint_eq(found.n, 0);
    ck_assert_uint_eq(vault_n_people(v), 1);
    matcher_release(&m);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("vault");
    TCase *t = tcase_create("vault");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, every_sql_file_is_prepared_against_the_schema);
    tcase_add_test(t, a_person_is_found_by_office_and_number);
    tcase_add_test(t, a_person_is_found_by_name_kana_and_birth_date);
    tcase_add_test(t, a_person_known_by_number_only_gets_a_name_later);
    tcase_add_loop_test(t, what_is_doubtful_is_a_new_person_and_a_question, 0,
                        sizeof doubtful / sizeof doubtful[0]);
    tcase_add_test(t, namesakes_born_years_apart_are_no_question);
    tcase_add_test(t, twins_are_no_question);
    tcase_add_test(t, a_number_of_two_offices_is_a_question_about_both);
    tcase_add_test(t, a_row_that_says_nothing_is_a_person_of_its_own);
    tcase_add_test(
        t, an_answer_joins_under_the_lower_serial_and_can_be_taken_back);
    tcase_add_test(t, the_vault_remembers_after_it_was_closed);
    tcase_add_test(t, what_was_rolled_back_is_forgotten);
    tcase_add_test(t, another_key_does_not_open_the_vault);
    tcase_add_test(t, a_vault_that_others_may_read_is_refused);
    tcase_add_test(t, strangers_of_another_roster_are_looked_up_but_not_added);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
