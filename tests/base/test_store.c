/* store: one door to SQLite, and a stage is held to its declaration. */
#include "base/messages.h"
#include "base/store.h"
#include "check_main.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct store *s;

static void open_memory(void)
{
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(store_run(s, "CREATE TABLE one (a INTEGER) STRICT;"
                                  "CREATE TABLE two (a INTEGER) STRICT;"
                                  "CREATE TABLE raw_three (a INTEGER) STRICT;"
                                  "CREATE VIEW seen AS SELECT a FROM one;"
                                  "INSERT INTO one VALUES (7);"
                                  "INSERT INTO raw_three VALUES (1)"),
                     STATUS_OK);
}

static void close_memory(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
}

static const char *const only_one[] = {"one", NULL};
static const char *const only_two[] = {"two", NULL};
static const char *const only_view[] = {"seen", NULL};
static const char *const pattern[] = {"raw_*", NULL};
static const char *const nothing[] = {NULL};

START_TEST(declared_tables_may_be_read_and_written)
{
    store_allow(s, only_one, only_two);
    ck_assert_int_eq(store_run(s, "INSERT INTO two SELECT a FROM one"),
                     STATUS_OK);
}
END_TEST

START_TEST(an_undeclared_read_is_a_bug)
{
    store_allow(s, only_two, nothing);
    ck_assert_int_eq(store_run(s, "SELECT a FROM one"), STATUS_BUG);
}
END_TEST

START_TEST(an_undeclared_write_is_a_bug_and_changes_nothing)
{
    int64_t n = -1;
    store_allow(s, only_one, only_two);
    ck_assert_int_eq(store_run(s, "DELETE FROM one"), STATUS_BUG);
    store_allow(s, NULL, NULL);
    ck_assert_int_eq(store_integer(s, "SELECT count(*) FROM one", &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1);
}
END_TEST

START_TEST(a_declared_view_covers_what_it_reads)
{
    int64_t n = 0;
    store_allow(s, only_view, nothing);
    ck_assert_int_eq(store_integer(s, "SELECT a FROM seen", &n), STATUS_OK);
    ck_assert_int_eq(n, 7);
    ck_assert_int_eq(store_run(s, "SELECT a FROM one"), STATUS_BUG);
}
END_TEST

START_TEST(raw_rows_are_never_changed)
{
    ck_assert_int_eq(store_run(s, "UPDATE raw_three SET a = 2"), STATUS_BUG);
    store_allow(s, pattern, pattern);
    ck_assert_int_eq(store_run(s, "UPDATE raw_three SET a = 2"), STATUS_BUG);
    ck_assert_int_eq(store_run(s, "DELETE FROM raw_three"), STATUS_OK);
}
END_TEST

START_TEST(a_misspelt_column_in_quotes_is_an_error)
{
    ck_assert_int_eq(store_run(s, "SELECT \"b\" FROM one"), STATUS_BUG);
}
END_TEST

START_TEST(values_come_back_as_they_went_in)
{
    struct statement *st;
    enum status status = STATUS_OK;
    ck_assert_int_eq(
        store_run(s, "CREATE TABLE v (t TEXT, i INTEGER, r REAL, n TEXT)"),
        STATUS_OK);
    ck_assert_int_eq(
        store_prepare(s, "INSERT INTO v VALUES (?1, ?2, ?3, ?4)", &st),
        STATUS_OK);
    statement_text(st, 1, "髙橋'; DROP TABLE v");
    statement_integer(st, 2, INT64_MIN);
    statement_real(st, 3, 0.1);
    statement_text(st, 4, NULL);
    ck_assert_int_eq(statement_run(st), STATUS_OK);
    statement_free(st);
    ck_assert_int_eq(store_prepare(s, "SELECT t, i, r, n FROM v", &st),
                     STATUS_OK);
    ck_assert(statement_step(st, &status));
    ck_assert_str_eq(column_text(st, 0), "髙橋'; DROP TABLE v");
    ck_assert(column_integer(st, 1) == INT64_MIN);
    ck_assert(column_real(st, 2) == 0.1);
    ck_assert(column_is_null(st, 3));
    ck_assert(!statement_step(st, &status));
    ck_assert_int_eq(status, STATUS_OK);
    statement_free(st);
}
END_TEST

static void cell_of_square(const void *context, size_t row, int column,
                           struct given_cell *out)
{
    const char *word = context;
    out->integer = (int64_t)(row * row);
    out->bytes = word;
    out->n = strlen(word);
    out->type = column == 0   ? GIVEN_INTEGER
                : column == 1 ? GIVEN_TEXT
                : column == 2 ? GIVEN_BYTES
                              : GIVEN_NULL;
}

START_TEST(rows_in_memory_are_put_in_by_one_statement)
{
    struct statement *st;
    int64_t n;
    const struct given_rows rows = {1000, cell_of_square, "歩み"};
    ck_assert_int_eq(store_run(s, "CREATE TABLE wide (a INTEGER, b TEXT, "
                                  "c BLOB, d INTEGER) STRICT"),
                     STATUS_OK);
    ck_assert_int_eq(store_prepare(s,
                                   "INSERT INTO wide (a, b, c, d) "
                                   "SELECT c0, c1, c2, c3 FROM given",
                                   &st),
                     STATUS_OK);
    statement_give(st, &rows);
    ck_assert_int_eq(statement_run(st), STATUS_OK);
    statement_give(st, NULL);
    statement_free(st);
    ck_assert_int_eq(store_integer(s,
                                   "SELECT count(*) FROM wide WHERE b = '歩み' "
                                   "AND c = CAST('歩み' AS BLOB) AND d IS NULL",
                                   &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1000);
    ck_assert_int_eq(
        store_integer(s, "SELECT a FROM wide WHERE rowid = 1000", &n),
        STATUS_OK);
    ck_assert_int_eq(n, 999 * 999);
}
END_TEST

START_TEST(nothing_given_is_an_error)
{
    ck_assert_int_eq(store_run(s, "INSERT INTO one SELECT c0 FROM given"),
                     STATUS_BUG);
}
END_TEST

START_TEST(a_value_that_is_not_bound_is_never_stored_as_null)
{
    struct statement *st;
    int64_t n = -1;
    ck_assert_int_eq(store_prepare(s, "INSERT INTO one VALUES (?1)", &st),
                     STATUS_OK);
    statement_text(st, 2, "there is no second parameter");
    ck_assert_int_ne(statement_run(st), STATUS_OK);
    statement_integer(st, 1, 8);
    ck_assert_int_eq(statement_run(st), STATUS_OK);
    statement_free(st);
    ck_assert_int_eq(store_integer(s, "SELECT count(*) FROM one", &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 2);
}
END_TEST

START_TEST(a_rolled_back_transaction_leaves_nothing)
{
    int64_t n = -1;
    ck_assert_int_eq(store_begin(s), STATUS_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO one VALUES (8)"), STATUS_OK);
    store_rollback(s);
    ck_assert_int_eq(store_integer(s, "SELECT count(*) FROM one", &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1);
}
END_TEST

/* OR ROLLBACK ends the transaction by itself, as an error of the disk may. */
static void spoil(void)
{
    ck_assert_int_eq(store_run(s, "CREATE UNIQUE INDEX once ON one (a)"),
                     STATUS_OK);
    ck_assert_int_eq(store_begin(s), STATUS_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO one VALUES (8)"), STATUS_OK);
    ck_assert_int_eq(store_run(s, "INSERT OR ROLLBACK INTO one VALUES (7)"),
                     STATUS_BUG);
}

START_TEST(after_a_failure_a_transaction_takes_nothing_more)
{
    int64_t n = -1;
    struct statement *st;
    ck_assert_int_eq(store_prepare(s, "INSERT INTO one VALUES (9)", &st),
                     STATUS_OK);
    spoil();
    ck_assert_int_eq(statement_run(st), STATUS_BUG);
    ck_assert_int_eq(store_run(s, "INSERT INTO one VALUES (10)"), STATUS_BUG);
    ck_assert_int_eq(store_commit(s), STATUS_BUG);
    statement_free(st);
    store_rollback(s);
    ck_assert_int_eq(store_integer(s, "SELECT count(*) FROM one", &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1);
}
END_TEST

START_TEST(the_next_transaction_is_a_fresh_one)
{
    int64_t n = -1;
    spoil();
    store_rollback(s);
    ck_assert_int_eq(store_begin(s), STATUS_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO one VALUES (11)"), STATUS_OK);
    ck_assert_int_eq(store_commit(s), STATUS_OK);
    ck_assert_int_eq(store_integer(s, "SELECT count(*) FROM one", &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 2);
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused)
{
    char path[] = "/tmp/ayumi_store_XXXXXX";
    struct store *other;
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, "this is no database at all, ever", 32), 32);
    close(fd);
    ck_assert_int_eq(store_open(path, 0600, &other), STATUS_IO);
    ck_assert_ptr_null(other);
    unlink(path);
}
END_TEST

START_TEST(a_new_file_has_the_mode_asked_for)
{
    char path[] = "/tmp/ayumi_store_XXXXXX";
    struct store *other;
    struct stat st;
    close(mkstemp(path));
    unlink(path);
    ck_assert_int_eq(store_open(path, 0600, &other), STATUS_OK);
    ck_assert_int_eq(store_run(other, "CREATE TABLE t (a)"), STATUS_OK);
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
    ck_assert_int_eq(store_close(other), STATUS_OK);
    unlink(path);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("store");
    TCase *t = tcase_create("store");
    tcase_add_checked_fixture(t, open_memory, close_memory);
    tcase_add_test(t, declared_tables_may_be_read_and_written);
    tcase_add_test(t, an_undeclared_read_is_a_bug);
    tcase_add_test(t, an_undeclared_write_is_a_bug_and_changes_nothing);
    tcase_add_test(t, a_declared_view_covers_what_it_reads);
    tcase_add_test(t, raw_rows_are_never_changed);
    tcase_add_test(t, a_misspelt_column_in_quotes_is_an_error);
    tcase_add_test(t, values_come_back_as_they_went_in);
    tcase_add_test(t, rows_in_memory_are_put_in_by_one_statement);
    tcase_add_test(t, nothing_given_is_an_error);
    tcase_add_test(t, a_value_that_is_not_bound_is_never_stored_as_null);
    tcase_add_test(t, a_rolled_back_transaction_leaves_nothing);
    tcase_add_test(t, after_a_failure_a_transaction_takes_nothing_more);
    tcase_add_test(t, the_next_transaction_is_a_fresh_one);
    tcase_add_test(t, a_file_that_is_no_database_is_refused);
    tcase_add_test(t, a_new_file_has_the_mode_asked_for);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
