/* crossed_rows: the rows of one kind, straight from the file that crossed. */
#include "pipeline/crossed_rows.h"

#include "pipeline/typed_tables.h"

#include "base/handover.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

/* Where file, row and subject stand; the rest is looked up. */
enum { AT_FILE, AT_ROW, AT_SUBJECT, N_FIRST };

struct crossed_rows {
    struct csv_reader *in;
    const struct file_kind *kind;
    const char *path;
    int *text_column; /* by variable; -1 = it does not cross */
    int *age_column;
    size_t n_ages;
    int elderly_column;
    const char **ages, **texts;
    const char **delivered; /* by number of the file */
    size_t n_files;
    struct csv_reader *known; /* in (file, row) order, as the rows are */
    bool has_known;
    int64_t known_file, known_row;
    const char *known_day;
    int64_t last_file, last_row;
    size_t n_rows;
};

static enum status not_as_written(const char *path)
{
    say_error("handover.broken", path);
    return STATUS_UNREADABLE;
}

static int column_of(const struct csv_record *header, const char *name)
{
    for (size_t i = 0; i < header->n_cells; i++)
        if (text_equal(header->cells[i], name))
            return (int)i;
    return -1;
}

static bool has_first_columns(const struct csv_record *header)
{
    return column_of(header, "file") == AT_FILE &&
           column_of(header, "row") == AT_ROW &&
           column_of(header, "subject") == AT_SUBJECT;
}

/* False when a column is not there. */
static bool map_columns(struct arena *a, struct crossed_rows *in,
                        const struct csv_record *header)
{
    const struct file_kind *k = in->kind;
    bool is_whole = has_first_columns(header);
    in->elderly_column = column_of(header, "elderly");
    is_whole = is_whole && in->elderly_column >= 0;
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct variable *v = k->variables[i];
        in->text_column[i] = -1;
        in->texts[i] = "";
        if (!variable_crosses(v))
            continue;
        in->text_column[i] = column_of(header, v->name);
        is_whole = is_whole && in->text_column[i] >= 0;
        if (!variable_has_age(k, v))
            continue;
        int at = column_of(header, arena_format(a, "age_%s", v->name));
        in->age_column[in->n_ages++] = at;
        is_whole = is_whole && at >= 0;
    }
    return is_whole;
}

static enum status read_header(struct arena *a, struct crossed_rows *in)
{
    struct csv_record header;
    size_t n = in->kind->n_variables;
    in->text_column = arena_take_array(a, n, sizeof *in->text_column);
    in->age_column = arena_take_array(a, n, sizeof *in->age_column);
    in->texts = arena_take_array(a, n, sizeof *in->texts);
    in->ages = arena_take_array(a, n, sizeof *in->ages);
    if (!csv_reader_next(in->in, &header) || header.kind != CSV_RECORD ||
        !map_columns(a, in, &header))
        return not_as_written(in->path);
    return STATUS_OK;
}

static enum status read_deliveries(struct arena *a, struct crossed_rows *in,
                                   struct store *s)
{
    struct statement *st;
    int64_t n = 0;
    enum status status =
        store_integer(s, "SELECT coalesce(max(number), 0) FROM raw_file", &n);
    if (status != STATUS_OK)
        return status;
    in->n_files = (size_t)n + 1;
    in->delivered = arena_take_array(a, in->n_files, sizeof *in->delivered);
    status = store_prepare(s, "SELECT number, delivered FROM raw_file", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status))
        if (!column_is_null(st, 1))
            in->delivered[column_integer(st, 0)] =
                arena_copy(a, column_text(st, 1));
    statement_free(st);
    return status;
}

static bool next_known(struct crossed_rows *in)
{
    struct csv_record r;
    while (in->known != NULL && csv_reader_next(in->known, &r)) {
        if (r.kind != CSV_RECORD || r.n_cells < 3 ||
            !number_parse_integer(r.cells[0], &in->known_file) ||
            !number_parse_integer(r.cells[1], &in->known_row))
            continue; /* the header */
        in->known_day = r.cells[2];
        return true;
    }
    return false;
}

/* HANDOVER_KNOWN lies beside the kind's own file. */
static enum status begin_known(struct arena *a, struct crossed_rows *in)
{
    const char *refused;
    const char *slash = strrchr(in->path, '/');
    int n = slash == NULL ? 0 : (int)(slash - in->path) + 1;
    const char *path = arena_format(a, "%.*s" HANDOVER_KNOWN, n, in->path);
    enum status st = csv_reader_open(a, path, &in->known, &refused);
    if (st == STATUS_UNREADABLE)
        return not_as_written(path);
    if (st == STATUS_OK)
        in->has_known = next_known(in);
    return st;
}

enum status crossed_rows_open(struct arena *a, struct store *s,
                              const struct file_kind *k, const char *path,
                              struct crossed_rows **out)
{
    const char *refused;
    struct crossed_rows *in = arena_take(a, sizeof *in);
    *out = NULL;
    in->kind = k;
    in->path = path;
    enum status st = csv_reader_open(a, path, &in->in, &refused);
    if (st == STATUS_UNREADABLE)
        return not_as_written(path);
    if (st != STATUS_OK)
        return st;
    st = read_header(a, in);
    if (st == STATUS_OK)
        st = read_deliveries(a, in, s);
    if (st == STATUS_OK)
        st = begin_known(a, in);
    if (st == STATUS_OK)
        *out = in;
    else
        crossed_rows_close(in);
    return st;
}

/* Both sides ascend. */
static const char *known_on(struct crossed_rows *in, int64_t file, int64_t row)
{
    while (in->has_known && (in->known_file < file ||
                             (in->known_file == file && in->known_row < row)))
        in->has_known = next_known(in);
    if (!in->has_known || in->known_file != file || in->known_row != row)
        return in->delivered[file];
    return *in->known_day == '\0' ? NULL : in->known_day;
}

static const char *cell(const struct csv_record *r, int column)
{
    bool is_there = column >= 0 && (size_t)column < r->n_cells;
    return is_there ? r->cells[column] : "";
}

/* Rows come in (file, row) order, of files that the manifest lists. */
static bool take_place(struct crossed_rows *in, const struct csv_record *r,
                       struct crossed_row *row)
{
    if (r->kind != CSV_RECORD ||
        !number_parse_integer(cell(r, AT_FILE), &row->file) ||
        !number_parse_integer(cell(r, AT_ROW), &row->row))
        return false;
    bool is_next = row->file > in->last_file ||
                   (row->file == in->last_file && row->row > in->last_row);
    if (!is_next || row->file < 1 || (size_t)row->file >= in->n_files ||
        row->row < 1 || row->row > UINT32_MAX)
        return false;
    in->last_file = row->file;
    in->last_row = row->row;
    return true;
}

bool crossed_rows_next(struct crossed_rows *in, struct crossed_row *row,
                       enum status *status)
{
    struct csv_record r;
    if (!csv_reader_next(in->in, &r)) {
        *status = csv_reader_status(in->in);
        return false;
    }
    if (!take_place(in, &r, row)) {
        *status = not_as_written(in->path);
        return false;
    }
    row->subject = cell(&r, AT_SUBJECT);
    row->is_person = strlen(row->subject) == SUBJECT_LENGTH;
    row->delivered = known_on(in, row->file, row->row);
    row->elderly = cell(&r, in->elderly_column);
    for (size_t i = 0; i < in->n_ages; i++)
        in->ages[i] = cell(&r, in->age_column[i]);
    for (size_t i = 0; i < in->kind->n_variables; i++)
        if (in->text_column[i] >= 0)
            in->texts[i] = cell(&r, in->text_column[i]);
    row->ages = in->ages;
    row->texts = in->texts;
    in->n_rows++;
    return true;
}

size_t crossed_rows_count(const struct crossed_rows *in)
{
    return in->n_rows;
}

void crossed_rows_close(struct crossed_rows *in)
{
    if (in == NULL)
        return;
    if (in->known != NULL)
        csv_reader_close(in->known);
    csv_reader_close(in->in);
}
