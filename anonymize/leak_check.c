/* leak_check: may this handover be released? */
#include "anonymize/leak_check.h"

#include "anonymize/crossed_file.h"
#include "anonymize/manifest.h"
#include "base/handover.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/output_file.h"
#include "base/table_file.h"
#include "base/text.h"

#include <string.h>

/* A participant's birth lies further back than this from the study's day. */
enum { YOUNGEST_YEARS = 40, HITS_SAID = 20, FIXED_COLUMNS = 2 };

struct leak_search {
    struct identity_run *run;
    struct leak_values values;
    struct leak_result *result;
    struct arena row;
    size_t n_hits;
};

/* -------------------------------------------------------------- exceptions */

static enum status take_exceptions(struct identity_run *r,
                                   const struct table_file *t,
                                   struct leak_result *out)
{
    size_t kind, variable, reason;
    enum status st = table_file_column(t, "kind", &kind);
    if (st == STATUS_OK)
        st = table_file_column(t, "variable", &variable);
    if (st == STATUS_OK)
        st = table_file_column(t, "reason", &reason);
    if (st != STATUS_OK)
        return st;
    out->excepted =
        arena_take_array(r->arena, t->n_rows + 1, sizeof *out->excepted);
    for (size_t i = 0; i < t->n_rows; i++) {
        const char **cells = t->rows[i].cells;
        const struct file_kind *k = codebook_kind(&r->codebook, cells[kind]);
        if (k == NULL || kind_variable(k, cells[variable]) == NULL ||
            text_is_blank(cells[reason])) {
            say_error("leak.bad_exception", t->path, t->rows[i].row);
            return STATUS_USAGE;
        }
        out->excepted[out->n_excepted++] =
            arena_format(r->arena, "%s.%s", k->kind, cells[variable]);
    }
    return STATUS_OK;
}

static enum status read_exceptions(struct identity_run *r,
                                   struct leak_result *out)
{
    struct table_file t;
    const char *path =
        arena_format(r->arena, "%s/codebook/" LEAK_EXCEPTIONS, r->study);
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = table_file_read(r->arena, path, &t);
    return st == STATUS_OK ? take_exceptions(r, &t, out) : st;
}

static bool is_excepted(const struct leak_search *s, const struct file_kind *k,
                        const struct variable *v)
{
    for (size_t i = 0; i < s->result->n_excepted; i++) {
        const char *dot = strchr(s->result->excepted[i], '.');
        size_t n = (size_t)(dot - s->result->excepted[i]);
        if (strlen(k->kind) == n &&
            strncmp(s->result->excepted[i], k->kind, n) == 0 &&
            strcmp(dot + 1, v->name) == 0)
            return true;
    }
    return false;
}

/* -------------------------------------------------------------------- hits */

static const char *column_of(struct leak_search *s,
                             const struct delivered_file *f,
                             const struct variable *v)
{
    char letters[8] = "-";
    for (size_t i = 0; i < f->kind->n_variables; i++)
        if (f->kind->variables[i] == v && f->variable_column[i] >= 0)
            column_letters((size_t)f->variable_column[i], letters);
    return arena_format(&s->row, "%s(%s)", letters,
                        language_get() == LANGUAGE_JA ? v->label_ja
                                                      : v->label_en);
}

static const char *class_word(struct arena *a, enum leak_class c)
{
    return message(arena_format(a, "leak.class.%s", leak_class_name(c)));
}

/* source: the file of the inbox, or NULL when the row has none. */
static void say_hit(struct leak_search *s, const struct delivered_file *source,
                    size_t row, const struct variable *v, enum leak_class c)
{
    if (++s->n_hits > HITS_SAID)
        return;
    say_error("leak.hit", file_label(&s->row, source), row,
              column_of(s, source, v), class_word(&s->row, c));
}

/* A name may not be said; its place in the order of names can. */
static void say_hit_in_name(struct leak_search *s, size_t number,
                            const char *which, enum leak_class c)
{
    if (++s->n_hits <= HITS_SAID)
        say_error("leak.hit_name", number, which, class_word(&s->row, c));
}

/* --------------------------------------------------------------- the files */

struct searched_column {
    const struct variable *variable; /* NULL: a column of ours */
    enum leak_cell cell;
    char last[64]; /* held nobody: rows repeat their days and events */
};

static enum leak_cell cell_of(const struct file_kind *k,
                              const struct variable *v)
{
    switch (v->type) {
    case TYPE_KEY:
    case TYPE_TEXT:
        return LEAK_IN_TEXT;
    case TYPE_DATE:
        return LEAK_IN_DATE;
    case TYPE_INTEGER:
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        return k->people == PEOPLE_NONE ? LEAK_IN_CODE : LEAK_IN_FIGURE;
    default:
        return LEAK_IN_CODE;
    }
}

/* A refused cell holds the code of a rule and nothing else. */
static bool is_rule(const char *text)
{
    return text[0] == HANDOVER_REFUSED_MARK && strlen(text) < 8;
}

static enum leak_class search_cell(struct leak_search *s,
                                   struct searched_column *column,
                                   const char *text)
{
    s->result->n_cells++;
    if (strcmp(column->last, text) == 0)
        return LEAK_NONE;
    enum leak_class c =
        leak_values_find(&s->values, &s->row, text, column->cell);
    size_t n = strlen(text);
    if (c == LEAK_NONE && n < sizeof column->last)
        memcpy(column->last, text, n + 1);
    return c;
}

static void search_row(struct leak_search *s, const struct delivered_file *f,
                       const struct csv_record *row,
                       struct searched_column *columns)
{
    int64_t at = 0;
    for (size_t i = 0; i < row->n_cells; i++) {
        const char *text = row->cells[i];
        if (columns[i].variable == NULL || *text == '\0' || is_rule(text))
            continue;
        enum leak_class c = search_cell(s, &columns[i], text);
        if (c == LEAK_NONE)
            continue;
        if (!number_parse_integer(row->cells[0], &at))
            at = 0;
        say_hit(s, f, (size_t)at, columns[i].variable, c);
    }
    arena_reset(&s->row);
}

/* Row, subject, ages and elderly are ours. */
static struct searched_column *columns_of(struct leak_search *s,
                                          struct arena *a,
                                          const struct file_kind *k,
                                          const struct csv_record *header)
{
    struct searched_column *columns =
        arena_take_array(a, header->n_cells + 1, sizeof *columns);
    for (size_t i = FIXED_COLUMNS; i < header->n_cells; i++) {
        const struct variable *v = kind_variable(k, header->cells[i]);
        if (v == NULL || is_excepted(s, k, v))
            continue;
        columns[i] = (struct searched_column){v, cell_of(k, v), ""};
    }
    return columns;
}

static enum status search_part(struct leak_search *s, const char *folder,
                               const struct manifest_part *p)
{
    struct arena a;
    struct csv_reader *in;
    struct csv_record record;
    arena_init(&a);
    enum status st = crossed_file_open(
        &a, arena_format(&a, "%s/%s", folder, p->path), &in, &record);
    if (st == STATUS_OK) {
        struct searched_column *columns =
            columns_of(s, &a, p->file->kind, &record);
        size_t n_columns = record.n_cells;
        while (csv_reader_next(in, &record)) {
            if (record.kind != CSV_RECORD || record.n_cells != n_columns)
                st = STATUS_BUG;
            else
                search_row(s, p->file, &record, columns);
        }
        st = status_worse(st, csv_reader_status(in));
        csv_reader_close(in);
    }
    arena_release(&a);
    return st;
}

/* Names of files and sheets cross in the manifest. */
static void search_names(struct leak_search *s)
{
    const struct study_files *files = &s->run->files;
    for (size_t i = 0; i < files->n_files; i++) {
        const struct delivered_file *f = &files->files[i];
        const char *const names[] = {f->name, f->sheet};
        for (size_t n = 0; n < 2; n++) {
            enum leak_class c =
                leak_values_find(&s->values, &s->row, names[n], LEAK_IN_TEXT);
            s->result->n_cells++;
            if (c != LEAK_NONE)
                say_hit_in_name(
                    s, f->number,
                    message(n == 0 ? "leak.file_name" : "leak.sheet_name"), c);
            arena_reset(&s->row);
        }
    }
}

/* -------------------------------------------------------------- the values */

static void take_record(void *context, const struct person_record *r)
{
    leak_values_add(context, r);
}

static enum status gather_values(struct leak_search *s)
{
    struct date as_of = s->run->files.as_of;
    struct date youngest = {as_of.year - YOUNGEST_YEARS, as_of.month, 1};
    const char *folder =
        arena_format(s->run->arena, "%s/" IDENTITY_FOLDER, s->run->study);
    leak_values_init(&s->values, &s->run->variants, folder,
                     date_to_days(youngest));
    enum status st = vault_each_record(s->run->vault, take_record, &s->values);
    s->result->n_values = s->values.n;
    return st;
}

static enum status search(struct leak_search *s, const char *folder,
                          const struct manifest_parts *parts)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < parts->n; i++)
        st = search_part(s, folder, &parts->list[i]);
    search_names(s);
    if (st == STATUS_OK && s->n_hits > 0) {
        say_error("leak.stopped", s->n_hits);
        st = STATUS_REFUSED;
    }
    return st;
}

enum status leak_check(struct identity_run *r, const char *folder,
                       const struct manifest_parts *parts,
                       struct leak_result *out)
{
    struct leak_search s = {.run = r, .result = out};
    memset(out, 0, sizeof *out);
    enum status st = read_exceptions(r, out);
    if (st != STATUS_OK || r->vault == NULL)
        return st;
    arena_init(&s.row);
    st = gather_values(&s);
    if (st == STATUS_OK)
        st = search(&s, folder, parts);
    leak_values_release(&s.values);
    arena_release(&s.row);
    return st;
}
