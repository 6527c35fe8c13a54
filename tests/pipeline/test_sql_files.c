/* Every .sql file of the pipeline runs against the tables of the codebook:
 * a misspelt column is found before any data is. */
#include "base/codebook.h"
#include "base/sql_text.h"
#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/sql_run.h"
#include "pipeline/typed_tables.h"

static struct arena a;
static struct store *s;

static void set_up(void)
{
    struct codebook book;
    arena_init(&a);
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(codebook_load(&a, codebook_shipped_folder(), NULL, &book),
                     STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_raw"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_derived"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_clock"), STATUS_OK);
    ck_assert_int_eq(books_load(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(typed_tables_make(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "model_frame"), STATUS_OK);
}

static void tear_down(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
    arena_release(&a);
}

START_TEST(every_sql_file_runs_on_the_schema)
{
    size_t n = 0;
    for (const struct sql_text *q = pipeline_sql; q->name != NULL; q++) {
        if (text_starts_with(q->name, "schema_") ||
            text_equal(q->name, "model_frame"))
            continue;
        ck_assert_int_eq(store_begin(s), STATUS_OK);
        ck_assert_msg(store_run(s, q->text) == STATUS_OK, "%s.sql: %s", q->name,
                      store_error(s));
        store_rollback(s);
        n++;
    }
    ck_assert_uint_gt(n, 5);
}
END_TEST

START_TEST(every_sql_file_says_its_question)
{
    for (const struct sql_text *q = pipeline_sql; q->name != NULL; q++)
        ck_assert_msg(text_starts_with(q->text, "-- "), "%s.sql", q->name);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("sql_files");
    TCase *t = tcase_create("sql_files");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, every_sql_file_runs_on_the_schema);
    tcase_add_test(t, every_sql_file_says_its_question);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
