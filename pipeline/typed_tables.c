/* typed_tables: raw_, clean_ and now_ tables, made from the codebook. */
#include "pipeline/typed_tables.h"

#include <string.h>

bool variable_crosses(const struct variable *v)
{
    return role_may_cross(v->role);
}

bool variable_has_age(const struct file_kind *k, const struct variable *v)
{
    return k->people != PEOPLE_NONE && v->type == TYPE_DATE &&
           variable_crosses(v);
}

static const char *sql_type(enum variable_type type)
{
    switch (type) {
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_FISCAL_YEAR:
        return "INTEGER";
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        return "REAL";
    default:
        return "TEXT";
    }
}

size_t raw_first_variable(const struct file_kind *k)
{
    size_t n = 4; /* file row subject … elderly */
    for (size_t i = 0; i < k->n_variables; i++)
        n += variable_has_age(k, k->variables[i]) ? 1 : 0;
    return n;
}

static char *raw_columns(struct arena *a, const struct file_kind *k)
{
    char *sql = arena_copy(a, "file INTEGER NOT NULL, row INTEGER NOT NULL, "
                              "subject TEXT NOT NULL");
    for (size_t i = 0; i < k->n_variables; i++) {
        if (variable_has_age(k, k->variables[i]))
            sql = arena_format(a, "%s, \"age_%s\" TEXT", sql,
                               k->variables[i]->name);
    }
    sql = arena_format(a, "%s, elderly TEXT", sql);
    for (size_t i = 0; i < k->n_variables; i++) {
        if (variable_crosses(k->variables[i]))
            sql =
                arena_format(a, "%s, \"%s\" TEXT", sql, k->variables[i]->name);
    }
    return arena_format(a, "%s, PRIMARY KEY (file, row)", sql);
}

static char *clean_columns(struct arena *a, const struct file_kind *k)
{
    char *sql = arena_copy(
        a, "file INTEGER NOT NULL, row INTEGER NOT NULL, subject TEXT NOT "
           "NULL, is_person INTEGER NOT NULL, happened_on TEXT, known_on "
           "TEXT, elderly INTEGER");
    for (size_t i = 0; i < k->n_variables; i++) {
        if (variable_has_age(k, k->variables[i]))
            sql = arena_format(a, "%s, \"age_%s\" INTEGER", sql,
                               k->variables[i]->name);
    }
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct variable *v = k->variables[i];
        if (variable_crosses(v))
            sql = arena_format(a, "%s, \"%s\" %s, \"%s_missing\" INTEGER", sql,
                               v->name, sql_type(v->type), v->name);
    }
    return arena_format(a, "%s, PRIMARY KEY (file, row)", sql);
}

/* Is raw_<table> there with exactly these columns? */
static enum status raw_is_current(struct arena *a, struct store *s,
                                  const struct file_kind *k, const char *create,
                                  bool *current)
{
    struct statement *st;
    *current = false;
    enum status status =
        store_prepare(s, "SELECT sql FROM sqlite_master WHERE name = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, arena_format(a, "raw_%s", k->table));
    if (statement_step(st, &status))
        *current = strcmp(column_text(st, 0), create) == 0;
    statement_free(st);
    return status;
}

static enum status make_raw(struct arena *a, struct store *s,
                            const struct file_kind *k)
{
    char *create = arena_format(a, "CREATE TABLE \"raw_%s\" (%s) STRICT",
                                k->table, raw_columns(a, k));
    bool current;
    enum status st = raw_is_current(a, s, k, create, &current);
    if (st != STATUS_OK || current)
        return st;
    return store_run(s, arena_format(a, "DROP TABLE IF EXISTS \"raw_%s\"; %s",
                                     k->table, create));
}

/* The rows that had happened by the quarter's end and were known as of the
 * run: both clocks in one place. */
static char *now_view(struct arena *a, const char *table)
{
    return arena_format(
        a,
        "CREATE VIEW \"now_%s\" AS SELECT c.* FROM \"clean_%s\" AS c, "
        "run_clock WHERE (c.happened_on IS NULL OR c.happened_on <= "
        "run_clock.quarter_last) AND (c.known_on IS NULL OR c.known_on <= "
        "run_clock.as_of)",
        table, table);
}

static enum status make_clean(struct arena *a, struct store *s,
                              const struct file_kind *k)
{
    const char *t = k->table;
    return store_run(
        s, arena_format(a,
                        "DROP VIEW IF EXISTS \"now_%s\"; DROP TABLE IF "
                        "EXISTS \"clean_%s\"; CREATE TABLE \"clean_%s\" (%s) "
                        "STRICT; CREATE INDEX \"clean_%s_subject\" ON "
                        "\"clean_%s\" (subject); %s",
                        t, t, t, clean_columns(a, k), t, t, now_view(a, t)));
}

enum status typed_tables_make(struct arena *a, struct store *s,
                              const struct codebook *c)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        st = make_raw(a, s, &c->kinds[i]);
        if (st == STATUS_OK)
            st = make_clean(a, s, &c->kinds[i]);
    }
    return st;
}

static char *insert_sql(struct arena *a, const char *table, size_t n)
{
    char *sql = arena_format(a, "INSERT INTO \"%s\" VALUES (?", table);
    for (size_t i = 1; i < n; i++)
        sql = arena_format(a, "%s, ?", sql);
    return arena_format(a, "%s)", sql);
}

static size_t n_crossing(const struct file_kind *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n_variables; i++)
        n += variable_crosses(k->variables[i]) ? 1 : 0;
    return n;
}

char *raw_insert_sql(struct arena *a, const struct file_kind *k)
{
    return insert_sql(a, arena_format(a, "raw_%s", k->table),
                      raw_first_variable(k) + n_crossing(k));
}

char *clean_insert_sql(struct arena *a, const struct file_kind *k)
{
    size_t n = raw_first_variable(k) + 3 + 2 * n_crossing(k);
    return insert_sql(a, arena_format(a, "clean_%s", k->table), n);
}

char *raw_select_sql(struct arena *a, const struct file_kind *k)
{
    return arena_format(a, "SELECT * FROM \"raw_%s\" ORDER BY file, row",
                        k->table);
}
