/* inquiry: 照会票, what each office is asked to look up. */
#include "anonymize/inquiry.h"

#include "anonymize/identity_lock.h"
#include "anonymize/inquiry_list.h"
#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/study_lock.h"
#include "base/text.h"
#include "report/html.h"
#include "report/workbook.h"

#include <string.h>

enum { N_COLUMNS = 9 };

/* One office's letter. */
struct letter {
    struct identity_run *run;
    const char *folder;
    const char *office; /* as shown; "" = none is told */
    const struct inquiry *list;
    size_t n;     /* listed */
    size_t n_all; /* found */
    bool counts_cells;
};

static const char *weight_head(const struct letter *l)
{
    return message(l->counts_cells ? "inquiry.column.cells"
                                   : "inquiry.column.weight");
}

static const char *weight_note(const struct letter *l)
{
    return message(l->counts_cells ? "inquiry.note_cells"
                                   : "inquiry.note_weight");
}

static bool in_japanese(void)
{
    return language_get() == LANGUAGE_JA;
}

/* ------------------------------------------------------------------ names */

/* Nothing that a file system or a mail program trips over. */
static const char *path_of(const struct letter *l, const char *name,
                           const char *extension)
{
    struct arena *a = l->run->arena;
    char *office = arena_copy(a, l->office);
    for (char *c = office; *c != '\0'; c++)
        if (strchr("/\\:*?\"<>| ", *c) != NULL || (unsigned char)*c < ' ')
            *c = '_';
    return arena_format(a, "%s/%s%s%s.%s", l->folder, message(name),
                        *office == '\0' ? "" : "_", office, extension);
}

static const char *label_of(const struct variable *v)
{
    if (v == NULL)
        return "";
    return in_japanese() ? v->label_ja : v->label_en;
}

/* A row whose own number can't be read goes by its place. */
static const char *number_shown(struct arena *a, const struct inquiry *q)
{
    if (*q->number != '\0' || q->row == 0)
        return q->number;
    return message_format(a, "inquiry.row", (size_t)q->row);
}

/* What only the university's staff can do is no request to an office. */
static const char *what_to_do(const struct inquiry *q)
{
    const char *todo = in_japanese() ? q->rule->todo_ja : q->rule->todo_en;
    bool is_ours =
        strstr(todo, "codebook") != NULL || strstr(todo, "review/") != NULL;
    return is_ours ? message("inquiry.ask_form") : todo;
}

static const char *what_is_wrong(const struct inquiry *q)
{
    return in_japanese() ? q->rule->message_ja : q->rule->message_en;
}

/* ------------------------------------------------------------------- list */

static const char *const columns[N_COLUMNS - 1] = {
    "inquiry.column.file",  "inquiry.column.sheet",  "inquiry.column.row",
    "inquiry.column.place", "inquiry.column.number", "inquiry.column.item",
    "inquiry.column.what",  "inquiry.column.todo"};

static void cells_of(struct arena *a, const struct inquiry *q,
                     const char *cells[N_COLUMNS])
{
    const char *const texts[N_COLUMNS] = {
        q->file->name,
        q->file->sheet,
        q->row == 0 ? "" : arena_format(a, "%u", q->row),
        q->column,
        number_shown(a, q),
        label_of(q->variable),
        what_is_wrong(q),
        what_to_do(q),
        arena_format(a, "%zu", q->weight)};
    memcpy(cells, texts, sizeof texts);
}

/* On paper there is room for six columns: what belongs together is joined. */
enum { N_PRINTED = 6 };

static void printed_cells(struct arena *a, const struct inquiry *q,
                          const char *cells[N_PRINTED])
{
    const char *place =
        q->row == 0 ? q->column : arena_format(a, "%u %s", q->row, q->column);
    const char *const texts[N_PRINTED] = {
        file_label(a, q->file),
        place,
        number_shown(a, q),
        label_of(q->variable),
        message_format(a, "inquiry.what_and_todo", what_is_wrong(q),
                       what_to_do(q)),
        arena_format(a, "%zu", q->weight)};
    memcpy(cells, texts, sizeof texts);
}

static void add_table(struct document *d, const struct letter *l)
{
    static const enum align aligns[N_PRINTED] = {ALIGN_LEFT, ALIGN_CENTRE,
                                                 ALIGN_LEFT, ALIGN_LEFT,
                                                 ALIGN_LEFT, ALIGN_RIGHT};
    static const double widths[N_PRINTED] = {18, 8, 20, 12, 34, 8};
    static const char *const heads[N_PRINTED - 1] = {
        "inquiry.column.file", "inquiry.column.row_column",
        "inquiry.column.number", "inquiry.column.item", "inquiry.column.what"};
    struct document_table *t =
        document_table(d, message("inquiry.list"), N_PRINTED, aligns);
    t->widths = arena_take_array(l->run->arena, N_PRINTED, sizeof(double));
    memcpy(t->widths, widths, sizeof widths);
    t->is_fixed = true;
    table_line_begin(d, t, true);
    for (size_t i = 0; i < N_PRINTED - 1; i++)
        table_line_cell(d, t, message(heads[i]));
    table_line_cell(d, t, weight_head(l));
    for (size_t i = 0; i < l->n; i++) {
        const char *cells[N_PRINTED];
        printed_cells(l->run->arena, &l->list[i], cells);
        table_line_begin(d, t, false);
        for (size_t n = 0; n < N_PRINTED; n++)
            table_line_cell(d, t, cells[n]);
    }
}

/* ----------------------------------------------------------------- letter */

static const char *greeting(const struct letter *l)
{
    if (*l->office == '\0')
        return message("inquiry.sender");
    return message_format(l->run->arena, "inquiry.to", l->office);
}

static const char *day_of(const struct letter *l)
{
    struct date d = l->run->files.as_of;
    return message_format(l->run->arena, "inquiry.day", (size_t)d.year,
                          (size_t)d.month, (size_t)d.day);
}

static enum status write_html(const struct letter *l)
{
    static const char *const steps[] = {
        "inquiry.step.find", "inquiry.step.fix", "inquiry.step.cancel",
        "inquiry.step.right", "inquiry.step.back"};
    enum { N_STEPS = sizeof steps / sizeof steps[0] };
    struct arena *a = l->run->arena;
    const char *items[N_STEPS];
    struct document *d = document_new(a, message("inquiry.title"),
                                      language_get(), l->run->files.as_of);
    const char *as_of = day_of(l);
    document_heading(d, 1, message("inquiry.title"));
    document_paragraph(d, greeting(l));
    document_paragraph(d, message("inquiry.thanks"));
    document_paragraph(d,
                       message_format(a, "inquiry.request", as_of, l->n_all));
    if (l->n < l->n_all)
        document_paragraph(d, message_format(a, "inquiry.most", l->n));
    document_heading(d, 2, message("inquiry.how"));
    for (size_t i = 0; i < N_STEPS; i++)
        items[i] = message(steps[i]);
    document_bullets(d, items, N_STEPS);
    document_heading(d, 2, message("inquiry.list"));
    add_table(d, l);
    document_note(d, weight_note(l));
    document_paragraph(d, message("inquiry.close"));
    d->foot = message_format(a, "inquiry.foot", l->run->settings.name, as_of);
    return html_write(d, path_of(l, "inquiry.file", "html"));
}

static enum status write_list(const struct letter *l)
{
    struct arena *a = l->run->arena;
    struct workbook *book;
    const char *heads[N_COLUMNS];
    enum status st =
        workbook_open(a, path_of(l, "inquiry.file", "xlsx"),
                      message("inquiry.title"), l->run->files.as_of, &book);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < N_COLUMNS - 1; i++)
        heads[i] = message(columns[i]);
    heads[N_COLUMNS - 1] = weight_head(l);
    workbook_sheet(book, message("inquiry.list"), message("inquiry.title"),
                   weight_note(l));
    workbook_header(book, heads, N_COLUMNS);
    for (size_t i = 0; i < l->n; i++) {
        const char *cells[N_COLUMNS];
        cells_of(a, &l->list[i], cells);
        for (size_t n = 0; n < N_COLUMNS; n++) {
            if (n == 2 && l->list[i].row > 0)
                workbook_ordinal(book, l->list[i].row);
            else if (n == N_COLUMNS - 1)
                workbook_integer(book, (long long)l->list[i].weight);
            else
                workbook_text(book, cells[n]);
        }
        workbook_end_row(book);
    }
    return workbook_keep(book);
}

/* ----------------------------------------------------------------- answer */

/* What is filled in of a column of kind 28; the rest is the office's. */
static const char *answer_cell(struct arena *a, const struct inquiry *q,
                               const char *variable)
{
    if (strcmp(variable, "target_table") == 0)
        return arena_format(a, "%s_%s", q->file->kind->kind,
                            q->file->kind->label_ja);
    if (strcmp(variable, "target_key") == 0)
        return number_shown(a, q);
    if (strcmp(variable, "target_field") == 0)
        return q->variable == NULL ? "" : q->variable->label_ja;
    if (strcmp(variable, "action") == 0)
        return q->variable == NULL ? "" : "1";
    if (strcmp(variable, "target_file") == 0)
        return file_label(a, q->file);
    if (strcmp(variable, "target_row") == 0)
        return arena_format(a, "%u", q->row);
    return "";
}

/* A file as a whole, or one of a kind nobody knows, has no row to correct. A
 * request can't correct a request. */
static bool can_be_answered(const struct inquiry *q)
{
    return q->row > 0 && q->file->kind != NULL &&
           strcmp(q->file->kind->kind, CORRECTION_KIND) != 0;
}

static enum status write_answer_csv(const struct letter *l,
                                    const struct file_kind *form)
{
    struct csv_writer w;
    enum status st =
        csv_writer_open(&w, path_of(l, "inquiry.answer", "csv"), CSV_FOR_EXCEL);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < form->n_variables; i++)
        csv_text(&w, form->variables[i]->label_ja);
    csv_end_row(&w);
    for (size_t n = 0; n < l->n; n++) {
        if (!can_be_answered(&l->list[n]))
            continue;
        for (size_t i = 0; i < form->n_variables; i++)
            csv_text(&w, answer_cell(l->run->arena, &l->list[n],
                                     form->variables[i]->name));
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

static enum status write_answer_xlsx(const struct letter *l,
                                     const struct file_kind *form)
{
    struct arena *a = l->run->arena;
    struct workbook *book;
    const char **heads = arena_take_array(a, form->n_variables, sizeof *heads);
    enum status st =
        workbook_open(a, path_of(l, "inquiry.answer", "xlsx"),
                      message("inquiry.answer"), l->run->files.as_of, &book);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < form->n_variables; i++)
        heads[i] = form->variables[i]->label_ja;
    workbook_sheet(book, message("inquiry.answer"), "", "");
    workbook_header(book, heads, form->n_variables);
    for (size_t n = 0; n < l->n; n++) {
        if (!can_be_answered(&l->list[n]))
            continue;
        for (size_t i = 0; i < form->n_variables; i++)
            workbook_text(
                book, answer_cell(a, &l->list[n], form->variables[i]->name));
        workbook_end_row(book);
    }
    return workbook_keep(book);
}

/* --------------------------------------------------------------- all of it */

static enum status write_letter(const struct letter *l)
{
    const struct file_kind *form =
        codebook_kind(&l->run->codebook, CORRECTION_KIND);
    enum status st = write_html(l);
    if (st == STATUS_OK)
        st = write_list(l);
    if (st == STATUS_OK && form != NULL)
        st = write_answer_csv(l, form);
    if (st == STATUS_OK && form != NULL)
        st = write_answer_xlsx(l, form);
    return st;
}

static enum status write_letters(struct identity_run *r, const char *folder,
                                 const struct inquiries *all)
{
    enum status st = STATUS_OK;
    size_t at = 0;
    while (st == STATUS_OK && at < all->n) {
        struct letter l = {.run = r,
                           .folder = folder,
                           .office = all->list[at].office,
                           .list = all->list + at,
                           .counts_cells = all->counts_cells};
        while (at < all->n && strcmp(all->list[at].office, l.office) == 0)
            at++;
        l.n = (size_t)(all->list + at - l.list);
        l.n_all = inquiries_found(all, l.office);
        st = write_letter(&l);
    }
    return st;
}

static enum status write_folder(struct identity_run *r,
                                const struct inquiries *all)
{
    char as_of[11];
    date_write_iso(r->files.as_of, as_of);
    char *review = arena_format(r->arena, "%s/" REVIEW_FOLDER, r->study);
    char *parent = arena_format(r->arena, "%s/" INQUIRY_FOLDER, review);
    char *folder = arena_format(r->arena, "%s/%s", parent, as_of);
    enum status st = STATUS_OK;
    if (path_exists(folder))
        st = folder_remove(folder);
    if (st != STATUS_OK || all->n == 0)
        return st;
    st = folder_make(review, 0700);
    if (st == STATUS_OK)
        st = folder_make(parent, 0700);
    if (st == STATUS_OK)
        st = folder_make(folder, 0700);
    return st == STATUS_OK ? write_letters(r, folder, all) : st;
}

/* The letters follow the language of the study. cells_path NULL: from the
 * findings of this run. */
static enum status write_in_language(struct identity_run *r,
                                     const char *cells_path)
{
    struct inquiries all;
    enum language of_screen = language_get();
    language_set(r->settings.language);
    enum status st = cells_path == NULL ? inquiries_gather(r, &all)
                                        : inquiries_read(r, cells_path, &all);
    if (st == STATUS_OK)
        st = write_folder(r, &all);
    language_set(of_screen);
    return st;
}

enum status inquiry_write(struct identity_run *r)
{
    return write_in_language(r, NULL);
}

enum status inquiry_write_printed(struct identity_run *r,
                                  const char *cells_path)
{
    return write_in_language(r, cells_path);
}

/* ----------------------------------------------------------------- command */

static enum status write_opened(struct arena *a, struct identity_run *r,
                                const char *cells_path, struct date as_of)
{
    int lock = -1;
    enum status st = study_lock(a, r->study, IDENTITY_LOCK, &lock);
    r->files.as_of = as_of;
    if (st == STATUS_OK)
        st = inquiry_write_printed(r, cells_path);
    study_unlock(lock);
    return st;
}

enum status run_inquiry(struct arena *a, const struct command *self,
                        void *invocation)
{
    const struct invocation *in = invocation;
    struct identity_run r;
    struct date as_of;
    const char *asked = option_value(in, "--as-of");
    const char *cells = option_value(in, "--cells");
    if (asked == NULL || cells == NULL) {
        say_error("command.needs_value", self->name,
                  asked == NULL ? "--as-of" : "--cells",
                  asked == NULL ? "2024-05-31" : "printed_cells.csv");
        return STATUS_USAGE;
    }
    if (!date_parse_iso(asked, &as_of)) {
        say_error("command.wrong_value", "--as-of", "YYYY-MM-DD");
        return STATUS_USAGE;
    }
    enum status st = identity_run_open(&r, a, in, &as_of);
    if (st == STATUS_OK && !in->dry_run)
        st = write_opened(a, &r, cells, as_of);
    if (st == STATUS_OK)
        say("inquiry.written");
    return status_worse(st, identity_run_close(&r));
}
