/* command_accept: findings that somebody looked at and leaves as they are,
 * taken over from the list in which they were filled in.
 *
 * In    findings.xlsx or findings.csv, as ayumi wrote and staff filled them:
 *       who, when and why beside the finding
 * Out   codebook/accepted_findings.csv, rows added or replaced
 *
 * Not done here: what an acceptance does; see sql/findings_state.sql. */
#include "pipeline/commands.h"
#include "pipeline/findings_report.h"
#include "pipeline/run.h"

#include "base/accepted_findings.h"
#include "base/csv_writer.h"
#include "base/japanese_date.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/sheet_reader.h"
#include "base/study_lock.h"
#include "base/table_file.h"
#include "base/text.h"

#include <string.h>

/* Columns of accepted_findings.csv; the first N_PLACE say which finding. */
enum { P_FILE, P_SHEET, P_ROW, P_COLUMN, P_RULE, N_PLACE };
enum { P_BY = N_PLACE, P_ON, P_REASON, N_COLUMNS };
static const char *const names[N_COLUMNS] = {
    "file", "sheet",       "row",         "column",
    "rule", "accepted_by", "accepted_on", "reason"};
static const enum findings_column heads[N_COLUMNS] = {
    FINDINGS_FILE, FINDINGS_SHEET, FINDINGS_ROW, FINDINGS_COLUMN,
    FINDINGS_RULE, FINDINGS_BY,    FINDINGS_ON,  FINDINGS_BECAUSE};

struct acceptance {
    const char *cells[N_COLUMNS];
};

struct acceptances {
    struct arena *arena;
    const struct codebook *codebook;
    struct acceptance *list; /* the file's own, then the new ones */
    size_t n, capacity;
    size_t n_new;     /* added or changed */
    size_t n_partial; /* filled in, but not all of it */
};

/* ---------------------------------------------------------------- the file */

static struct acceptance *find(struct acceptances *all,
                               const char *const *cells)
{
    for (size_t i = 0; i < all->n; i++) {
        size_t same = 0;
        while (same < N_PLACE &&
               strcmp(all->list[i].cells[same], cells[same]) == 0)
            same++;
        if (same == N_PLACE)
            return &all->list[i];
    }
    return NULL;
}

static void put(struct acceptances *all, const struct acceptance *a)
{
    struct acceptance *known = find(all, a->cells);
    if (known == NULL) {
        all->list = arena_grow(all->arena, all->list, all->n, &all->capacity,
                               sizeof *all->list);
        known = &all->list[all->n++];
    }
    *known = *a;
}

static enum status read_file(struct acceptances *all, const char *path)
{
    struct table_file t;
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = table_file_read(all->arena, path, &t);
    for (size_t i = 0; st == STATUS_OK && i < t.n_rows; i++) {
        struct acceptance a;
        for (size_t c = 0; c < N_COLUMNS; c++) {
            int at = table_file_find(&t, names[c]);
            a.cells[c] = at < 0 ? "" : t.rows[i].cells[at];
        }
        put(all, &a);
    }
    return st;
}

static enum status write_file(const struct acceptances *all, const char *path)
{
    struct csv_writer w;
    enum status st = csv_writer_open(&w, path, CSV_FOR_EXCEL);
    if (st != STATUS_OK)
        return st;
    for (size_t c = 0; c < N_COLUMNS; c++)
        csv_text(&w, names[c]);
    csv_end_row(&w);
    for (size_t i = 0; i < all->n; i++) {
        for (size_t c = 0; c < N_COLUMNS; c++)
            csv_text(&w, all->list[i].cells[c]);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

/* ---------------------------------------------------------------- the list */

/* Where the columns stand; false when this row is not the header. */
static bool find_heads(struct arena *a, const struct csv_record *r,
                       size_t at[N_COLUMNS])
{
    for (size_t c = 0; c < N_COLUMNS; c++) {
        size_t i = 0;
        for (; i < r->n_cells; i++) {
            const char *cell = text_trim(a, r->cells[i]);
            if (text_equal(cell, findings_heads[0][heads[c]]) ||
                text_equal(cell, findings_heads[1][heads[c]]))
                break;
        }
        if (i == r->n_cells)
            return false;
        at[c] = i;
    }
    return true;
}

static const char *cell_at(struct arena *a, const struct csv_record *r,
                           size_t at)
{
    return at < r->n_cells ? arena_copy(a, text_trim(a, r->cells[at])) : "";
}

/* ISO, or "" when it is no day. */
static const char *day_of(struct arena *a, const char *text)
{
    struct date day;
    unsigned repairs;
    char iso[11];
    if (japanese_date_parse(a, text, true, &day, &repairs) != DATE_READ)
        return "";
    date_write_iso(day, iso);
    return arena_copy(a, iso);
}

static void take_row(struct acceptances *all, const struct csv_record *r,
                     const size_t at[N_COLUMNS])
{
    struct acceptance a;
    for (size_t c = 0; c < N_COLUMNS; c++)
        a.cells[c] = cell_at(all->arena, r, at[c]);
    if (*a.cells[P_BY] == '\0' && *a.cells[P_ON] == '\0' &&
        *a.cells[P_REASON] == '\0')
        return;
    a.cells[P_ON] = day_of(all->arena, a.cells[P_ON]);
    bool is_whole = *a.cells[P_BY] != '\0' && *a.cells[P_ON] != '\0' &&
                    *a.cells[P_REASON] != '\0' &&
                    codebook_rule(all->codebook, a.cells[P_RULE]) != NULL;
    if (!is_whole) {
        say_error("accept.partial", r->row);
        all->n_partial++;
        return;
    }
    const struct acceptance *known = find(all, a.cells);
    bool is_known = known != NULL;
    for (size_t c = N_PLACE; is_known && c < N_COLUMNS; c++)
        is_known = strcmp(known->cells[c], a.cells[c]) == 0;
    if (is_known)
        return;
    put(all, &a);
    all->n_new++;
}

/* Sheets without the columns have nothing to fill in. */
static enum status read_sheet(struct acceptances *all, const char *path,
                              const char *sheet, bool *is_list)
{
    struct sheet_reader *in;
    struct csv_record r;
    const char *refused = NULL;
    size_t at[N_COLUMNS];
    bool found = false;
    enum status st = sheet_reader_open(all->arena, path, sheet, &in, &refused);
    if (st != STATUS_OK) {
        say_error("accept.unreadable", path, refused == NULL ? "" : refused);
        return st;
    }
    while (sheet_reader_next(in, &r)) {
        if (r.kind != CSV_RECORD)
            continue;
        if (found)
            take_row(all, &r, at);
        else
            found = find_heads(all->arena, &r, at);
    }
    *is_list = *is_list || found;
    st = sheet_reader_status(in);
    sheet_reader_close(in);
    return st;
}

static enum status read_list(struct acceptances *all, const char *path)
{
    const char *const *sheets;
    size_t n;
    bool is_list = false;
    sheet_list(all->arena, path, &sheets, &n);
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = read_sheet(all, path, sheets[i], &is_list);
    if (st == STATUS_OK && !is_list) {
        say_error("accept.no_list", path);
        st = STATUS_USAGE;
    }
    return st;
}

/* ------------------------------------------------------------- the command */

/* The list of the quarter that was run last. */
static enum status newest_list(struct arena *a, const char *study,
                               const char **out)
{
    struct store *s;
    struct statement *st;
    const char *path = arena_format(a, "%s/study.sqlite", study);
    if (!path_exists(path)) {
        say_error("explain.no_run", study);
        return STATUS_USAGE;
    }
    enum status status = store_open(path, 0600, &s);
    if (status != STATUS_OK)
        return status;
    bool has_run;
    *out = NULL;
    status = store_find_table(s, "run_clock", &has_run);
    if (status == STATUS_OK && has_run) {
        status = store_prepare(s, "SELECT c.quarter FROM run_clock AS c", &st);
        if (status == STATUS_OK && statement_step(st, &status))
            *out = arena_format(a, "%s/out/%s/findings/findings.xlsx", study,
                                column_text(st, 0));
        statement_free(st);
    }
    status = status_worse(status, store_close(s));
    if (status == STATUS_OK && (*out == NULL || !path_exists(*out))) {
        say_error("explain.no_run", study);
        return STATUS_USAGE;
    }
    return status;
}

static enum status take_lists(struct acceptances *all,
                              const struct invocation *in)
{
    const char *newest;
    if (in->n_operands == 0) {
        enum status st = newest_list(all->arena, in->study, &newest);
        return st == STATUS_OK ? read_list(all, newest) : st;
    }
    for (size_t i = 0; i < in->n_operands; i++) {
        enum status st = read_list(all, in->operands[i]);
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}

static enum status accept_all(struct arena *a, const struct invocation *in,
                              const struct codebook *c)
{
    struct acceptances all = {.arena = a, .codebook = c};
    char *folder = arena_format(a, "%s/codebook", in->study);
    char *path = arena_format(a, "%s/" ACCEPTED_FINDINGS, folder);
    enum status st = read_file(&all, path);
    if (st == STATUS_OK)
        st = take_lists(&all, in);
    if (st != STATUS_OK)
        return st;
    if (all.n_new > 0 && !in->dry_run) {
        st = folder_make(folder, 0755);
        if (st == STATUS_OK)
            st = write_file(&all, path);
    }
    if (st == STATUS_OK)
        say("accept.done", all.n_new);
    return st == STATUS_OK && all.n_partial > 0 ? STATUS_FINDINGS : st;
}

COMMAND(command_accept)
{
    (void)self;
    const struct invocation *in = invocation;
    struct study study;
    int lock = -1;
    enum status st = study_open(a, in->study, in->language_given, &study);
    if (st == STATUS_OK)
        st = study_lock(a, in->study, ".ayumi.lock", &lock);
    if (st == STATUS_OK)
        st = accept_all(a, in, &study.codebook);
    study_unlock(lock);
    return st;
}
