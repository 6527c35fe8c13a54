/* crossed_rows: the rows of one part, straight from the file that crossed. */
#include "pipeline/crossed_rows.h"

#include "pipeline/typed_tables.h"

#include "base/handover.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

/* Where row and subject stand; the rest is looked up. */
enum { AT_ROW, AT_SUBJECT };

struct crossed_rows {
    struct csv_reader *in;
    const struct crossed_part *part;
    const char *path;
    int *text_column; /* by variable; -1 = it does not cross */
    int *age_column;
    size_t n_ages;
    int elderly_column;
    const char **ages, **texts;
    struct part_day *days; /* ascend, as the rows do */
    size_t n_days, day_at;
    int64_t last_row;
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
    return column_of(header, "row") == AT_ROW &&
           column_of(header, "subject") == AT_SUBJECT;
}

/* False when a column is not there. */
static bool map_columns(struct arena *a, struct crossed_rows *in,
                        const struct csv_record *header)
{
    const struct file_kind *k = in->part->kind;
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
    size_t n = in->part->kind->n_variables;
    in->text_column = arena_take_array(a, n, sizeof *in->text_column);
    in->age_column = arena_take_array(a, n, sizeof *in->age_column);
    in->texts = arena_take_array(a, n, sizeof *in->texts);
    in->ages = arena_take_array(a, n, sizeof *in->ages);
    if (!csv_reader_next(in->in, &header) || header.kind != CSV_RECORD ||
        !map_columns(a, in, &header))
        return not_as_written(in->path);
    return STATUS_OK;
}

enum status crossed_rows_open(struct arena *a, struct store *s,
                              const char *folder,
                              const struct crossed_part *part,
                              struct crossed_rows **out)
{
    const char *refused;
    struct crossed_rows *in = arena_take(a, sizeof *in);
    *out = NULL;
    in->part = part;
    in->path = arena_format(a, "%s/%s", folder, part->path);
    enum status st = csv_reader_open(a, in->path, &in->in, &refused);
    if (st == STATUS_UNREADABLE)
        return not_as_written(in->path);
    if (st != STATUS_OK)
        return st;
    st = read_header(a, in);
    if (st == STATUS_OK)
        st = crossed_part_days(a, s, part, &in->days, &in->n_days);
    if (st == STATUS_OK)
        *out = in;
    else
        crossed_rows_close(in);
    return st;
}

/* Both sides ascend. */
static const char *known_on(struct crossed_rows *in, int64_t row)
{
    while (in->day_at < in->n_days && in->days[in->day_at].row < row)
        in->day_at++;
    if (in->day_at == in->n_days || in->days[in->day_at].row != row)
        return in->part->delivered;
    const char *known = in->days[in->day_at].known;
    return *known == '\0' ? NULL : known;
}

static const char *cell(const struct csv_record *r, int column)
{
    bool is_there = column >= 0 && (size_t)column < r->n_cells;
    return is_there ? r->cells[column] : "";
}

static bool take_place(struct crossed_rows *in, const struct csv_record *r,
                       struct crossed_row *row)
{
    row->file = in->part->file;
    if (r->kind != CSV_RECORD ||
        !number_parse_integer(cell(r, AT_ROW), &row->row) ||
        row->row <= in->last_row || row->row > UINT32_MAX)
        return false;
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
    row->delivered = known_on(in, row->row);
    row->elderly = cell(&r, in->elderly_column);
    for (size_t i = 0; i < in->n_ages; i++)
        in->ages[i] = cell(&r, in->age_column[i]);
    for (size_t i = 0; i < in->part->kind->n_variables; i++)
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
    if (in != NULL)
        csv_reader_close(in->in);
}
