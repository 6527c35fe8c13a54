/* derived_study: a research database in memory with the shipped codebook, for
 * tests that insert clean rows and look at what link and derive make of them.
 * Looked at from FY2024Q2 as of 2024-10-31 unless a test says otherwise. */
#ifndef AYUMI_TESTS_DERIVED_STUDY_H
#define AYUMI_TESTS_DERIVED_STUDY_H

#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/clock.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

static struct arena a;
static struct store *s;
static struct codebook book;
static struct settings study_settings;
static struct stage_context context;

static void set_up(void)
{
    arena_init(&a);
    study_settings = (struct settings){
        .name = "試験", .municipality = "12217", .population = 30000};
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(codebook_load(&a, codebook_shipped_folder(), NULL, &book),
                     STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_raw"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_derived"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_clock"), STATUS_OK);
    ck_assert_int_eq(books_load(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(typed_tables_make(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "model_frame"), STATUS_OK);
    context = (struct stage_context){.arena = &a,
                                     .store = s,
                                     .codebook = &book,
                                     .settings = &study_settings,
                                     .quarter = {2024, 2},
                                     .as_of = {2024, 10, 31},
                                     .report_year = 2024};
    ck_assert_int_eq(clock_fill(&context), STATUS_OK);
}

static void tear_down(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
    arena_release(&a);
}

static void insert(const char *sql)
{
    ck_assert_msg(store_run(s, sql) == STATUS_OK, "%s: %s", sql,
                  store_error(s));
}

/* Link and derive, each held to its declaration as the driver does. */
static void derive(void)
{
    const char *writes[64];
    const struct stage *both[] = {&stage3_link, &stage4_derive};
    for (size_t i = 0; i < 2; i++) {
        size_t n = 0;
        for (size_t j = 0; both[i]->writes[j] != NULL; j++)
            writes[n++] = both[i]->writes[j];
        writes[n++] = "finding";
        writes[n] = NULL;
        store_allow(s, both[i]->reads, writes);
        ck_assert_msg(both[i]->run(&context) == STATUS_OK, "%s: %s",
                      both[i]->name, store_error(s));
        store_allow(s, NULL, NULL);
    }
}

static int64_t count(const char *what)
{
    int64_t n = -1;
    ck_assert_msg(
        store_integer(s, arena_format(&a, "SELECT count(*) FROM %s", what),
                      &n) == STATUS_OK,
        "%s: %s", what, store_error(s));
    return n;
}

#define ONE(what) ck_assert_msg(count(what) == 1, "%s", what)
#define NONE(what) ck_assert_msg(count(what) == 0, "%s", what)

#endif
