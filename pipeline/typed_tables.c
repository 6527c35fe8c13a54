/* typed_tables: clean_ and now_ tables, made from the codebook. */
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

static size_t n_ages(const struct file_kind *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n_variables; i++)
        n += variable_has_age(k, k->variables[i]) ? 1 : 0;
    return n;
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
    return arena_format(a, "%s, as_written TEXT", sql);
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
                        "DROP TABLE IF EXISTS \"raw_%s\"; "
                        "DROP VIEW IF EXISTS \"now_%s\"; DROP TABLE IF "
                        "EXISTS \"clean_%s\"; CREATE TABLE \"clean_%s\" (%s) "
                        "STRICT; %s",
                        t, t, t, t, clean_columns(a, k), now_view(a, t)));
}

enum status typed_tables_index(struct arena *a, struct store *s,
                               const struct codebook *c, bool is_wanted)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        const char *t = c->kinds[i].table;
        if (c->kinds[i].people == PEOPLE_NONE)
            continue;
        st = store_run(
            s, is_wanted
                   ? arena_format(a,
                                  "CREATE INDEX IF NOT EXISTS "
                                  "\"clean_%s_subject\" ON \"clean_%s\" "
                                  "(subject)",
                                  t, t)
                   : arena_format(
                         a, "DROP INDEX IF EXISTS \"clean_%s_subject\"", t));
    }
    return st;
}

enum status typed_tables_make(struct arena *a, struct store *s,
                              const struct codebook *c)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        st = make_clean(a, s, &c->kinds[i]);
    }
    return st;
}

static size_t n_crossing(const struct file_kind *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n_variables; i++)
        n += variable_crosses(k->variables[i]) ? 1 : 0;
    return n;
}

size_t clean_parameters(const struct file_kind *k)
{
    return 9 + n_ages(k) + 2 * n_crossing(k);
}

static char *name_columns(struct arena *a, const struct file_kind *k)
{
    char *names = arena_copy(a, "rowid, file, row, subject, is_person, "
                                "happened_on, known_on, elderly");
    for (size_t i = 0; i < k->n_variables; i++)
        if (variable_has_age(k, k->variables[i]))
            names =
                arena_format(a, "%s, \"age_%s\"", names, k->variables[i]->name);
    for (size_t i = 0; i < k->n_variables; i++)
        if (variable_crosses(k->variables[i]))
            names = arena_format(a, "%s, \"%s\", \"%s_missing\"", names,
                                 k->variables[i]->name, k->variables[i]->name);
    return arena_format(a, "%s, as_written", names);
}

char *clean_insert_sql(struct arena *a, const struct file_kind *k)
{
    size_t n = clean_parameters(k);
    char *marks = arena_take(a, 2 * n);
    for (size_t i = 0; i < n; i++) {
        marks[2 * i] = '?';
        marks[2 * i + 1] = i + 1 < n ? ',' : '\0';
    }
    return arena_format(a, "INSERT INTO \"clean_%s\" (%s) VALUES (%s)",
                        k->table, name_columns(a, k), marks);
}
