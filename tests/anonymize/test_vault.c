/* vault, person_match: sealed rows, people found again, answers obeyed. */
#define _GNU_SOURCE
#include "anonymize/candidate_search.h"
#include "anonymize/person_match.h"
#include "anonymize/vault_inside.h"
#include "base/output_file.h"
#include "base/sql_text.h"
#include "check_main.h"
#include "failing_steps.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    m.ask_from = 0.1;
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

static size_t n_born_on(const char *birth)
{
    const struct person_record r = {"", "", "", "", birth, ""};
    struct person_forms forms;
    struct found_people found;
    person_record_forms(&a, &variants, &r, &forms);
    ck_assert_int_eq(candidates_by_birth(v, &a, &forms, &found), STATUS_OK);
    return found.n;
}

START_TEST(who_was_known_before_is_found_by_birth_date_too)
{
    const char *const births[] = {"1958-04-05", "1950-05-06"};
    bool has;
    uint32_t one = meet("W", "1", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", births[0]);
    uint32_t two = meet("W", "2", "林 祐子", "ハヤシ ユウコ", births[1]);
    ck_assert_int_eq(vault_forget(v, BLIND_BIRTH, &births[0], 1, one),
                     STATUS_OK);
    ck_assert_int_eq(vault_forget(v, BLIND_BIRTH, &births[1], 1, two),
                     STATUS_OK);
    ck_assert_int_eq(vault_has_field(v, BLIND_BIRTH, &has), STATUS_OK);
    ck_assert(!has);
    ck_assert_uint_eq(n_born_on(births[0]), 0);
    ck_assert_int_eq(candidates_index_vault(v), STATUS_OK);
    ck_assert_uint_eq(n_born_on(births[0]), 1);
    ck_assert_uint_eq(n_born_on(births[1]), 1);
    ck_assert_uint_eq(n_born_on(""), 0);
}
END_TEST

START_TEST(joined_people_are_one_candidate_and_erased_ones_none)
{
    size_t n_rows;
    meet("W", "1", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", "1958-04-05");
    meet("W", "2", "早乙女　律", "サオトメ リツ", "1958-04-05");
    meet("W", "3", "原　実", "ハラ ミノル", "1958-04-05");
    ck_assert_uint_eq(n_born_on("1958-04-05"), 3);
    ck_assert_int_eq(vault_join(v, 1, 3), STATUS_OK);
    ck_assert_uint_eq(n_born_on("1958-04-05"), 2);
    ck_assert_int_eq(vault_erase(v, 2, &n_rows), STATUS_OK);
    ck_assert_uint_eq(n_born_on("1958-04-05"), 1);
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

/* A slip is asked about among 60 namesakes, not among 100; the first of them
 * are asked about as they come. */
START_TEST(a_common_name_with_a_like_birth_date_is_no_question)
{
    char number[16], birth[16];
    for (unsigned i = 0; i < 100; i++) {
        snprintf(number, sizeof number, "%u", 1000 + i);
        snprintf(birth, sizeof birth, "%u-%02u-15", 1930 + i % 20,
                 1 + i / 20 * 2);
        meet("W", number, "佐藤　清", "サトウ キヨシ", birth);
    }
    size_t before = n_doubts();
    meet("W", "1", "佐藤　清", "サトウ キヨシ", "1931-01-14");
    ck_assert_uint_eq(n_doubts(), before);
    meet("W", "2", "佐藤　清次", "サトウ セイジ", "1931-01-15");
    meet("W", "3", "佐藤　清次", "サトウ セイジ", "1931-01-14");
    ck_assert_uint_eq(n_doubts(), before + 1);
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

/* Neither name nor kana is that of 髙橋　花子, the birth date is. */
static const struct {
    const char *why, *name, *kana;
    size_t n_doubts;
} renamed[] = {
    {"married", "小川　花子", "オガワ ハナコ", 1},
    {"married, no kana", "小川　花子", "", 1},
    {"a slip in both", "髙橋　華子", "タカハシ ハナゴ", 1},
    {"a sister", "髙橋　月江", "タカハシ ツキエ", 0},
    {"a stranger", "早乙女　律", "サオトメ リツ", 0},
    {"the end of the given name", "早乙女　律子", "サオトメ リツコ", 0},
};

START_TEST(who_was_born_that_day_may_have_been_renamed)
{
    uint32_t hanako =
        meet("W", "0012", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    uint32_t other =
        meet("S", "1", renamed[_i].name, renamed[_i].kana, "1958-04-05");
    ck_assert_msg(other != hanako, "%s", renamed[_i].why);
    ck_assert_msg(n_doubts() == renamed[_i].n_doubts, "%s: %zu",
                  renamed[_i].why, n_doubts());
    meet("S", "1", renamed[_i].name, renamed[_i].kana, "1958-04-05");
    ck_assert_uint_eq(n_doubts(), renamed[_i].n_doubts);
}
END_TEST

/* 1900-01-01: what an office writes for "unknown". */
START_TEST(a_day_that_hundreds_are_born_on_says_nothing)
{
    for (int i = 0; i < 230; i++)
        meet("W", arena_format(&a, "%d", i),
             arena_format(&a, "佐藤 %c子", 'A' + i % 26),
             arena_format(&a, "サトウ %d", i), "1900-01-01");
    size_t before = n_doubts();
    meet("S", "1", "小川 A子", "オガワ 229", "1900-01-01");
    ck_assert_uint_eq(n_doubts(), before);
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

/* traps: 01-17 */
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

START_TEST(people_are_read_before_they_are_in_the_file)
{
    struct person_record r;
    uint32_t first =
        meet("W", "21", "青木 春子", "アオキ ハルコ", "1950-03-01");
    uint32_t second = meet("W", "22", "林 実", "ハヤシ ミノル", "1948-07-09");
    ck_assert_int_eq(vault_person(v, &a, second, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "林 実");
    r.name = "森 実";
    ck_assert_int_eq(vault_update_person(v, second, &r), STATUS_OK);
    uint32_t third = meet("W", "23", "原 一郎", "ハラ イチロウ", "1944-01-30");
    ck_assert_int_eq(vault_person(v, &a, third, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "原 一郎");
    ck_assert_int_eq(vault_person(v, &a, first, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "青木 春子");
    ck_assert_int_eq(vault_person(v, &a, second, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "森 実");
}
END_TEST

START_TEST(one_row_of_a_file_is_read_by_its_number)
{
    const struct person_record r = {
        "W", "7", "青木 春子", "アオキ ハルコ", "1950-03-01", "柏市柏\n"};
    struct person_record read;
    int64_t delivery;
    bool is_new;
    ck_assert_int_eq(vault_delivery(v, "one", "", "01", &delivery, &is_new),
                     STATUS_OK);
    ck_assert_int_eq(vault_receive(v, delivery, is_new, 3, &r), STATUS_OK);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_row(v, &a, delivery, 3, &read), STATUS_OK);
    ck_assert_str_eq(read.name, r.name);
    ck_assert_str_eq(read.contact, r.contact);
    ck_assert_int_eq(vault_row(v, &a, delivery, 4, &read), STATUS_OK);
    ck_assert_str_eq(read.name, "");
    ck_assert_int_eq(vault_begin(v), STATUS_OK);
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

/* ------------------------------------------------------- erasing, renewing */

static char *vault_file(void)
{
    return arena_format(&a, "%s/identity/vault.sqlite", study);
}

static void reopen(void)
{
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    open_vault();
}

/* How often bytes stand in a file. */
static size_t occurrences(const char *path, const void *bytes, size_t n)
{
    char *all;
    size_t n_all, found = 0;
    ck_assert_int_eq(file_read(&a, path, &all, &n_all), STATUS_OK);
    for (size_t i = 0; i + n <= n_all; i++)
        found += memcmp(all + i, bytes, n) == 0;
    return found;
}

/* The blob that a query gives, straight from the file. */
static unsigned char *stored(const char *sql, size_t *n)
{
    struct store *s;
    struct statement *row;
    enum status st;
    ck_assert_int_eq(store_open(vault_file(), 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_prepare(s, sql, &row), STATUS_OK);
    ck_assert(statement_step(row, &st));
    const void *blob = column_blob(row, 0, n);
    unsigned char *copy = arena_take(&a, *n + 1);
    if (*n > 0)
        memcpy(copy, blob, *n);
    statement_free(row);
    ck_assert_int_eq(store_close(s), STATUS_OK);
    return copy;
}

START_TEST(an_erased_person_s_key_and_rows_leave_the_file)
{
    static const char *const queries[] = {
        "SELECT wrapped FROM data_key WHERE serial = 1",
        "SELECT sealed FROM person WHERE serial = 1",
        "SELECT sealed FROM received_row WHERE serial = 1"};
    unsigned char *gone[3];
    size_t n[3], n_rows;
    struct person_record r;
    bool erased;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        gone[i] = stored(queries[i], &n[i]);
        ck_assert_uint_gt(n[i], 40);
        ck_assert_uint_eq(occurrences(vault_file(), gone[i], n[i]), 1);
    }
    open_vault();
    ck_assert_int_eq(vault_erase(v, 1, &n_rows), STATUS_OK);
    ck_assert_uint_eq(n_rows, 1);
    reopen();
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(occurrences(vault_file(), gone[i], n[i]), 0);
    ck_assert_int_eq(vault_is_erased(v, 1, &erased), STATUS_OK);
    ck_assert(erased);
    ck_assert_int_eq(vault_person(v, &a, 1, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "");
    ck_assert_int_eq(vault_is_erased(v, 2, &erased), STATUS_OK);
    ck_assert(!erased);
    ck_assert_int_eq(vault_person(v, &a, 2, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "原");
}
END_TEST

START_TEST(whether_anyone_is_erased_is_known)
{
    size_t n_rows;
    bool any;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_anyone_is_erased(v, &any), STATUS_OK);
    ck_assert(!any);
    ck_assert_int_eq(vault_erase(v, 2, &n_rows), STATUS_OK);
    ck_assert_int_eq(vault_anyone_is_erased(v, &any), STATUS_OK);
    ck_assert(any);
}
END_TEST

/* Who is new is at hand beside the file: there, too, the last word holds. */
START_TEST(a_new_person_is_known_as_last_said_and_unknown_once_erased)
{
    struct person_record r;
    size_t n_rows;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_person(v, &a, 1, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "髙橋　花子");
    r.name = "原　花子";
    ck_assert_int_eq(vault_update_person(v, 1, &r), STATUS_OK);
    ck_assert_int_eq(vault_person(v, &a, 1, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "原　花子");
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_erase(v, 2, &n_rows), STATUS_OK);
    ck_assert_int_eq(vault_person(v, &a, 2, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "");
    ck_assert_str_eq(r.birth, "");
}
END_TEST

START_TEST(an_erased_person_who_comes_again_is_recognised_and_not_kept)
{
    size_t n_rows, n;
    struct person_record r;
    uint32_t serial =
        meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_erase(v, serial, &n_rows), STATUS_OK);
    reopen();
    ck_assert_uint_eq(
        meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05"), serial);
    ck_assert_uint_eq(
        meet("S", "9", "高橋花子", "タカハシハナコ", "1958-04-05"), serial);
    ck_assert_uint_ne(meet("W", "1", "林　実", "ハヤシ ミノル", "1940-01-01"),
                      serial);
    ck_assert_uint_eq(n_doubts(), 0);
    reopen();
    ck_assert_int_eq(vault_person(v, &a, serial, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    stored("SELECT coalesce(max(sealed), x'') FROM received_row "
           "WHERE serial = 1",
           &n);
    ck_assert_uint_eq(n, 0);
    open_vault();
}
END_TEST

START_TEST(the_key_of_waiting_rows_is_thrown_away)
{
    size_t n;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    const unsigned char *left = stored(
        "SELECT cast(count(*) AS BLOB) FROM data_key WHERE serial = 0", &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(left[0], '0');
    open_vault();
}
END_TEST

/* A key with a second master, as a rotation leaves it half way. */
static struct keys *with_two_masters(void)
{
    struct key_secret *secret = key_secret_new();
    unsigned char root[KEY_SIZE] = {3};
    ck_assert_int_eq(key_bytes_open(root, KEY_SIZE, secret), KEY_GOOD);
    key_secret_add_master(secret);
    struct keys *both = keys_of(secret);
    sodium_free(secret);
    return both;
}

START_TEST(rows_open_under_the_new_master_and_no_longer_under_the_old)
{
    struct person_record r;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    struct keys *old = k;
    k = with_two_masters();
    open_vault();
    ck_assert_uint_eq(vault_key_version(v), 1);
    ck_assert_int_eq(vault_rewrap(v, 2), STATUS_OK);
    reopen();
    ck_assert_uint_eq(vault_key_version(v), 2);
    ck_assert_int_eq(vault_person(v, &a, 1, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "髙橋　花子");
    ck_assert_uint_eq(meet("W", "2", "", "", ""), 2);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(vault_open(&a, study, old, &v), STATUS_REFUSED);
    keys_free(old);
}
END_TEST

START_TEST(a_vault_is_refused_by_a_key_without_its_master)
{
    struct key_secret *secret = key_secret_new();
    unsigned char root[KEY_SIZE] = {3};
    ck_assert_int_eq(key_bytes_open(root, KEY_SIZE, secret), KEY_GOOD);
    secret->masters[0].version = 2;
    struct keys *later = keys_of(secret);
    sodium_free(secret);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(vault_open(&a, study, later, &v), STATUS_REFUSED);
    keys_free(later);
}
END_TEST

/* ---------------------------------------------------------- rows and people */

static const struct person_record someone = {
    "W", "7", "青木 春子", "アオキ ハルコ", "1950-03-01", ""};

static int64_t receive(size_t n)
{
    int64_t delivery;
    bool is_new;
    ck_assert_int_eq(vault_delivery(v, "one", "", "01", &delivery, &is_new),
                     STATUS_OK);
    for (size_t row = 2; row < n + 2; row++)
        ck_assert_int_eq(vault_receive(v, delivery, is_new, row, &someone),
                         STATUS_OK);
    return delivery;
}

static uint32_t new_person(void)
{
    uint32_t serial;
    ck_assert_int_eq(vault_new_person(v, 1, &someone, &serial), STATUS_OK);
    return serial;
}

START_TEST(rows_find_their_people_in_any_order)
{
    struct person_record r;
    int64_t received = 0, none = 0;
    bool found;
    int64_t delivery = receive(3);
    ck_assert_int_eq(vault_next_unmatched(v, &a, &received, &r, &found),
                     STATUS_OK);
    uint32_t one = new_person(), other = new_person();
    ck_assert_int_eq(vault_assign(v, received + 1, other), STATUS_OK);
    ck_assert_int_eq(vault_assign(v, received + 2, one), STATUS_OK);
    ck_assert_int_eq(vault_assign(v, received, one), STATUS_OK);
    reopen();
    ck_assert_int_eq(vault_row(v, &a, delivery, 3, &r), STATUS_OK);
    ck_assert_str_eq(r.name, someone.name);
    ck_assert_int_eq(vault_next_unmatched(v, &a, &none, &r, &found), STATUS_OK);
    ck_assert(!found);
}
END_TEST

START_TEST(an_erased_row_that_becomes_another_s_stays_empty)
{
    struct person_record r;
    size_t n_rows;
    int64_t delivery = receive(2);
    uint32_t one = new_person(), other = new_person();
    ck_assert_int_eq(vault_assign(v, 1, one), STATUS_OK);
    ck_assert_int_eq(vault_assign(v, 2, other), STATUS_OK);
    ck_assert_int_eq(vault_erase(v, one, &n_rows), STATUS_OK);
    reopen();
    ck_assert_int_eq(vault_assign(v, 1, other), STATUS_OK);
    reopen();
    ck_assert_int_eq(vault_row(v, &a, delivery, 2, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "");
    ck_assert_int_eq(vault_row(v, &a, delivery, 3, &r), STATUS_OK);
    ck_assert_str_eq(r.name, someone.name);
}
END_TEST

START_TEST(rows_and_people_that_were_never_there_are_a_bug)
{
    struct person_record r;
    new_person();
    ck_assert_int_eq(vault_assign(v, 99, 1), STATUS_BUG);
    ck_assert_int_eq(vault_person(v, &a, 99, &r), STATUS_BUG);
    ck_assert_uint_eq(vault_root(v, 5000), 5000);
}
END_TEST

/* A batch is 16,384 people, rows or doubts. */
START_TEST(more_than_a_batch_holds_reaches_the_file)
{
    enum { N = BATCH_SIZE + 2 };
    struct person_record r;
    int64_t delivery = receive(0);
    for (uint32_t i = 1; i <= N; i++) {
        ck_assert_uint_eq(new_person(), i);
        ck_assert_int_eq(vault_take_row(v, delivery, i, i, &someone),
                         STATUS_OK);
    }
    for (uint32_t i = 2; i <= N; i++)
        ck_assert_int_eq(vault_doubt(v, i, 1, "alike"), STATUS_OK);
    reopen();
    for (uint32_t i = N + 1; i <= 2 * N; i++)
        ck_assert_int_eq(vault_take_row(v, delivery, i, 1, &someone),
                         STATUS_OK);
    reopen();
    ck_assert_int_eq(vault_row(v, &a, delivery, 2 * N, &r), STATUS_OK);
    ck_assert_str_eq(r.name, someone.name);
    ck_assert_uint_eq(vault_n_people(v), N);
    ck_assert_uint_eq(n_doubts(), N - 1);
    ck_assert_int_eq(vault_person(v, &a, N, &r), STATUS_OK);
    ck_assert_str_eq(r.name, someone.name);
    ck_assert_int_eq(vault_row(v, &a, delivery, N, &r), STATUS_OK);
    ck_assert_str_eq(r.name, someone.name);
}
END_TEST

START_TEST(a_serial_that_was_left_out_is_nobody_s)
{
    struct person_record r;
    static const char *const pseudonyms[] = {"AAAAAAAAAAAAA", "BBBBBBBBBBBBB"};
    for (uint32_t i = 0; i < 2; i++)
        ck_assert_int_eq(
            vault_insert_person(v, 2 * i + 1, pseudonyms[i], 1, &someone),
            STATUS_OK);
    ck_assert_ptr_null(vault_batch_find(v, 2));
    ck_assert_ptr_null(vault_batch_find(v, 9));
    ck_assert_ptr_nonnull(vault_batch_find(v, 3));
    ck_assert_int_eq(vault_person(v, &a, 2, &r), STATUS_BUG);
}
END_TEST

START_TEST(fingerprints_of_before_and_of_this_run_are_one_list)
{
    static const char *const name[] = {"髙橋"};
    uint32_t *serials;
    size_t n;
    for (uint32_t i = 1; i <= 3; i++)
        new_person();
    vault_index(v, BLIND_NAME, name, 1, 2);
    vault_index(v, BLIND_NAME, name, 1, 3);
    reopen();
    vault_index(v, BLIND_NAME, name, 1, 1);
    for (uint32_t i = 3; i <= 90; i++)
        vault_index(v, BLIND_NAME, name, 1, i);
    ck_assert_int_eq(vault_find(v, &a, BLIND_NAME, name, 1, &serials, &n),
                     STATUS_OK);
    ck_assert_uint_eq(n, 90);
    for (uint32_t i = 0; i < 90; i++)
        ck_assert_uint_eq(serials[i], i + 1);
}
END_TEST

START_TEST(who_is_kept_apart_is_not_joined_whatever_was_answered)
{
    struct subject pair;
    for (uint32_t i = 1; i <= 3; i++)
        new_person();
    vault_keep_apart(v, 2, 1);
    vault_keep_apart(v, 1, 2);
    ck_assert(vault_is_apart(v, 1, 2) && vault_is_apart(v, 2, 1));
    ck_assert(!vault_is_apart(v, 1, 3) && !vault_is_apart(v, 3, 2));
    for (uint32_t i = 2; i <= 3; i++) {
        ck_assert_int_eq(vault_doubt(v, 1, i, "alike"), STATUS_OK);
        vault_pair_name(v, 1, i, &pair);
        ck_assert_int_eq(vault_decide(v, pair.text, "same"), STATUS_OK);
    }
    ck_assert_int_eq(vault_apply_decisions(v), STATUS_OK);
    ck_assert_uint_eq(vault_root(v, 2), 2);
    ck_assert_uint_eq(vault_root(v, 3), 1);
    ck_assert_int_eq(vault_join(v, 1, 3), STATUS_OK);
    ck_assert_uint_eq(vault_root(v, 3), 1);
}
END_TEST

/* --------------------------------------------------- is it as it was left? */

/* Straight into the file; the stamp is taken away, as by someone who knows
 * of it: row by row the change must show as well. */
static const struct {
    const char *why, *sql;
} changes[] = {
    {"a row given to someone else",
     "UPDATE received_row SET serial = 2 WHERE received = 1"},
    {"a row's number", "UPDATE received_row SET row = 99 WHERE received = 1"},
    {"a row taken out", "DELETE FROM received_row WHERE received = 1"},
    {"two people's sealed fields changed places",
     "UPDATE person SET sealed = (SELECT sealed FROM person AS o "
     "WHERE o.serial = 3 - person.serial)"},
    {"a pseudonym", "UPDATE person SET pseudonym = 'AAAAAAAAAAAAA' "
                    "WHERE serial = 1"},
    {"two people joined", "UPDATE person SET merged_into = 1 WHERE serial = 2"},
    {"a person's key", "DELETE FROM data_key WHERE serial = 1"},
    {"a fingerprint of someone else",
     "UPDATE OR IGNORE blind_index SET serial = 2 WHERE serial = 1"},
    {"a fingerprint taken out", "DELETE FROM blind_index WHERE serial = 1"},
    {"an answer nobody gave", "INSERT INTO decision VALUES (9, 'P', 'same')"},
    {"a withdrawal taken back", "DELETE FROM consent_event"},
    {"another office", "UPDATE delivery SET office = 'S'"},
    {"the key's version",
     "UPDATE vault_fact SET value = '2' WHERE name = 'key_version'"},
};

START_TEST(a_changed_vault_is_refused_row_by_row)
{
    struct store *s;
    const struct vault_consent c = {1, "withdrawn", "all", "", 19000, true};
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_add_consent(v, &c), STATUS_OK);
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(store_open(vault_file(), 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_run(s, changes[_i].sql), STATUS_OK);
    ck_assert_int_eq(store_close(s), STATUS_OK);
    ck_assert_int_eq(unlink(arena_format(&a, "%s/identity/vault.stamp", study)),
                     0);
    ck_assert_msg(vault_open(&a, study, k, &v) == STATUS_REFUSED, "%s",
                  changes[_i].why);
}
END_TEST

START_TEST(an_unchanged_vault_without_its_stamp_is_taken)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    char *stamp = arena_format(&a, "%s/identity/vault.stamp", study);
    ck_assert_int_eq(unlink(stamp), 0);
    open_vault();
    ck_assert(path_exists(stamp));
}
END_TEST

START_TEST(an_older_copy_of_the_vault_is_refused)
{
    char *bytes;
    size_t n;
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(file_read(&a, vault_file(), &bytes, &n), STATUS_OK);
    ck_assert_int_eq(vault_begin(v), STATUS_OK);
    meet("W", "2", "原", "ハラ", "1950-01-01");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(file_write(vault_file(), bytes, n, 0600), STATUS_OK);
    ck_assert_int_eq(vault_open(&a, study, k, &v), STATUS_REFUSED);
}
END_TEST

START_TEST(a_vault_that_is_gone_is_not_made_anew)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    ck_assert_int_eq(unlink(vault_file()), 0);
    ck_assert_int_eq(vault_open(&a, study, k, &v), STATUS_REFUSED);
    ck_assert(!path_exists(vault_file()));
}
END_TEST

/* Straight into the file, which is closed. */
static void change(const char *sql)
{
    struct store *s;
    ck_assert_int_eq(store_open(vault_file(), 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_run(s, sql), STATUS_OK);
    ck_assert_int_eq(store_close(s), STATUS_OK);
}

static char *stamp_file(void)
{
    return arena_format(&a, "%s/identity/vault.stamp", study);
}

static void close_with_one_person(void)
{
    meet("W", "1", "髙橋　花子", "タカハシ ハナコ", "1958-04-05");
    ck_assert_int_eq(vault_commit(v), STATUS_OK);
    ck_assert_int_eq(vault_close(v), STATUS_OK);
}

#define NO_HASH                                                                \
    "0000000000000000000000000000000000000000000000000000000000000000"
static const char *const no_stamps[] = {"", "no stamp", "7\nshort\n",
                                        "7\n" NO_HASH "\nnot the key's\n"};

START_TEST(a_stamp_that_is_not_the_key_s_says_nothing)
{
    char *text;
    size_t n;
    close_with_one_person();
    ck_assert_int_eq(
        file_write(stamp_file(), no_stamps[_i], strlen(no_stamps[_i]), 0600),
        STATUS_OK);
    open_vault();
    ck_assert_int_eq(file_read(&a, stamp_file(), &text, &n), STATUS_OK);
    ck_assert_msg(strcmp(text, no_stamps[_i]) != 0, "it is written anew");
}
END_TEST

/* The stamp knows whether a file that SQLite can't read is a changed one. */
START_TEST(a_vault_that_is_no_database_is_refused_or_unreadable)
{
    enum status expected = _i == 0 ? STATUS_REFUSED : STATUS_IO;
    char *bytes;
    size_t n;
    close_with_one_person();
    ck_assert_int_eq(file_read(&a, vault_file(), &bytes, &n), STATUS_OK);
    memset(bytes, 'x', 100);
    ck_assert_int_eq(file_write(vault_file(), bytes, n, 0600), STATUS_OK);
    if (_i == 1)
        ck_assert_int_eq(unlink(stamp_file()), 0);
    if (_i == 2)
        ck_assert_int_eq(file_write(stamp_file(), "x", 1, 0600), STATUS_OK);
    ck_assert_int_eq(vault_open(&a, study, k, &v), expected);
}
END_TEST

static const char *const facts[] = {
    "UPDATE vault_fact SET value = '3' WHERE name = 'schema'",
    "UPDATE vault_fact SET value = 'PAAAAAAAAAAAAA' WHERE name = 'key_check'",
    "UPDATE vault_fact SET value = 'x' WHERE name = 'content'",
    "DELETE FROM vault_fact WHERE name = 'mac'"};

START_TEST(changed_facts_are_refused_beside_a_good_stamp)
{
    close_with_one_person();
    change(facts[_i]);
    ck_assert_msg(vault_open(&a, study, k, &v) == STATUS_REFUSED, "%s",
                  facts[_i]);
}
END_TEST

/* -------------------------------------------------------- the first format */

/* Written by the program that knew format 1, key {3, 0, ...}: 3 people. */
static void take_first_format(void)
{
    ck_assert_int_eq(vault_close(v), STATUS_OK);
    v = NULL;
    ck_assert_int_eq(folder_remove(arena_format(&a, "%s/identity", study)),
                     STATUS_OK);
    ck_assert_int_eq(folder_make(arena_format(&a, "%s/identity", study), 0700),
                     STATUS_OK);
    ck_assert_int_eq(
        file_copy(TEST_REFERENCE_DIR "/vault_format_1.sqlite", vault_file()),
        STATUS_OK);
    ck_assert_int_eq(chmod(vault_file(), 0600), 0);
}

static bool is_new_format(void)
{
    struct store *s;
    int64_t is_new;
    ck_assert_int_eq(store_open(vault_file(), 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_integer(s,
                                   "SELECT count(*) FROM vault_fact "
                                   "WHERE name = 'schema' AND value = '2'",
                                   &is_new),
                     STATUS_OK);
    ck_assert_int_eq(store_close(s), STATUS_OK);
    return is_new == 1;
}

static void start_again(const char *bytes, size_t n)
{
    unlink(stamp_file());
    ck_assert_int_eq(file_write(vault_file(), bytes, n, 0600), STATUS_OK);
}

static void is_refused_and_left(const struct keys *key, const char *why)
{
    char *before, *after;
    size_t n, n_after;
    ck_assert_int_eq(file_read(&a, vault_file(), &before, &n), STATUS_OK);
    ck_assert_msg(vault_open(&a, study, key, &v) == STATUS_REFUSED, "%s", why);
    ck_assert_ptr_null(v);
    ck_assert_int_eq(file_read(&a, vault_file(), &after, &n_after), STATUS_OK);
    ck_assert_uint_eq(n_after, n);
    ck_assert_mem_eq(after, before, n);
    ck_assert_msg(
        !path_exists(arena_format(&a, "%s/identity/vault.new.sqlite", study)),
        "half a vault stays: %s", why);
}

static const char *const old_changes[] = {
    "UPDATE person SET sealed = zeroblob(60) WHERE serial = 1",
    "UPDATE received_row SET sealed = zeroblob(60) WHERE received = 1",
    "UPDATE blind_index SET tag = x'00' WHERE field = 1 AND serial = 1",
    "UPDATE blind_index SET field = 0 WHERE field = 1 AND serial = 1",
    "UPDATE blind_index SET field = 99 WHERE field = 1 AND serial = 1",
    "DELETE FROM vault_fact WHERE name = 'key_check'"};

START_TEST(a_damaged_vault_of_the_first_format_is_left_as_it_is)
{
    take_first_format();
    change(old_changes[_i]);
    is_refused_and_left(k, old_changes[_i]);
}
END_TEST

/* The key with a later master only, or another key. */
START_TEST(a_vault_of_the_first_format_wants_its_own_key)
{
    struct key_secret *secret = key_secret_new();
    unsigned char root[KEY_SIZE] = {_i == 0 ? 3 : 4};
    ck_assert_int_eq(key_bytes_open(root, KEY_SIZE, secret), KEY_GOOD);
    if (_i == 0)
        secret->masters[0].version = 2;
    struct keys *other = keys_of(secret);
    sodium_free(secret);
    take_first_format();
    is_refused_and_left(other, _i == 0 ? "no first master" : "another key");
    keys_free(other);
}
END_TEST

/* Whichever step of a statement fails: the old file is there, or the new one
 * is whole. */
START_TEST(a_vault_of_the_first_format_survives_each_failing_step)
{
    char *before, *after;
    size_t n, n_after;
    take_first_format();
    ck_assert_int_eq(file_read(&a, vault_file(), &before, &n), STATUS_OK);
    for (size_t step = 1; step < 1000; step++) {
        failing_step = step;
        enum status st = vault_open(&a, study, k, &v);
        bool is_over = failing_step > 0;
        failing_step = 0;
        if (st == STATUS_OK) {
            ck_assert_uint_eq(vault_n_people(v), 3);
            ck_assert_int_eq(vault_close(v), STATUS_OK);
        } else {
            ck_assert_msg(st == STATUS_IO, "step %zu: %d", step, (int)st);
            ck_assert_ptr_null(v);
        }
        if (is_over) {
            ck_assert_int_eq(st, STATUS_OK);
            ck_assert_uint_gt(step, 20);
            break;
        }
        if (!path_exists(stamp_file())) {
            ck_assert_int_eq(file_read(&a, vault_file(), &after, &n_after),
                             STATUS_OK);
            ck_assert_msg((n_after == n && memcmp(after, before, n) == 0) ||
                              is_new_format(),
                          "step %zu", step);
        }
        start_again(before, n);
    }
    v = NULL;
}
END_TEST

START_TEST(a_vault_of_the_first_format_is_rewritten)
{
    struct person_record r;
    take_first_format();
    open_vault();
    ck_assert_uint_eq(vault_n_people(v), 3);
    ck_assert_int_eq(vault_person(v, &a, 1, &r), STATUS_OK);
    ck_assert_str_eq(r.name, "髙橋　花子");
    ck_assert_uint_eq(vault_root(v, 2), 1);
    ck_assert_uint_eq(meet("W", "1", "", "", ""), 1);
    ck_assert_uint_eq(n_doubts(), 1);
    reopen();
    ck_assert_uint_eq(vault_n_people(v), 3);
    ck_assert_uint_eq(vault_root(v, 2), 1);
}
END_TEST

static void add_damaged_and_old_vaults(TCase *t)
{
    tcase_add_loop_test(t, a_stamp_that_is_not_the_key_s_says_nothing, 0,
                        sizeof no_stamps / sizeof no_stamps[0]);
    tcase_add_loop_test(t, a_vault_that_is_no_database_is_refused_or_unreadable,
                        0, 3);
    tcase_add_loop_test(t, changed_facts_are_refused_beside_a_good_stamp, 0,
                        sizeof facts / sizeof facts[0]);
    tcase_add_loop_test(t, a_damaged_vault_of_the_first_format_is_left_as_it_is,
                        0, sizeof old_changes / sizeof old_changes[0]);
    tcase_add_loop_test(t, a_vault_of_the_first_format_wants_its_own_key, 0, 2);
    tcase_add_test(t, a_vault_of_the_first_format_survives_each_failing_step);
    tcase_add_test(t, a_vault_of_the_first_format_is_rewritten);
}

static Suite *suite(void)
{
    Suite *s = suite_create("vault");
    TCase *t = tcase_create("vault");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, every_sql_file_is_prepared_against_the_schema);
    tcase_add_test(t, who_was_known_before_is_found_by_birth_date_too);
    tcase_add_test(t, joined_people_are_one_candidate_and_erased_ones_none);
    tcase_add_test(t, a_person_is_found_by_office_and_number);
    tcase_add_test(t, a_common_name_with_a_like_birth_date_is_no_question);
    tcase_add_test(t, a_person_is_found_by_name_kana_and_birth_date);
    tcase_add_test(t, a_person_known_by_number_only_gets_a_name_later);
    tcase_add_loop_test(t, what_is_doubtful_is_a_new_person_and_a_question, 0,
                        sizeof doubtful / sizeof doubtful[0]);
    tcase_add_loop_test(t, who_was_born_that_day_may_have_been_renamed, 0,
                        sizeof renamed / sizeof renamed[0]);
    tcase_add_test(t, a_day_that_hundreds_are_born_on_says_nothing);
    tcase_add_test(t, namesakes_born_years_apart_are_no_question);
    tcase_add_test(t, twins_are_no_question);
    tcase_add_test(t, a_number_of_two_offices_is_a_question_about_both);
    tcase_add_test(t, a_row_that_says_nothing_is_a_person_of_its_own);
    tcase_add_test(
        t, an_answer_joins_under_the_lower_serial_and_can_be_taken_back);
    tcase_add_test(t, the_vault_remembers_after_it_was_closed);
    tcase_add_test(t, people_are_read_before_they_are_in_the_file);
    tcase_add_test(t, one_row_of_a_file_is_read_by_its_number);
    tcase_add_test(t, what_was_rolled_back_is_forgotten);
    tcase_add_test(t, another_key_does_not_open_the_vault);
    tcase_add_test(t, a_vault_that_others_may_read_is_refused);
    tcase_add_test(t, strangers_of_another_roster_are_looked_up_but_not_added);
    tcase_add_test(t, an_erased_person_s_key_and_rows_leave_the_file);
    tcase_add_test(t, whether_anyone_is_erased_is_known);
    tcase_add_test(t,
                   a_new_person_is_known_as_last_said_and_unknown_once_erased);
    tcase_add_test(t,
                   an_erased_person_who_comes_again_is_recognised_and_not_kept);
    tcase_add_test(t, the_key_of_waiting_rows_is_thrown_away);
    tcase_add_test(t,
                   rows_open_under_the_new_master_and_no_longer_under_the_old);
    tcase_add_loop_test(t, a_changed_vault_is_refused_row_by_row, 0,
                        sizeof changes / sizeof changes[0]);
    tcase_add_test(t, an_unchanged_vault_without_its_stamp_is_taken);
    tcase_add_test(t, an_older_copy_of_the_vault_is_refused);
    tcase_add_test(t, a_vault_that_is_gone_is_not_made_anew);
    tcase_add_test(t, a_vault_is_refused_by_a_key_without_its_master);
    tcase_add_test(t, rows_find_their_people_in_any_order);
    tcase_add_test(t, an_erased_row_that_becomes_another_s_stays_empty);
    tcase_add_test(t, rows_and_people_that_were_never_there_are_a_bug);
    tcase_add_test(t, more_than_a_batch_holds_reaches_the_file);
    tcase_add_test(t, a_serial_that_was_left_out_is_nobody_s);
    tcase_add_test(t, fingerprints_of_before_and_of_this_run_are_one_list);
    tcase_add_test(t, who_is_kept_apart_is_not_joined_whatever_was_answered);
    add_damaged_and_old_vaults(t);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
