/* score_file: a plain CSV scored into another one. */
#include "pipeline/score_file.h"

#include "base/csv_reader.h"
#include "base/csv_writer.h"
#include "base/finding.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { MAX_NAMED = 20 }; /* wrong cells named one by one */

struct work {
    struct arena *arena; /* of the whole file */
    struct arena record; /* of one row */
    const struct score_request *request;
    struct score_report *report;
    struct csv_reader *in;
    struct csv_writer out;
    bool is_writing;
    size_t n_header;
    const char **header;
    struct score_value *values;
    struct coding_check coding;
    size_t n_wrong;
};

static void name_cell(struct work *w, size_t row, size_t column,
                      const char *header, const char *rule)
{
    char letters[8];
    struct arena a;
    arena_init(&a);
    column_letters(column, letters);
    const struct finding f = {.file_name = w->request->data,
                              .row = row,
                              .column = letters,
                              .variable = header,
                              .header = header,
                              .rule = rule};
    say_error("score.sentence",
              finding_sentence(&a, w->request->codebook, &f, language_get()));
    arena_release(&a);
}

static void refuse_cell(struct work *w, size_t row, size_t column,
                        const char *header, const char *rule)
{
    if (w->n_wrong++ < MAX_NAMED)
        name_cell(w, row, column, header, rule);
}

/* Header ----------------------------------------------------------------- */

static const char *const added[] = {"points_low", "points_high", "n_missing",
                                    "class", "out_of_validated_age"};
enum { N_ADDED = sizeof added / sizeof *added };

static void refuse_added(struct work *w, const char *name)
{
    for (size_t i = 0; i < w->n_header; i++) {
        if (text_equal(text_trim(w->arena, w->header[i]), name)) {
            char letters[8];
            column_letters(i, letters);
            say_error("score.column_taken", w->request->data, letters, name);
            w->n_wrong++;
        }
    }
}

static void refuse_all_added(struct work *w)
{
    const struct score_definition *d = w->request->definition;
    for (size_t i = 0; i < N_ADDED; i++)
        refuse_added(w, added[i]);
    for (size_t i = 0; i < d->n_judgements; i++)
        refuse_added(w, d->judgements[i].name);
}

static const char *join(struct arena *a, const char *const *names, size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = arena_format(a, "%s%s%s", all, i == 0 ? "" : " ", names[i]);
    return all;
}

static void refuse_no_column(struct work *w)
{
    const struct score_columns *c = &w->report->columns;
    say_error("score.no_column", w->request->data,
              w->request->definition->instrument,
              join(w->arena, c->absent, c->n_absent));
    w->n_wrong++;
}

static enum status read_header(struct work *w)
{
    struct csv_record r;
    struct score_columns *c = &w->report->columns;
    if (!csv_reader_next(w->in, &r) || r.kind != CSV_RECORD) {
        say_error("score.no_header", w->request->data);
        return STATUS_UNREADABLE;
    }
    w->n_header = r.n_cells;
    w->header = arena_take_array(w->arena, r.n_cells, sizeof *w->header);
    for (size_t i = 0; i < r.n_cells; i++)
        w->header[i] = arena_copy(w->arena, r.cells[i]);
    score_columns_find(w->arena, w->request->codebook, w->request->definition,
                       w->request->digits, w->header, w->n_header, c);
    if (c->twice != NULL)
        refuse_cell(w, r.row, c->twice_at, c->twice, "E1203");
    if (c->n_found == 0)
        refuse_no_column(w);
    refuse_all_added(w);
    w->values = arena_take_array(w->arena, c->definition.n_variables,
                                 sizeof *w->values);
    return w->n_wrong == 0 ? STATUS_OK : STATUS_UNREADABLE;
}

static void write_header(struct work *w)
{
    const struct score_definition *d = w->request->definition;
    for (size_t i = 0; i < w->n_header; i++)
        csv_text(&w->out, w->header[i]);
    for (size_t i = 0; i < N_ADDED; i++)
        csv_text(&w->out, added[i]);
    for (size_t i = 0; i < d->n_judgements; i++)
        csv_text(&w->out, d->judgements[i].name);
    csv_end_row(&w->out);
}

/* Rows ------------------------------------------------------------------- */

static const char *cell_at(const struct csv_record *r, int column)
{
    return column >= 0 && (size_t)column < r->n_cells ? r->cells[column] : "";
}

static void read_cell(struct work *w, const struct csv_record *r,
                      const struct score_source *source,
                      struct score_cell *cell)
{
    score_cell_read(&w->record, source, cell_at(r, source->column), cell);
    w->report->n_digits += cell->is_plain_digit;
    if (cell->rule == NULL)
        return;
    if (cell->rule[0] != 'W')
        refuse_cell(w, r->row, (size_t)source->column, source->name,
                    cell->rule);
    else if (w->report->n_impossible++ < MAX_NAMED)
        name_cell(w, r->row, (size_t)source->column, source->name, cell->rule);
}

static enum score_sex read_sex(struct work *w, const struct csv_record *r)
{
    struct score_cell cell;
    read_cell(w, r, &w->report->columns.sex, &cell);
    if (text_equal(cell.value.text, "1"))
        return SEX_MALE;
    return text_equal(cell.value.text, "2") ? SEX_FEMALE : SEX_UNKNOWN;
}

/* 1, 0, or -1 while the age is not known. */
static int is_out_of_age(struct work *w, const struct csv_record *r)
{
    struct score_cell cell;
    int min = w->request->definition->validated_age_min;
    read_cell(w, r, &w->report->columns.age, &cell);
    if (min == 0)
        return 0;
    if (cell.value.is_missing)
        return -1;
    return cell.value.number < min;
}

static void count(struct work *w, const struct score_result *r, int out_of_age)
{
    const struct score_definition *d = w->request->definition;
    w->report->n_rows++;
    w->report->n_out_of_age += out_of_age == 1;
    w->report->n_undetermined += text_equal(r->class_name, SCORE_UNDETERMINED);
    for (size_t i = 0; i < d->n_classes; i++)
        w->report->n_of_class[i] +=
            text_equal(r->class_name, d->classes[i].name);
}

static void write_row(struct work *w, const struct csv_record *record,
                      const struct score_result *r, int out_of_age)
{
    static const char *const truths[] = {"F", "T", "U"};
    for (size_t i = 0; i < w->n_header; i++)
        csv_text(&w->out, cell_at(record, (int)i));
    csv_integer(&w->out, r->points_low);
    csv_integer(&w->out, r->points_high);
    csv_integer(&w->out, r->n_missing);
    csv_text(&w->out, r->class_name);
    if (out_of_age < 0)
        csv_empty(&w->out);
    else
        csv_integer(&w->out, out_of_age);
    for (size_t i = 0; i < w->request->definition->n_judgements; i++)
        csv_text(&w->out, truths[r->judgements[i]]);
    csv_end_row(&w->out);
}

static bool is_readable(struct work *w, const struct csv_record *r)
{
    if (r->kind != CSV_RECORD) {
        refuse_cell(w, r->row, r->bad_column, "", r->bad_rule);
        return false;
    }
    for (size_t i = w->n_header; i < r->n_cells; i++) {
        if (!text_is_blank(r->cells[i])) {
            refuse_cell(w, r->row, i, "", "E1103");
            return false;
        }
    }
    return true;
}

static void score_record(struct work *w, const struct csv_record *r)
{
    const struct score_columns *c = &w->report->columns;
    struct score_result result;
    if (!is_readable(w, r))
        return;
    for (size_t i = 0; i < c->definition.n_variables; i++) {
        struct score_cell cell;
        read_cell(w, r, &c->sources[i], &cell);
        w->values[i] = cell.value;
    }
    enum score_sex sex = read_sex(w, r);
    int out_of_age = is_out_of_age(w, r);
    score_evaluate(&c->definition, w->values, sex, &result);
    coding_check_add(&w->coding, &c->definition, w->values, sex, &result);
    if (c->definition.needs_all_columns && c->n_absent > 0 &&
        c->definition.n_classes > 0)
        result.class_name = SCORE_UNDETERMINED;
    count(w, &result, out_of_age);
    if (w->is_writing)
        write_row(w, r, &result, out_of_age);
}

static enum status score_records(struct work *w)
{
    struct csv_record r;
    while (csv_reader_next(w->in, &r)) {
        arena_reset(&w->record);
        score_record(w, &r);
    }
    enum status st = csv_reader_status(w->in);
    if (st != STATUS_OK)
        return st;
    if (w->n_wrong == 0)
        return STATUS_OK;
    if (w->report->n_digits > 0)
        say_error("score.digits_hint");
    say_error("score.refused", w->request->data, w->n_wrong);
    return STATUS_UNREADABLE;
}

static enum status open_out(struct work *w)
{
    if (w->request->out == NULL)
        return STATUS_OK;
    enum status st =
        csv_writer_open(&w->out, w->request->out, CSV_FOR_PROGRAMS);
    w->is_writing = st == STATUS_OK;
    if (w->is_writing)
        write_header(w);
    return st;
}

static enum status close_out(struct work *w, enum status st)
{
    if (!w->is_writing)
        return st;
    if (st == STATUS_OK)
        return csv_writer_keep(&w->out);
    csv_writer_drop(&w->out);
    return st;
}

static enum status open_in(struct work *w)
{
    const char *refused = NULL;
    enum status st =
        csv_reader_open(w->arena, w->request->data, &w->in, &refused);
    if (st == STATUS_UNREADABLE && refused != NULL) {
        const struct finding f = {.file_name = w->request->data,
                                  .column = "",
                                  .variable = "",
                                  .header = "",
                                  .rule = refused};
        say_error("score.sentence",
                  finding_sentence(w->arena, w->request->codebook, &f,
                                   language_get()));
    }
    return st;
}

enum status score_file(struct arena *a, const struct score_request *request,
                       struct score_report *out)
{
    struct work w = {.arena = a, .request = request, .report = out};
    *out = (struct score_report){.n_rows = 0};
    out->n_of_class = arena_take_array(a, request->definition->n_classes,
                                       sizeof *out->n_of_class);
    enum status st = open_in(&w);
    if (st != STATUS_OK)
        return st;
    arena_init(&w.record);
    st = read_header(&w);
    if (st == STATUS_OK)
        st = open_out(&w);
    if (st == STATUS_OK)
        st = score_records(&w);
    st = close_out(&w, st);
    out->looks_swapped = coding_check_fails(&w.coding, &request->limits);
    arena_release(&w.record);
    csv_reader_close(w.in);
    return st;
}
