/* settings: study.csv comes back as written; mistakes are named. */
#include "base/output_file.h"
#include "base/settings.h"
#include "base/text.h"
#include "check_main.h"

#include <string.h>

static struct arena a;
static char folder[64];

static const struct settings sample = {.name = "見本調査",
                                       .municipality = "22100",
                                       .municipality_name = "静岡市",
                                       .language = LANGUAGE_EN,
                                       .first_quarter = {2022, 2},
                                       .population = 680000,
                                       .summary_years = 3};

static void make_folder(void)
{
    arena_init(&a);
    strcpy(folder, "/tmp/ayumi_settings_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&a);
}

static enum status load_text(const char *text, struct settings *out)
{
    const char *path = arena_format(&a, "%s/study.csv", folder);
    ck_assert_int_eq(file_write(path, text, strlen(text), 0644), STATUS_OK);
    return settings_load(&a, folder, out);
}

START_TEST(settings_come_back_as_written)
{
    struct settings got;
    ck_assert_int_eq(settings_write(folder, &sample), STATUS_OK);
    ck_assert_int_eq(settings_load(&a, folder, &got), STATUS_OK);
    ck_assert_str_eq(got.name, sample.name);
    ck_assert_str_eq(got.municipality, "22100");
    ck_assert_int_eq(got.language, LANGUAGE_EN);
    ck_assert_int_eq(got.first_quarter.fiscal_year, 2022);
    ck_assert_int_eq(got.first_quarter.number, 2);
    ck_assert_int_eq((int)got.population, 680000);
}
END_TEST

#define BEFORE "項目,値,説明\nname,x,\nmunicipality_name,y,\n"

/* traps: town-1 */
START_TEST(a_code_of_six_digits_loses_its_check_digit)
{
    struct settings got;
    ck_assert_int_eq(load_text(BEFORE "municipality,221007,\nfirst_quarter,"
                                      "R5Q2,\n",
                               &got),
                     STATUS_OK);
    ck_assert_str_eq(got.municipality, "22100");
    ck_assert_int_eq(got.first_quarter.fiscal_year, 2023);
}
END_TEST

static const struct {
    const char *why, *text;
} refused[] = {
    {"wrong check digit", BEFORE "municipality,221008,\nfirst_quarter,R5Q2,\n"},
    {"no such quarter", BEFORE "municipality,22100,\nfirst_quarter,R5Q5,\n"},
    {"unknown key",
     BEFORE "municipality,22100,\nfirst_quarter,R5Q2,\nmunicipaliti,1,\n"},
    {"missing key", BEFORE "municipality,22100,\n"},
    {"negative population",
     BEFORE "municipality,22100,\nfirst_quarter,R5Q2,\npopulation,-1,\n"},
};

START_TEST(a_wrong_study_file_is_refused)
{
    struct settings got = sample;
    ck_assert_msg(load_text(refused[_i].text, &got) == STATUS_USAGE, "%s",
                  refused[_i].why);
    ck_assert_str_eq(got.name, sample.name);
}
END_TEST

START_TEST(a_folder_without_study_file_is_refused)
{
    struct settings got;
    ck_assert_int_eq(settings_load(&a, folder, &got), STATUS_USAGE);
}
END_TEST

START_TEST(comments_do_not_change_the_meaning)
{
    struct settings one, two;
    ck_assert_int_eq(
        load_text(BEFORE "municipality,22100,\nfirst_quarter,R5Q2,\n", &one),
        STATUS_OK);
    ck_assert_int_eq(load_text(BEFORE "\nmunicipality,２２１００,変更しない\n"
                                      "first_quarter,FY2023Q2,\n",
                               &two),
                     STATUS_OK);
    ck_assert_str_eq(one.hash, two.hash);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("settings");
    TCase *t = tcase_create("settings");
    tcase_add_checked_fixture(t, make_folder, remove_folder);
    tcase_add_test(t, settings_come_back_as_written);
    tcase_add_test(t, a_code_of_six_digits_loses_its_check_digit);
    tcase_add_loop_test(t, a_wrong_study_file_is_refused, 0,
                        sizeof refused / sizeof refused[0]);
    tcase_add_test(t, a_folder_without_study_file_is_refused);
    tcase_add_test(t, comments_do_not_change_the_meaning);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
