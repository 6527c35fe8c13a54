/* store: the only place that speaks to SQLite. */
#include "base/store.h"

#include "base/arena.h"
#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One thread at a time: SQLite's own locks would be taken for every cell. */
struct store {
    sqlite3 *db;
    char *path;
    const char *const *reads;
    const char *const *writes;
    bool is_restricted;
    const struct given_rows *given;
    bool in_transaction;
    enum status failed; /* the first failure in it, or STATUS_OK */
};

struct statement {
    struct store *store;
    sqlite3_stmt *handle;
    int unbound; /* why a value could not be bound, or SQLITE_OK */
};

/* A full disk and a broken one are the world's fault; a busy database is
 * another run; anything else is a statement of ours that is wrong. */
static enum status meaning(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STATUS_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
        return STATUS_IO;
    default:
        return STATUS_BUG;
    }
}

static enum status report(struct store *s, int code)
{
    say_error("store.failed", s->path, sqlite3_errmsg(s->db));
    if (s->in_transaction && s->failed == STATUS_OK)
        s->failed = meaning(code);
    return meaning(code);
}

static bool listed(const char *const *names, const char *name)
{
    for (; names != NULL && *names != NULL; names++) {
        size_t n = strlen(*names);
        if (n != 0 && (*names)[n - 1] == '*') {
            if (strncmp(*names, name, n - 1) == 0)
                return true;
        } else if (strcmp(*names, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_schema_table(const char *name)
{
    return strncmp(name, "sqlite_", 7) == 0;
}

static bool may_read(const struct store *s, const char *table,
                     const char *inside)
{
    return listed(s->reads, table) || listed(s->writes, table) ||
           is_schema_table(table) || strcmp(table, "given") == 0 ||
           strncmp(table, "pragma_", 7) == 0 ||
           strncmp(table, "json_", 5) == 0 ||
           (inside != NULL &&
            (listed(s->reads, inside) || listed(s->writes, inside)));
}

static bool is_raw(const char *table)
{
    return strncmp(table, "raw_", 4) == 0;
}

static bool is_permitted(const struct store *s, int action, const char *first,
                         const char *inside)
{
    switch (action) {
    case SQLITE_UPDATE:
        if (is_raw(first))
            return false;
        return !s->is_restricted || listed(s->writes, first) ||
               is_schema_table(first);
    case SQLITE_READ:
        return !s->is_restricted || may_read(s, first, inside);
    case SQLITE_INSERT:
    case SQLITE_DELETE:
        return !s->is_restricted || listed(s->writes, first) ||
               is_schema_table(first);
    case SQLITE_CREATE_TABLE:
    case SQLITE_DROP_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_DROP_VIEW:
        return !s->is_restricted || listed(s->writes, first);
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return false;
    default:
        return true;
    }
}

static int authorize(void *context, int action, const char *first,
                     const char *second, const char *database,
                     const char *inside)
{
    const struct store *s = context;
    (void)second;
    if (database != NULL && strcmp(database, "temp") == 0)
        return SQLITE_OK;
    return is_permitted(s, action, first == NULL ? "" : first, inside)
               ? SQLITE_OK
               : SQLITE_DENY;
}

/* --------------------------------------------------------------- given rows */

/* SQLite's way to say that a table is answered by functions: see
 * sqlite.org/vtab.html. Without xCreate it needs no CREATE. */
struct given_table {
    sqlite3_vtab base;
    const struct store *store;
};

struct given_cursor {
    sqlite3_vtab_cursor base;
    const struct given_rows *rows;
    size_t at;
};

static int given_connect(sqlite3 *db, void *store, int n,
                         const char *const *arguments, sqlite3_vtab **out,
                         char **error)
{
    struct given_table *t = calloc(1, sizeof *t);
    (void)n;
    (void)arguments;
    (void)error;
    if (t == NULL)
        return SQLITE_NOMEM;
    t->store = store;
    *out = &t->base;
    return sqlite3_declare_vtab(
        db, "CREATE TABLE given (c0, c1, c2, c3, c4, c5, c6, c7)");
}

static int given_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

/* Always read from the first row to the last. */
static int given_plan(sqlite3_vtab *table, sqlite3_index_info *plan)
{
    (void)table;
    plan->estimatedCost = 1;
    return SQLITE_OK;
}

static int given_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct given_cursor *c = calloc(1, sizeof *c);
    (void)table;
    if (c == NULL)
        return SQLITE_NOMEM;
    *out = &c->base;
    return SQLITE_OK;
}

static int given_close(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static int given_start(sqlite3_vtab_cursor *cursor, int plan, const char *name,
                       int n, sqlite3_value **values)
{
    struct given_cursor *c = (struct given_cursor *)cursor;
    (void)plan;
    (void)name;
    (void)n;
    (void)values;
    c->rows = ((const struct given_table *)cursor->pVtab)->store->given;
    c->at = 0;
    return c->rows == NULL ? SQLITE_MISUSE : SQLITE_OK;
}

static int given_next(sqlite3_vtab_cursor *cursor)
{
    ((struct given_cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int given_is_over(sqlite3_vtab_cursor *cursor)
{
    const struct given_cursor *c = (const struct given_cursor *)cursor;
    return c->at >= c->rows->n;
}

static int given_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out,
                        int column)
{
    const struct given_cursor *c = (const struct given_cursor *)cursor;
    struct given_cell cell = {.type = GIVEN_NULL};
    c->rows->cell(c->rows->context, c->at, column, &cell);
    switch (cell.type) {
    case GIVEN_INTEGER:
        sqlite3_result_int64(out, cell.integer);
        break;
    case GIVEN_TEXT:
        sqlite3_result_text64(out, cell.bytes, cell.n, SQLITE_STATIC,
                              SQLITE_UTF8);
        break;
    case GIVEN_BYTES:
        sqlite3_result_blob64(out, cell.bytes, cell.n, SQLITE_STATIC);
        break;
    case GIVEN_NULL:
        sqlite3_result_null(out);
        break;
    }
    return SQLITE_OK;
}

static int given_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((struct given_cursor *)cursor)->at;
    return SQLITE_OK;
}

static const sqlite3_module given_module = {
    .iVersion = 1,
    .xConnect = given_connect,
    .xBestIndex = given_plan,
    .xDisconnect = given_disconnect,
    .xOpen = given_open,
    .xClose = given_close,
    .xFilter = given_start,
    .xNext = given_next,
    .xEof = given_is_over,
    .xColumn = given_column,
    .xRowid = given_rowid,
};

/* ----------------------------------------------------------------- opening */

static enum status make_file(const char *path, unsigned mode)
{
    if (strcmp(path, ":memory:") == 0)
        return STATUS_OK;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, (mode_t)mode);
    if (fd < 0) {
        say_error("file.failed", path, strerror(errno));
        return STATUS_IO;
    }
    close(fd);
    return STATUS_OK;
}

/* Pages of 16 KiB hold a wide row without a chain; only a new file takes them.
 */
static const char pragmas[] = "PRAGMA page_size = 16384;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA journal_mode = DELETE;"
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA trusted_schema = OFF;";

static enum status set_up(struct store *s)
{
    sqlite3_busy_timeout(s->db, 0);
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    enum status st = store_run(s, pragmas);
    int64_t is_on = 0;
    if (st == STATUS_OK)
        st = store_integer(s, "PRAGMA secure_delete", &is_on);
    if (st == STATUS_OK && is_on != 1) {
        say_error("store.failed", s->path, "secure_delete is off");
        st = STATUS_REFUSED;
    }
    return st;
}

/* Counting every allocation takes a lock each time; nobody asks. It can only
 * be said before the first database is opened. */
static void set_up_library(void)
{
    static bool is_done;
    if (!is_done)
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    is_done = true;
}

enum status store_open(const char *path, unsigned mode, struct store **out)
{
    *out = NULL;
    set_up_library();
    enum status st = make_file(path, mode);
    if (st != STATUS_OK)
        return st;
    struct store *s = calloc(1, sizeof *s);
    char *copy = malloc(strlen(path) + 1);
    if (s == NULL || copy == NULL)
        arena_out_of_memory();
    s->path = strcpy(copy, path);
    int code = sqlite3_open_v2(
        path, &s->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        st = report(s, code);
    } else {
        st = set_up(s);
        sqlite3_create_module(s->db, "given", &given_module, s);
        sqlite3_set_authorizer(s->db, authorize, s);
    }
    if (st == STATUS_OK) {
        *out = s;
        return STATUS_OK;
    }
    sqlite3_close(s->db);
    free(s->path);
    free(s);
    return st;
}

enum status store_close(struct store *s)
{
    if (s == NULL)
        return STATUS_OK;
    int code = sqlite3_close(s->db);
    enum status st = code == SQLITE_OK ? STATUS_OK : report(s, code);
    if (code != SQLITE_OK)
        sqlite3_close_v2(s->db);
    free(s->path);
    free(s);
    return st;
}

enum status store_begin(struct store *s)
{
    enum status st = store_run(s, "BEGIN IMMEDIATE");
    s->in_transaction = st == STATUS_OK;
    s->failed = STATUS_OK;
    return st;
}

enum status store_commit(struct store *s)
{
    enum status st = store_run(s, "COMMIT");
    if (st == STATUS_OK)
        s->in_transaction = false;
    return st;
}

void store_rollback(struct store *s)
{
    s->in_transaction = false;
    if (!sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* An error of the disk may end SQLite's transaction by itself: what came
 * after it would be kept at once, row by row. */
static bool is_spoiled(const struct store *s)
{
    return s->in_transaction && s->failed != STATUS_OK;
}

enum status store_run(struct store *s, const char *sql)
{
    if (is_spoiled(s))
        return s->failed;
    int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : report(s, code);
}

void store_allow(struct store *s, const char *const *reads,
                 const char *const *writes)
{
    s->reads = reads;
    s->writes = writes;
    s->is_restricted = reads != NULL || writes != NULL;
    /* Setting it again makes SQLite prepare cached statements anew. */
    sqlite3_set_authorizer(s->db, authorize, s);
}

enum status store_prepare(struct store *s, const char *sql,
                          struct statement **out)
{
    *out = NULL;
    struct statement *st = calloc(1, sizeof *st);
    if (st == NULL)
        arena_out_of_memory();
    st->store = s;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &st->handle, NULL);
    if (code != SQLITE_OK || st->handle == NULL) {
        free(st);
        return report(s, code);
    }
    *out = st;
    return STATUS_OK;
}

/* A value that is not bound would be stored as NULL: the next step says so. */
static void bound(struct statement *st, int code)
{
    if (code != SQLITE_OK && st->unbound == SQLITE_OK)
        st->unbound = code;
}

void statement_text(struct statement *st, int at, const char *value)
{
    if (value == NULL)
        bound(st, sqlite3_bind_null(st->handle, at));
    else
        bound(st,
              sqlite3_bind_text(st->handle, at, value, -1, SQLITE_TRANSIENT));
}

void statement_text_in_place(struct statement *st, int at, const char *value,
                             int n)
{
    bound(st, sqlite3_bind_text(st->handle, at, value, n, SQLITE_STATIC));
}

void statement_integer(struct statement *st, int at, int64_t value)
{
    bound(st, sqlite3_bind_int64(st->handle, at, value));
}

void statement_real(struct statement *st, int at, double value)
{
    bound(st, sqlite3_bind_double(st->handle, at, value));
}

void statement_null(struct statement *st, int at)
{
    bound(st, sqlite3_bind_null(st->handle, at));
}

void statement_blob(struct statement *st, int at, const void *bytes, size_t n)
{
    bound(st, sqlite3_bind_blob64(st->handle, at, bytes, n, SQLITE_TRANSIENT));
}

bool statement_step(struct statement *st, enum status *status)
{
    int code = st->unbound;
    st->unbound = SQLITE_OK;
    if (is_spoiled(st->store)) {
        *status = st->store->failed;
        return false;
    }
    if (code == SQLITE_OK)
        code = sqlite3_step(st->handle);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        *status = report(st->store, code);
    return false;
}

enum status statement_run(struct statement *st)
{
    enum status status = STATUS_OK;
    while (statement_step(st, &status))
        ;
    sqlite3_reset(st->handle);
    return status;
}

void statement_give(struct statement *st, const struct given_rows *rows)
{
    st->store->given = rows;
}

void statement_reset(struct statement *st)
{
    sqlite3_reset(st->handle);
}

void statement_free(struct statement *st)
{
    if (st == NULL)
        return;
    sqlite3_finalize(st->handle);
    free(st);
}

/* No bytes where a value stands: SQLite had no memory to hand it out. */
const char *column_text(struct statement *st, int at)
{
    const char *text = (const char *)sqlite3_column_text(st->handle, at);
    if (text == NULL && !column_is_null(st, at))
        arena_out_of_memory();
    return text;
}

int64_t column_integer(struct statement *st, int at)
{
    return sqlite3_column_int64(st->handle, at);
}

double column_real(struct statement *st, int at)
{
    return sqlite3_column_double(st->handle, at);
}

bool column_is_null(struct statement *st, int at)
{
    return sqlite3_column_type(st->handle, at) == SQLITE_NULL;
}

const void *column_blob(struct statement *st, int at, size_t *n)
{
    const void *bytes = sqlite3_column_blob(st->handle, at);
    *n = (size_t)sqlite3_column_bytes(st->handle, at);
    if (bytes == NULL && *n > 0)
        arena_out_of_memory();
    return bytes;
}

int statement_columns(struct statement *st)
{
    return sqlite3_column_count(st->handle);
}

const char *statement_column_name(struct statement *st, int at)
{
    return sqlite3_column_name(st->handle, at);
}

enum status store_integer(struct store *s, const char *sql, int64_t *out)
{
    struct statement *st;
    enum status status = store_prepare(s, sql, &st);
    if (status != STATUS_OK)
        return status;
    if (statement_step(st, &status))
        *out = column_integer(st, 0);
    else if (status == STATUS_OK)
        status = STATUS_BUG;
    statement_free(st);
    return status;
}

enum status store_find_table(struct store *s, const char *name, bool *found)
{
    struct statement *st;
    enum status status =
        store_prepare(s, "SELECT 1 FROM sqlite_master WHERE name = ?1", &st);
    *found = false;
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, name);
    *found = statement_step(st, &status);
    statement_free(st);
    return status;
}

const char *store_error(struct store *s)
{
    return sqlite3_errmsg(s->db);
}
