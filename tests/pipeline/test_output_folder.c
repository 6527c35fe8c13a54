/* output_folder: results appear whole, and earlier ones are kept. */
#include "base/output_file.h"
#include "check_main.h"
#include "pipeline/output_folder.h"

#include <string.h>

static struct arena a;
static char study[64];
static struct output_folder f;

static void set_up(void)
{
    arena_init(&a);
    strcpy(study, "/tmp/ayumi_folder_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(study));
    output_folder_name(&a, study, (struct quarter){2023, 2}, &f);
}

static void tear_down(void)
{
    ck_assert_int_eq(folder_remove(study), STATUS_OK);
    arena_release(&a);
}

static void write_in(const char *folder, const char *name, const char *text)
{
    const char *path = arena_format(&a, "%s/%s", folder, name);
    ck_assert_int_eq(folder_make(arena_format(&a, "%s/summary", folder), 0755),
                     STATUS_OK);
    ck_assert_int_eq(file_write(path, text, strlen(text), 0644), STATUS_OK);
}

static struct output_change publish(const char *table, const char *summary,
                                    const char *record, bool is_other_report)
{
    struct output_change change;
    ck_assert_int_eq(output_folder_begin(&f), STATUS_OK);
    write_in(f.partial, "tables.csv", table);
    write_in(f.partial, "summary/summary.html", summary);
    write_in(f.partial, RUN_RECORD, record);
    ck_assert_int_eq(output_folder_publish(&a, &f, is_other_report, &change),
                     STATUS_OK);
    ck_assert(!path_exists(f.partial));
    ck_assert(!path_exists(f.aside));
    return change;
}

static const char *text_in(const char *folder, const char *name)
{
    char *bytes;
    size_t n;
    ck_assert_int_eq(
        file_read(&a, arena_format(&a, "%s/%s", folder, name), &bytes, &n),
        STATUS_OK);
    return bytes;
}

START_TEST(the_first_results_simply_appear)
{
    struct output_change change = publish("1", "s", "r", false);
    ck_assert_ptr_null(change.edition);
    ck_assert_str_eq(text_in(f.final, "tables.csv"), "1");
}
END_TEST

START_TEST(the_same_results_again_renew_only_the_record)
{
    publish("1", "s", "r1", false);
    struct output_change change = publish("1", "s", "r2", false);
    ck_assert_ptr_null(change.edition);
    ck_assert(!path_exists(f.editions));
    ck_assert_str_eq(text_in(f.final, RUN_RECORD), "r2");
}
END_TEST

START_TEST(other_results_keep_the_earlier_edition_and_say_what_changed)
{
    publish("1", "s", "r1", false);
    struct output_change change = publish("2", "s", "r2", false);
    ck_assert_ptr_nonnull(change.edition);
    ck_assert_uint_eq(change.n_changed, 1);
    ck_assert_str_eq(text_in(f.final, "tables.csv"), "2");
    ck_assert_str_eq(text_in(change.edition, "tables.csv"), "1");
    ck_assert_str_eq(text_in(change.edition, "changed.csv"),
                     "\xEF\xBB\xBF"
                     "file,change\r\ntables.csv,changed\r\n");
    change = publish("3", "s", "r3", false);
    ck_assert_str_eq(text_in(change.edition, "tables.csv"), "2");
}
END_TEST

START_TEST(another_years_summary_is_no_new_edition)
{
    publish("1", "2024", "r1", false);
    struct output_change change = publish("1", "2023", "r2", true);
    ck_assert_ptr_null(change.edition);
    ck_assert_str_eq(text_in(f.final, "summary/summary.html"), "2023");
}
END_TEST

START_TEST(another_years_summary_over_other_results_is_an_edition)
{
    publish("1", "2024", "r1", false);
    struct output_change change = publish("2", "2023", "r2", true);
    ck_assert_ptr_nonnull(change.edition);
    ck_assert_str_eq(text_in(change.edition, "summary/summary.html"), "2024");
}
END_TEST

START_TEST(what_an_interrupted_run_left_is_cleared)
{
    ck_assert_int_eq(output_folder_begin(&f), STATUS_OK);
    write_in(f.partial, "half.csv", "h");
    write_in(f.aside, "old.csv", "o");
    publish("1", "s", "r", false);
    ck_assert(!path_exists(arena_format(&a, "%s/half.csv", f.final)));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("output_folder");
    TCase *t = tcase_create("output_folder");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, the_first_results_simply_appear);
    tcase_add_test(t, the_same_results_again_renew_only_the_record);
    tcase_add_test(t,
                   other_results_keep_the_earlier_edition_and_say_what_changed);
    tcase_add_test(t, another_years_summary_is_no_new_edition);
    tcase_add_test(t, another_years_summary_over_other_results_is_an_edition);
    tcase_add_test(t, what_an_interrupted_run_left_is_cleared);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
