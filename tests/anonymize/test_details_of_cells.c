/* own_details: what a person's own row may not repeat in other columns. */
#include "anonymize/own_details.h"
#include "base/codebook.h"
#include "base/japanese_date.h"
#include "check_main.h"

static struct arena a;
static struct codebook book;
static struct name_variants variants;
static struct own_details own;

static int32_t days(const char *iso)
{
    struct date d;
    ck_assert(date_parse_iso(iso, &d));
    return date_to_days(d);
}

static void set_up(void)
{
    static const struct person_record person = {
        .number = "KW-0013",
        .name = "髙橋　花子",
        .kana = "タカハシ　ハナコ",
        .birth = "1943-08-29",
        .contact = "04-7167-1234\n柏市若葉町1-2\n"};
    arena_init(&a);
    ck_assert_int_eq(
        codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", NULL, &book),
        STATUS_OK);
    ck_assert_int_eq(name_variants_load(&a, &book, &variants), STATUS_OK);
    own_details_begin(&own, &variants);
    own_details_add(&a, &own, &person);
}

static void tear_down(void)
{
    arena_release(&a);
}

static const struct variable *column(const char *kind, const char *name)
{
    const struct file_kind *k = codebook_kind(&book, kind);
    ck_assert_ptr_nonnull(k);
    const struct variable *v = kind_variable(k, name);
    ck_assert_ptr_nonnull(v);
    return v;
}

static const struct {
    const char *kind, *variable, *text;
    bool is_own;
} cells[] = {
    {"12", "start", "1943-08-29", true},
    {"12", "start", "S18.8.29", true},
    {"12", "start", "1943-08-30", false},
    {"12", "start", "KW-0013", false}, /* no day, and days are compared only */
    {"14", "start_ym", "1943-08", true},
    {"14", "start_ym", "1943-09", false},
    {"14", "start_ym", "1944-08", false},
    {"14", "start_ym", "neither", false},
    {"12", "prev_episode", "kw0013", true},
    {"12", "prev_episode", "S180829", true},
    {"12", "prev_episode", "S180830", false},
    {"12", "hours", "1943.8.29", true},
    {"11", "free", "高橋花子", true},
    {"11", "free", "0471671234", true},
    {"11", "free", "柏市若葉町1-2", true},
    {"11", "free", "柏市若葉町1-3", false},
    {"11", "free", "花子", false},       /* too short to say who it is */
    {"12", "kind", "1943-08-29", false}, /* a list's code says nothing else */
};

START_TEST(a_cell_is_compared_as_its_column_asks)
{
    const struct variable *v = column(cells[_i].kind, cells[_i].variable);
    ck_assert_msg(
        own_details_match(&a, &own, v, cells[_i].text) == cells[_i].is_own,
        "%s.%s '%s'", cells[_i].kind, cells[_i].variable, cells[_i].text);
}
END_TEST

START_TEST(a_second_record_adds_what_is_new)
{
    static const struct person_record married = {.number = "KW-0013",
                                                 .name = "鈴木　花子",
                                                 .kana = "スズキ　ハナコ",
                                                 .birth = "1943-09-28",
                                                 .contact = "0471671234"};
    size_t n = own.n_texts;
    own_details_add(&a, &own, &married);
    ck_assert_uint_eq(own.n_texts, n + 2); /* the two names */
    ck_assert_uint_eq(own.n_births, 2);
    own_details_add_birth(&own, days("1943-09-28"));
    own_details_add_birth(&own, INT32_MIN);
    ck_assert_uint_eq(own.n_births, 2);
    ck_assert(own_details_match(&a, &own, column("11", "free"), "鈴木花子"));
    ck_assert(own_details_match(&a, &own, column("12", "end"), "1943-08-29"));
    ck_assert(own_details_match(&a, &own, column("14", "start_ym"), "1943-09"));
}
END_TEST

START_TEST(of_a_person_without_details_nothing_is_own)
{
    static const struct person_record nobody = {
        .number = "12", .name = "", .kana = "", .birth = "", .contact = ""};
    own_details_begin(&own, &variants);
    own_details_add(&a, &own, &nobody);
    ck_assert(!own_details_match(&a, &own, column("11", "free"), "高橋花子"));
    ck_assert(
        !own_details_match(&a, &own, column("12", "start"), "1943-08-29"));
    own_details_add_birth(&own, days("1943-08-29"));
    ck_assert(!own_details_match(&a, &own, column("11", "free"), "高橋花子"));
    ck_assert(own_details_match(&a, &own, column("12", "start"), "1943-08-29"));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("own_details");
    TCase *t = tcase_create("own_details");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, a_cell_is_compared_as_its_column_asks, 0,
                        sizeof cells / sizeof cells[0]);
    tcase_add_test(t, a_second_record_adds_what_is_new);
    tcase_add_test(t, of_a_person_without_details_nothing_is_own);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
