/* store: the only place that speaks to SQLite.
 *
 * Opened with foreign keys on, double-quoted strings off, rollback journal,
 * synchronous=FULL, temp_store=MEMORY, secure_delete=ON (read back), busy
 * timeout 0. Every error is printed once here (say_error) with the file and
 * SQLite's words, and comes back as STATUS_IO, STATUS_BUSY or, for a wrong
 * statement or a table outside a stage's declaration, STATUS_BUG. */
#ifndef AYUMI_BASE_STORE_H
#define AYUMI_BASE_STORE_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stdint.h>

struct store;
struct statement;

/* path ":memory:" for tests. mode: of a new file, 0644 or 0600. */
MUST_CHECK enum status store_open(const char *path, unsigned mode,
                                  struct store **out);
MUST_CHECK enum status store_close(struct store *s);

/* From begin (IMMEDIATE) to commit all or nothing: once a statement has failed
 * in between, every later one and the commit return that failure. */
MUST_CHECK enum status store_begin(struct store *s);
MUST_CHECK enum status store_commit(struct store *s);
void store_rollback(struct store *s);

/* One or more statements without parameters or rows. */
MUST_CHECK enum status store_run(struct store *s, const char *sql);

/* What the code that follows may touch: NULL-terminated names of tables and
 * views. Reading a table in neither list, writing one not in `writes`, or
 * updating any raw_… table fails with STATUS_BUG. NULL, NULL lifts it.
 * Naming a view allows what it reads; a name may end in '*' (clean_*). */
void store_allow(struct store *s, const char *const *reads,
                 const char *const *writes);

MUST_CHECK enum status store_prepare(struct store *s, const char *sql,
                                     struct statement **out);
/* Parameters count from 1; text is copied until the next reset. A value that
 * could not be bound makes the next step fail: it is never stored as NULL. */
void statement_text(struct statement *st, int at, const char *value);
/* n bytes, not copied: they must stay until the next step has returned. */
void statement_text_in_place(struct statement *st, int at, const char *value,
                             int n);
void statement_integer(struct statement *st, int at, int64_t value);
void statement_real(struct statement *st, int at, double value);
void statement_null(struct statement *st, int at);
void statement_blob(struct statement *st, int at, const void *bytes, size_t n);
/* true = a row is there. Errors end the loop and are kept in *status. */
bool statement_step(struct statement *st, enum status *status);
/* Step once, expect no row, reset: for INSERT and the like. */
MUST_CHECK enum status statement_run(struct statement *st);
void statement_reset(struct statement *st);
void statement_free(struct statement *st); /* NULL is fine */

/* Rows that stand in memory, as the table `given` (c0 … c7) of one statement:
 * INSERT INTO t (a, b) SELECT c0, c1 FROM given. For thousands of rows a
 * quarter of the time of as many INSERTs. They are read in order, and must
 * stay until the statement has run. */
struct given_cell {
    enum given_type { GIVEN_NULL, GIVEN_INTEGER, GIVEN_TEXT, GIVEN_BYTES } type;
    int64_t integer;
    const void *bytes; /* of text and bytes; n of them */
    size_t n;
};
struct given_rows {
    size_t n;
    void (*cell)(const void *context, size_t row, int column,
                 struct given_cell *out); /* *out is NULL at first */
    const void *context;
};
void statement_give(struct statement *st, const struct given_rows *rows);

/* Columns count from 0. Text is valid until the next step; NULL when NULL and
 * never otherwise: no memory for it ends the program, like an arena's. */
const char *column_text(struct statement *st, int at);
int64_t column_integer(struct statement *st, int at);
double column_real(struct statement *st, int at);
bool column_is_null(struct statement *st, int at);
const void *column_blob(struct statement *st, int at, size_t *n);
int statement_columns(struct statement *st);
const char *statement_column_name(struct statement *st, int at);

/* One integer of one row; STATUS_BUG when there is no row. */
MUST_CHECK enum status store_integer(struct store *s, const char *sql,
                                     int64_t *out);
MUST_CHECK enum status store_find_table(struct store *s, const char *name,
                                        bool *found);

/* The message of the last error, for messages that add where. */
const char *store_error(struct store *s);

#endif
