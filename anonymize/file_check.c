/* file_check: read one file once and decide the fate of each of its rows. */
#include "anonymize/file_check.h"

#include "anonymize/checked_file.h"
#include "anonymize/corrections.h"
#include "anonymize/header_rows.h"
#include "anonymize/row_not_data.h"
#include "anonymize/row_prints.h"
#include "base/cell_memo.h"
#include "base/growing.h"
#include "base/text.h"

#include <string.h>

struct checker {
    struct study_files *study;
    struct delivered_file *file;
    size_t index;
    struct sheet_reader *reader;
    struct arena own;    /* until the file is checked */
    struct arena record; /* reset after each row */
    const struct row_taker *taker;
    struct table_top top;
    struct cell_memo *memo;
    struct cell *cells;                   /* by variable */
    const char **texts;                   /* by variable */
    const struct file_kind *event_source; /* NULL: rows have their own days */
    int event_variable;
    int happened, known; /* variables, or -1 */
    struct row_prints prints;
    size_t row;                    /* of the current record */
    size_t note;                   /* index of the row's note */
    unsigned char told;            /* as in the row's note */
    struct row_note counted;       /* of a row that is only counted */
    const struct row_again *again; /* NULL: the first reading */
    struct checked_notes *kept;    /* NULL: not the first reading */
    bool has_error;
};

/* --------------------------------------------------------------- headers */

static void refuse(struct checker *c, const char *rule, size_t column,
                   const struct variable *missing)
{
    c->file->refused = rule;
    c->file->refused_column = column;
    study_files_report(c->study, c->index, 0,
                       column == SIZE_MAX ? -1 : (int)column, missing, rule);
}

/* The best guess says what is wrong. */
static void refuse_headers(struct checker *c, const struct kind_match *m)
{
    const struct variable *missing = NULL;
    bool has_column =
        strcmp(m->rule, "E1202") == 0 || strcmp(m->rule, "E1203") == 0;
    c->file->kind = m->kind;
    if (m->missing_variable != NULL)
        missing = m->kind->variables[kind_index(m->kind, m->missing_variable)];
    refuse(c, m->rule, has_column ? m->bad_column : SIZE_MAX, missing);
}

/* Not one row of the top could be read; where there is a row, it says why. */
static void refuse_unread(struct checker *c, const struct header_rows *top)
{
    if (top->n > 0)
        study_files_report(c->study, c->index, top->records[0].row, -1, NULL,
                           top->records[0].bad_rule);
    refuse(c, top->n > 0 ? "E1201" : "E1002", SIZE_MAX, NULL);
}

static void keep_headers(struct checker *c, const struct csv_record *record)
{
    struct delivered_file *f = c->file;
    struct arena *a = c->study->arena;
    f->header_row = record->row;
    f->n_headers = record->n_cells;
    f->headers = arena_take_array(a, f->n_headers, sizeof *f->headers);
    const char **folded = arena_take_array(a, f->n_headers, sizeof *folded);
    for (size_t i = 0; i < f->n_headers; i++) {
        f->headers[i] = text_trim(a, record->cells[i]);
        folded[i] = text_fold_header(a, record->cells[i]);
    }
    c->top.n_headers = f->n_headers;
    c->top.folded_headers = folded;
}

static void find_event_source(struct checker *c)
{
    const struct file_kind *k = c->file->kind;
    const struct variable *names_event = NULL;
    c->event_source = event_source(c->study->codebook, k, &names_event);
    c->event_variable = -1;
    if (c->event_source != NULL)
        c->event_variable = kind_index(k, names_event->name);
}

/* Once a file, not once a row. */
static void look_up_variables(struct checker *c)
{
    const struct file_kind *k = c->file->kind;
    find_event_source(c);
    c->happened = kind_index(k, k->happened);
    c->known = kind_index(k, k->known);
    row_prints_init(&c->prints, &c->own, &c->record, k, c->file->office);
    if (c->study->has_secret)
        c->prints.secret = c->study->secret;
}

static void keep_columns(struct checker *c, const struct kind_match *m)
{
    struct delivered_file *f = c->file;
    struct arena *a = c->study->arena;
    size_t n = m->kind->n_variables;
    f->kind = m->kind;
    f->variable_column = arena_take_array(a, n, sizeof *f->variable_column);
    for (size_t i = 0; i < n; i++)
        f->variable_column[i] = -1;
    for (size_t i = 0; i < f->n_headers; i++)
        if (m->column_variable[i] >= 0)
            if (f->variable_column[m->column_variable[i]] < 0)
                f->variable_column[m->column_variable[i]] = (int)i;
    answer_columns_find(a, m->kind, f->headers, f->n_headers, &f->answers);
    c->top.kind = m->kind;
    c->top.column_variable = m->column_variable;
    look_up_variables(c);
    c->memo = cell_memo_new(&c->own, m->kind);
    c->cells = arena_take_array(a, n, sizeof *c->cells);
    c->texts = arena_take_array(a, n, sizeof *c->texts);
}

/* The second sheet of a blank form. */
static bool is_code_sheet(struct arena *a, const struct header_rows *top)
{
    const char *const *headers = code_sheet_headers();
    size_t n = 0;
    while (headers[n] != NULL)
        n++;
    bool same = top->n > 0 && top->records[0].n_cells == n;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(text_fold_header(a, top->records[0].cells[i]),
                      text_fold_header(a, headers[i])) == 0;
    return same;
}

/* Rows above the headers are titles. */
static bool take_headers(struct checker *c, struct header_rows *top, bool found)
{
    if (!found && is_code_sheet(c->study->arena, top)) {
        study_files_report(c->study, c->index, 0, -1, NULL, "I3013");
        return false;
    }
    if (top->has_guess || found)
        keep_headers(c, &top->headers);
    if (!found && top->has_guess)
        refuse_headers(c, &top->match);
    else if (!found)
        refuse_unread(c, top);
    if (!found)
        return false;
    for (size_t i = 0; i < top->last; i++)
        study_files_report(c->study, c->index, top->records[i].row, -1, NULL,
                           "I3011");
    keep_columns(c, &top->match);
    return true;
}

/* ------------------------------------------------------------------- rows */

static void report(struct checker *c, int column, const struct variable *v,
                   const char *rule)
{
    const struct place_finding f = {0, 0, 0, NULL, rule};
    study_files_report(c->study, c->index, c->row, column, v, rule);
    if (finding_severity(c->study, &f) == SEVERITY_ERROR)
        c->has_error = true;
}

/* Cells beyond the headers, or fewer cells than headers. A cell that the row
 * is too short for is a blank one. */
static void check_width(struct checker *c, const struct csv_record *record)
{
    const struct delivered_file *f = c->file;
    for (size_t i = 0; i < record->n_cells; i++) {
        bool has_home = i < f->n_headers && c->top.column_variable[i] >= 0;
        if (!has_home && !text_is_blank(record->cells[i])) {
            report(c, (int)i, NULL, "E1103");
            return;
        }
    }
    for (size_t i = record->n_cells; i < f->n_headers; i++) {
        if (c->top.column_variable[i] >= 0) {
            report(c, (int)i, NULL, "W1104");
            return;
        }
    }
}

/* Where a question has a column for each answer. */
static void join_answers(struct checker *c, const struct csv_record *record,
                         size_t variable, const char **refused)
{
    const struct answer_columns *x = &c->file->answers;
    const char *joined = answer_columns_join(&c->record, x, variable,
                                             record->cells, record->n_cells);
    if (joined == NULL)
        return;
    c->texts[variable] = joined;
    *refused =
        answer_columns_rule(x, variable, record->cell_rules, record->n_cells);
}

static bool check_cells(struct checker *c, const struct csv_record *record)
{
    const struct delivered_file *f = c->file;
    bool has_marks = false;
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        int column = f->variable_column[i];
        struct cell *cell = &c->cells[i];
        bool there = column >= 0 && (size_t)column < record->n_cells;
        c->texts[i] = there ? record->cells[column] : column >= 0 ? "" : NULL;
        const char *refused = there && record->cell_rules != NULL
                                  ? record->cell_rules[column]
                                  : NULL;
        if (f->answers.n > 0)
            join_answers(c, record, i, &refused);
        if (refused != NULL)
            *cell = (struct cell){.state = CELL_REFUSED, .rule = refused};
        else
            cell_memo_check(c->memo, &c->record, i, c->texts[i], cell);
        if (cell->rule != NULL && column >= 0) {
            report(c, column, f->kind->variables[i], cell->rule);
            has_marks = true;
        }
    }
    return has_marks;
}

static void report_comparison(void *context, const struct rule *rule,
                              size_t variable)
{
    struct checker *c = context;
    report(c, c->file->variable_column[variable],
           c->file->kind->variables[variable], rule->code);
}

static void count_repairs(struct checker *c)
{
    for (size_t i = 0; i < c->file->kind->n_variables; i++) {
        unsigned left = c->cells[i].repairs;
        for (unsigned bit = 0; left != 0; bit++, left >>= 1)
            c->file->repairs[bit] += left & 1U;
    }
}

static int32_t known_days(const struct checker *c)
{
    if (c->known >= 0 && c->cells[c->known].state == CELL_VALUE)
        return date_to_days(c->cells[c->known].date);
    if (c->again != NULL)
        return c->again->known_days;
    return ROW_KNOWN_BY_DELIVERY;
}

static enum row_fate compare_with_earlier(struct checker *c)
{
    struct row_version version = {.file = (uint32_t)c->index,
                                  .row = (uint32_t)c->note,
                                  .known_days = known_days(c)};
    row_print_content(&c->prints, c->cells, c->texts, version.content);
    if (!row_print_key(&c->prints, c->cells, c->texts, version.key))
        memcpy(version.key, version.content, ROW_PRINT_SIZE);
    enum row_news news = row_ledger_add(&c->study->ledger, &version);
    c->told = (unsigned char)(ROW_TOLD + (int)news);
    if (c->kept != NULL && c->study->keeps_checked)
        checked_notes_told(c->kept, news, &version);
    switch (news) {
    case ROW_SAME:
        report(c, -1, NULL, "I3001");
        return ROW_DUPLICATE;
    case ROW_OUTDATED:
        report(c, -1, NULL, "W3015");
        return ROW_DUPLICATE;
    case ROW_CONTRADICTS:
        report(c, -1, NULL, "E3003");
        return ROW_QUARANTINED;
    case ROW_NEW:
    case ROW_CHANGED:
        break;
    }
    return ROW_ACCEPTED;
}

/* A later file may bring the row again, and right. */
static void remember_refused(struct checker *c)
{
    struct study_files *s = c->study;
    struct refused_row row = {.file = (uint32_t)c->index,
                              .row = (uint32_t)c->note};
    if (!row_key_is_read(&c->prints, c->cells) ||
        !row_print_key(&c->prints, c->cells, c->texts, row.key))
        return;
    s->refused = arena_grow(s->arena, s->refused, s->n_refused,
                            &s->refused_capacity, sizeof *s->refused);
    s->refused[s->n_refused++] = row;
}

/* ------------------------------------------------------------------ a row */

/* The newest day that any clock of the file shows, up to today. */
static void see_date(struct checker *c, int at)
{
    struct delivered_file *f = c->file;
    if (at < 0 || f->kind->variables[at]->type != TYPE_DATE ||
        c->cells[at].state != CELL_VALUE)
        return;
    struct date day = c->cells[at].date;
    if (date_compare(day, c->study->today) > 0) {
        if (date_to_days(day) < c->kept->later)
            c->kept->later = date_to_days(day);
        return;
    }
    if (!f->has_delivered || date_compare(day, f->delivered) > 0)
        f->delivered = day;
    f->has_delivered = true;
}

/* A row that lists an event tells its day; a row that names one keeps its
 * number. */
static void see_event(struct checker *c, struct row_note *note)
{
    const struct file_kind *k = c->file->kind;
    struct event_days *events = &c->study->events;
    if (c->event_source != NULL) {
        const struct cell *name = &c->cells[c->event_variable];
        if (name->state == CELL_VALUE)
            note->event =
                event_number(events, c->event_source->kind, name->clean);
        return;
    }
    int day = c->happened;
    if (k->people != PEOPLE_NONE || day < 0 || k->n_keys != 1)
        return;
    const struct cell *key = &c->cells[c->prints.keys[0]];
    if (c->cells[day].state != CELL_VALUE || key->state != CELL_VALUE)
        return;
    uint32_t event = event_number(events, k->kind, key->clean);
    event_set_day(events, event, date_to_days(c->cells[day].date));
    if (c->kept != NULL)
        checked_notes_event(c->kept, event);
}

/* When an accepted row of a new file happened. A request of correction is
 * about other rows. */
static void see_new(struct checker *c, const struct row_note *note)
{
    int32_t days = event_day(&c->study->events, note->event);
    if (c->happened >= 0 && c->cells[c->happened].state == CELL_VALUE &&
        c->file->kind->variables[c->happened]->type == TYPE_DATE)
        days = date_to_days(c->cells[c->happened].date);
    if (days != DAY_UNKNOWN &&
        strcmp(c->file->kind->kind, CORRECTION_KIND) != 0)
        study_files_new_row(c->study, days);
}

static struct row_note *add_note(struct checker *c, enum row_fate fate,
                                 bool has_marks)
{
    struct delivered_file *f = c->file;
    struct row_note *note = &c->counted;
    if (c->study->counts_only) {
        f->n_rows++;
        f->counted[fate]++;
    } else {
        note = file_note_add(f);
    }
    *note = (struct row_note){.row = (uint32_t)c->row,
                              .fate = (uint8_t)fate,
                              .told = c->told,
                              .has_marks = has_marks};
    return note;
}

/* Where a kind knows people by their number alone and the number may be left
 * blank, a blank one is nobody's: an anonymous visitor, a company. Such a row
 * is counted and belongs to no person. */
static bool is_anonymous(const struct checker *c)
{
    const struct file_kind *k = c->file->kind;
    int number = kind_role(k, ROLE_OFFICE_NUMBER);
    return k->people == PEOPLE_OFFICE && kind_role(k, ROLE_NAME) < 0 &&
           number >= 0 && c->cells[number].state == CELL_MISSING;
}

static enum status check_row(struct checker *c, const struct csv_record *record)
{
    arena_reset(&c->record);
    c->row = record->row;
    c->note = c->file->n_rows;
    c->has_error = false;
    c->told = ROW_NOT_TOLD;
    if (record->kind != CSV_RECORD) {
        report(c, -1, NULL, record->bad_rule);
        add_note(c, ROW_QUARANTINED, false);
        return STATUS_OK;
    }
    if (row_is_not_data(&c->top, &c->record, record, c->file->n_rows == 0)) {
        report(c, -1, NULL, "I3011");
        return STATUS_OK;
    }
    if (row_is_unanswered(&c->top, record)) {
        report(c, -1, NULL, "I3018");
        return STATUS_OK;
    }
    check_width(c, record);
    bool has_marks = check_cells(c, record);
    row_check(c->file->kind, c->cells, report_comparison, c);
    enum row_fate fate = ROW_QUARANTINED;
    if (!c->has_error)
        fate = compare_with_earlier(c);
    struct row_note *note = add_note(c, fate, has_marks);
    note->is_anonymous = is_anonymous(c);
    if (fate == ROW_QUARANTINED) {
        remember_refused(c);
        return STATUS_OK;
    }
    see_event(c, note);
    see_date(c, c->happened);
    see_date(c, c->known);
    count_repairs(c);
    if (fate == ROW_ACCEPTED && c->file->is_new)
        see_new(c, note);
    if (fate != ROW_ACCEPTED || c->taker == NULL)
        return STATUS_OK;
    return c->taker->take(c->taker->context, c->file, note, c->cells, c->texts);
}

/* ------------------------------------------------------------------ a file */

/* The same bytes once more: every row is a duplicate, said once. */
static bool copy_earlier(struct checker *c)
{
    struct delivered_file *f = c->file;
    for (size_t i = 0; i < c->index; i++) {
        const struct delivered_file *earlier = &c->study->files[i];
        if (!file_is_read(earlier) ||
            strcmp(earlier->delivery, f->delivery) != 0)
            continue;
        if (strcmp(earlier->office, f->office) != 0 &&
            row_folder_matters(earlier->kind))
            continue;
        f->kind = earlier->kind;
        f->encoding = earlier->encoding;
        f->n_headers = earlier->n_headers;
        f->headers = earlier->headers;
        f->header_row = earlier->header_row;
        f->variable_column = earlier->variable_column;
        f->answers = earlier->answers;
        f->has_delivered = earlier->has_delivered;
        f->delivered = earlier->delivered;
        for (size_t r = 0; r < earlier->n_rows; r++) {
            c->row = earlier->notes == NULL ? 0 : file_note(earlier, r)->row;
            add_note(c, ROW_DUPLICATE, false);
        }
        f->is_copy = true;
        study_files_report(c->study, c->index, 0, -1, NULL, "I3001");
        return true;
    }
    return false;
}

/* ------------------------------------------------------------- once more */

static bool recheck_cells(struct checker *c, const struct file_rows *rows)
{
    const struct delivered_file *f = c->file;
    bool has_marks = false;
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        struct cell *cell = &c->cells[i];
        bool is_refused = rows->rules != NULL && rows->rules[i] != NULL &&
                          !c->again->is_changed[i];
        c->texts[i] = c->again->texts[i];
        cell_check(&c->record, f->kind->variables[i], c->texts[i], cell);
        if (is_refused)
            *cell =
                (struct cell){.state = CELL_REFUSED, .rule = rows->rules[i]};
        if (cell->rule != NULL && f->variable_column[i] >= 0) {
            report(c, f->variable_column[i], f->kind->variables[i], cell->rule);
            has_marks = true;
        }
    }
    return has_marks;
}

static enum status take_in(struct checker *c, struct row_note *note)
{
    note->fate = (uint8_t)compare_with_earlier(c);
    note->is_anonymous = is_anonymous(c);
    if (note->fate == ROW_QUARANTINED)
        return STATUS_OK;
    see_event(c, note);
    count_repairs(c);
    if (note->fate != ROW_ACCEPTED)
        return STATUS_OK;
    study_files_known(c->study, c->index, note->row, known_days(c));
    return c->taker->take(c->taker->context, c->file, note, c->cells, c->texts);
}

/* A row that was nobody's and has a number now, or the other way round. */
static enum status name_somebody(struct checker *c, struct row_note *note)
{
    bool was_anonymous = note->is_anonymous;
    note->is_anonymous = is_anonymous(c);
    if (!was_anonymous || note->is_anonymous)
        return STATUS_OK;
    return c->taker->take(c->taker->context, c->file, note, c->cells, c->texts);
}

static enum status recheck_row(struct checker *c, const struct file_rows *rows)
{
    struct row_note *note = rows->note;
    study_files_forget(c->study, c->index, note->row);
    note->has_marks = recheck_cells(c, rows);
    row_check(c->file->kind, c->cells, report_comparison, c);
    if (note->fate == ROW_ACCEPTED)
        return name_somebody(c, note);
    if (note->fate != ROW_QUARANTINED || c->has_error)
        return STATUS_OK;
    return take_in(c, note);
}

enum status file_recheck(struct study_files *s, size_t file,
                         const struct file_rows *rows,
                         const struct row_again *again,
                         const struct row_taker *taker)
{
    struct checker c = {.study = s,
                        .file = &s->files[file],
                        .index = file,
                        .taker = taker,
                        .row = rows->note->row,
                        .note = file_note_index(&s->files[file], rows->note),
                        .again = again};
    size_t n = c.file->kind->n_variables;
    arena_init(&c.own);
    arena_init(&c.record);
    c.cells = arena_take_array(&c.own, n, sizeof *c.cells);
    c.texts = arena_take_array(&c.own, n, sizeof *c.texts);
    look_up_variables(&c);
    enum status st = recheck_row(&c, rows);
    arena_release(&c.record);
    arena_release(&c.own);
    return st;
}

static bool has_header(const struct checker *c, int column)
{
    return (size_t)column < c->file->n_headers &&
           c->top.column_variable[column] >= 0;
}

/* Merged cells above the data are titles and headers. What is hidden or merged
 * where no header is holds nothing that is read. */
static void report_note(struct checker *c, const struct sheet_note *note)
{
    bool is_above = note->row != 0 && note->last_row <= c->file->header_row;
    bool is_of_columns = note->row == 0 && note->column >= 0;
    int at = note->column;
    if (is_above)
        return;
    while (at >= 0 && at <= note->last_column && !has_header(c, at))
        at++;
    if (at > note->last_column)
        return;
    study_files_report(c->study, c->index, note->row, at, NULL, note->rule);
    for (at++; is_of_columns && at <= note->last_column; at++)
        if (has_header(c, at))
            study_files_report(c->study, c->index, 0, at, NULL, note->rule);
}

static void report_notes(struct checker *c)
{
    size_t n;
    const struct sheet_note *notes = sheet_reader_notes(c->reader, &n);
    for (size_t i = 0; i < n; i++)
        report_note(c, &notes[i]);
}

static enum status check_opened(struct checker *c)
{
    struct csv_record record;
    struct header_rows top;
    c->file->encoding = sheet_reader_encoding(c->reader);
    bool found =
        header_rows_find(c->study->arena, c->study->codebook, c->reader, &top);
    /* Headers that could not be read are not missing. */
    enum status st = sheet_reader_status(c->reader);
    if (st != STATUS_OK || !take_headers(c, &top, found))
        return st;
    report_notes(c);
    arena_init(&c->record);
    for (size_t i = top.last + 1; st == STATUS_OK && i < top.n; i++)
        st = check_row(c, &top.records[i]);
    while (st == STATUS_OK && sheet_reader_next(c->reader, &record))
        st = check_row(c, &record);
    arena_release(&c->record);
    if (st == STATUS_OK)
        st = sheet_reader_status(c->reader);
    return st;
}

/* What could be hashed a moment ago and can't be read now, or has sheets now
 * and had none then, is no file to be refused: the others would cross without
 * it. */
static bool is_failing_disk(struct checker *c, const char *refused)
{
    const char *const *sheets;
    size_t n = 0;
    if (!c->file->was_read || strcmp(refused, "E1002") != 0)
        return c->file->was_read && strcmp(refused, "E1001") == 0;
    sheet_list(&c->own, c->file->path, &sheets, &n);
    return n > 0 && sheets[0][0] != '\0';
}

static enum status check_anew(struct checker *c)
{
    struct arena memory;
    struct checked_notes kept;
    const char *refused = NULL;
    arena_init(&memory);
    arena_init(&c->own);
    checked_notes_begin(&kept, c->study);
    c->kept = &kept;
    enum status st = sheet_reader_open(&memory, c->file->path, c->file->sheet,
                                       &c->reader, &refused);
    if (st == STATUS_UNREADABLE && is_failing_disk(c, refused)) {
        st = delivered_file_failed(c->file);
    } else if (st == STATUS_UNREADABLE) {
        refuse(c, refused, SIZE_MAX, NULL);
        st = STATUS_OK;
    } else if (st == STATUS_OK) {
        st = check_opened(c);
        sheet_reader_close(c->reader);
    }
    if (st == STATUS_OK)
        checked_file_keep(c->study, c->index, &kept);
    checked_notes_release(&kept);
    arena_release(&c->own);
    arena_release(&memory);
    return st;
}

enum status file_check(struct study_files *s, size_t file,
                       const struct row_taker *taker)
{
    bool is_done = false;
    struct checker c = {
        .study = s, .file = &s->files[file], .index = file, .taker = taker};
    file_notes_begin(s, c.file);
    if (copy_earlier(&c))
        return STATUS_OK;
    enum status st = checked_file_recall(s, file, taker, &is_done);
    return st == STATUS_OK && !is_done ? check_anew(&c) : st;
}
