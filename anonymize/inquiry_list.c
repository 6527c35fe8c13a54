/* inquiry_list: which findings go to which office, most useful first. */
#include "anonymize/inquiry_list.h"

#include "anonymize/file_check.h"
#include "base/accepted_findings.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_INQUIRIES = 8192 };

/* Questions for the clerk of the identity room, not for who sent the file. */
static bool is_for_the_clerk(const char *rule)
{
    static const char *const rules[] = {"W3009", "W3016"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rules[i], rule) == 0)
            return true;
    return false;
}

/* ----------------------------------------------------------------- weight */

/* Codebook files whose rows use a column of a table. */
struct uses {
    struct table_file scores, activities;
    size_t **weights; /* by kind and variable; NULL: not counted yet */
};

static enum status load_uses(struct identity_run *r, struct uses *u)
{
    u->weights =
        arena_take_array(r->arena, r->codebook.n_kinds, sizeof(size_t *));
    enum status st = codebook_merge_file(r->arena, &r->codebook, "scores.csv",
                                         3, &u->scores);
    if (st == STATUS_OK)
        st = codebook_merge_file(r->arena, &r->codebook, "activity_map.csv", 5,
                                 &u->activities);
    return st;
}

/* Is the name one of a list like grip_r;grip_l? */
static bool is_listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    while (*list != '\0') {
        size_t part = strcspn(list, ";");
        if (part == n && strncmp(list, name, n) == 0)
            return true;
        list += part + (list[part] == ';');
    }
    return false;
}

static size_t count_uses(const struct table_file *t, const char *table_column,
                         const char *variable_column, const struct file_kind *k,
                         const struct variable *v)
{
    int table = table_file_find(t, table_column);
    int variable = table_file_find(t, variable_column);
    size_t n = 0;
    for (size_t i = 0; table >= 0 && variable >= 0 && i < t->n_rows; i++)
        n += strcmp(t->rows[i].cells[table], k->table) == 0 &&
             is_listed(t->rows[i].cells[variable], v->name);
    return n;
}

static size_t weight_of_variable(const struct identity_run *r,
                                 const struct uses *u,
                                 const struct file_kind *k,
                                 const struct variable *v)
{
    size_t n = count_uses(&u->scores, "table", "variable", k, v) +
               count_uses(&u->activities, "table", "column", k, v);
    for (size_t i = 0; i < r->codebook.n_rules; i++) {
        const struct rule *rule = &r->codebook.rules[i];
        n += strcmp(rule->kind, k->kind) == 0 &&
             (strcmp(rule->left, v->name) == 0 ||
              strcmp(rule->right, v->name) == 0);
    }
    return n + (strcmp(k->happened, v->name) == 0);
}

/* Of each variable of a kind, counted once. */
static const size_t *weights_of(struct identity_run *r, struct uses *u,
                                const struct file_kind *k)
{
    size_t **weights = &u->weights[k - r->codebook.kinds];
    if (*weights != NULL)
        return *weights;
    *weights = arena_take_array(r->arena, k->n_variables, sizeof **weights);
    for (size_t i = 0; i < k->n_variables; i++)
        (*weights)[i] = weight_of_variable(r, u, k, k->variables[i]);
    return *weights;
}

/* A row that is out takes all its cells with it. */
static size_t weight_of(struct identity_run *r, struct uses *u,
                        const struct inquiry *q)
{
    const struct file_kind *k = q->file->kind;
    size_t n = 0;
    if (k == NULL)
        return 0;
    const size_t *weights = weights_of(r, u, k);
    bool is_row_out = q->rule->severity == SEVERITY_ERROR;
    for (size_t i = 0; i < k->n_variables; i++)
        if (is_row_out || k->variables[i] == q->variable)
            n += weights[i];
    return n;
}

/* ----------------------------------------------------------------- office */

static const char *office_label(const struct identity_run *r,
                                const char *office)
{
    for (size_t i = 0; *office != '\0' && i < r->codebook.n_kinds; i++) {
        const struct file_kind *k = &r->codebook.kinds[i];
        int at = kind_role(k, ROLE_OFFICE);
        const struct code_list *codes = at < 0 ? NULL : k->variables[at]->codes;
        for (size_t n = 0; codes != NULL && n < codes->n_codes; n++)
            if (strcmp(codes->codes[n].value, office) == 0)
                return language_get() == LANGUAGE_JA ? codes->codes[n].label_ja
                                                     : codes->codes[n].label_en;
    }
    return office;
}

/* ----------------------------------------------------------------- number */

static bool may_be_shown(const struct variable *v)
{
    return !role_is_identity(v->role) || v->role == ROLE_OFFICE_NUMBER ||
           v->role == ROLE_OFFICE;
}

/* As the sender wrote it; "" when a part can't be read or names a person. */
static const char *number_of(struct arena *a, const struct file_rows *rows)
{
    const struct file_kind *k = rows->file->kind;
    const char *number = "";
    for (size_t i = 0; i < k->n_keys; i++) {
        struct cell cell;
        int at = kind_index(k, k->keys[i]);
        cell_check(a, k->variables[at], rows->texts[at], &cell);
        if (cell.state != CELL_VALUE || !may_be_shown(k->variables[at]))
            return "";
        number = arena_format(a, "%s%s%s", number, i == 0 ? "" : ";",
                              text_trim(a, rows->texts[at]));
    }
    return number;
}

/* list: the inquiries of one file, by row. */
static enum status number_rows(struct arena *a, struct delivered_file *f,
                               struct inquiry *const *list, size_t n)
{
    struct file_rows rows;
    size_t at = 0;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    while (at < n && file_rows_next(&rows)) {
        while (at < n && list[at]->row < rows.note->row)
            at++;
        const char *number = at < n && list[at]->row == rows.note->row
                                 ? number_of(a, &rows)
                                 : "";
        for (; at < n && list[at]->row == rows.note->row; at++)
            list[at]->number = number;
    }
    file_rows_drop(&rows);
    return STATUS_OK;
}

static int by_place(const void *left, const void *right)
{
    const struct inquiry *a = *(struct inquiry *const *)left;
    const struct inquiry *b = *(struct inquiry *const *)right;
    if (a->file->number != b->file->number)
        return a->file->number < b->file->number ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static enum status number_listed(struct identity_run *r, struct inquiries *all)
{
    enum status st = STATUS_OK;
    size_t at = 0;
    struct inquiry **listed =
        arena_take_array(r->arena, all->n, sizeof *listed);
    for (size_t i = 0; i < all->n; i++)
        listed[i] = &all->list[i];
    if (all->n > 1)
        qsort(listed, all->n, sizeof(struct inquiry *), by_place);
    while (st == STATUS_OK && at < all->n) {
        size_t first = at;
        const struct delivered_file *f = listed[at]->file;
        while (at < all->n && listed[at]->file == f)
            at++;
        if (file_is_read(f))
            st = number_rows(r->arena, &r->files.files[f->number - 1],
                             listed + first, at - first);
    }
    return st;
}

/* -------------------------------------------------------------- gathering */

static int by_use(const void *left, const void *right)
{
    const struct inquiry *a = left;
    const struct inquiry *b = right;
    int office = strcmp(a->office, b->office);
    if (office != 0)
        return office;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->file->number != b->file->number)
        return a->file->number < b->file->number ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    int column = (int)strlen(a->column) - (int)strlen(b->column);
    if (column == 0)
        column = strcmp(a->column, b->column);
    return column != 0 ? column : strcmp(a->rule->code, b->rule->code);
}

static struct inquiry_office *office_of(const struct inquiries *all,
                                        const char *office)
{
    for (size_t i = 0; i < all->n_offices; i++)
        if (strcmp(all->offices[i].office, office) == 0)
            return &all->offices[i];
    return NULL;
}

size_t inquiries_found(const struct inquiries *all, const char *office)
{
    const struct inquiry_office *o = office_of(all, office);
    return o == NULL ? 0 : o->n_found;
}

static void count(struct identity_run *r, struct inquiries *out,
                  const char *office)
{
    struct inquiry_office *o = office_of(out, office);
    if (o == NULL) {
        out->offices = arena_grow(r->arena, out->offices, out->n_offices,
                                  &out->offices_capacity, sizeof *o);
        o = &out->offices[out->n_offices++];
        *o = (struct inquiry_office){office, 0};
    }
    o->n_found++;
}

/* Sorts, and lets go what no letter would list. */
static void trim(struct inquiries *all)
{
    size_t kept = 0, in_office = 0;
    if (all->n > 1)
        qsort(all->list, all->n, sizeof *all->list, by_use);
    for (size_t i = 0; i < all->n; i++) {
        bool is_next = kept > 0 && strcmp(all->list[i].office,
                                          all->list[kept - 1].office) == 0;
        in_office = is_next ? in_office + 1 : 1;
        if (in_office <= INQUIRY_MOST_ROWS)
            all->list[kept++] = all->list[i];
    }
    all->n = kept;
    all->trim_at = kept + FEW_INQUIRIES;
}

static void add(struct identity_run *r, struct inquiries *out,
                const struct inquiry *q)
{
    count(r, out, q->office);
    if (out->n >= out->trim_at)
        trim(out);
    out->list = arena_grow(r->arena, out->list, out->n, &out->capacity,
                           sizeof *out->list);
    out->list[out->n++] = *q;
}

static void add_finding(struct identity_run *r, struct uses *u,
                        struct inquiries *out, const struct place_finding *f)
{
    const struct delivered_file *file = &r->files.files[f->file];
    struct inquiry q = {.file = file,
                        .office = office_label(r, file->office),
                        .row = f->row,
                        .variable = f->variable,
                        .rule = codebook_rule(&r->codebook, f->rule),
                        .number = ""};
    if (f->column >= 0)
        column_letters((size_t)f->column, q.column);
    q.weight = weight_of(r, u, &q);
    add(r, out, &q);
}

static bool is_asked(const struct identity_run *r,
                     const struct place_finding *f,
                     const struct table_file *accepted)
{
    char letters[8] = "";
    const struct delivered_file *file = &r->files.files[f->file];
    const struct rule *rule = codebook_rule(&r->codebook, f->rule);
    if (f->column >= 0)
        column_letters((size_t)f->column, letters);
    return rule != NULL && rule->severity != SEVERITY_INFO &&
           !is_for_the_clerk(rule->code) &&
           !finding_is_accepted(accepted, file->name, file->sheet, f->row,
                                letters, f->rule);
}

static enum status rank_and_number(struct identity_run *r,
                                   struct inquiries *all)
{
    trim(all);
    return number_listed(r, all);
}

enum status inquiries_gather(struct identity_run *r, struct inquiries *out)
{
    struct table_file accepted;
    struct uses uses;
    *out = (struct inquiries){.trim_at = FEW_INQUIRIES};
    enum status st = accepted_findings_load(r->arena, &r->codebook, &accepted);
    if (st == STATUS_OK)
        st = load_uses(r, &uses);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < r->files.findings->n; i++)
        if (is_asked(r, study_finding(&r->files, i), &accepted))
            add_finding(r, &uses, out, study_finding(&r->files, i));
    return rank_and_number(r, out);
}

/* ------------------------------------------- what the research side found */

enum { C_FILE, C_SHEET, C_ROW, C_COLUMN, C_VARIABLE, C_RULE, C_CELLS, N_C };

static enum status find_columns(const struct table_file *t, size_t at[N_C])
{
    static const char *const names[N_C] = {
        "file", "sheet", "row", "column", "variable", "rule", "cells"};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < N_C; i++)
        st = table_file_column(t, names[i], &at[i]);
    return st;
}

/* Rows come by file: the last one is looked at first. */
static struct delivered_file *find_file(struct study_files *s,
                                        struct delivered_file *last,
                                        const char *name, const char *sheet)
{
    if (last != NULL && strcmp(last->name, name) == 0 &&
        strcmp(last->sheet, sheet) == 0)
        return last;
    for (size_t i = 0; i < s->n_files; i++)
        if (strcmp(s->files[i].name, name) == 0 &&
            strcmp(s->files[i].sheet, sheet) == 0)
            return &s->files[i];
    return NULL;
}

/* A file about rows of which something is asked is read for its numbers, one
 * that lacks a column for that column's header. */
static enum status need_kind(struct study_files *s, struct delivered_file *f,
                             uint32_t row, const char *variable)
{
    bool is_asked = row > 0 || *variable != '\0';
    if (!is_asked || f->kind != NULL || f->refused != NULL)
        return STATUS_OK;
    return file_check(s, f->number - 1, NULL);
}

static size_t whole_number(const char *text)
{
    int64_t n = 0;
    return number_parse_integer(text, &n) && n > 0 ? (size_t)n : 0;
}

/* *file: of the row before, or NULL. */
static enum status add_open(struct identity_run *r, struct inquiries *out,
                            const char *const *cells, const size_t at[N_C],
                            struct delivered_file **file)
{
    struct delivered_file *f =
        find_file(&r->files, *file, cells[at[C_FILE]], cells[at[C_SHEET]]);
    const struct rule *rule = codebook_rule(&r->codebook, cells[at[C_RULE]]);
    uint32_t row = (uint32_t)whole_number(cells[at[C_ROW]]);
    *file = f;
    if (f == NULL || rule == NULL || is_for_the_clerk(rule->code))
        return STATUS_OK;
    enum status st = need_kind(&r->files, f, row, cells[at[C_VARIABLE]]);
    struct inquiry q = {.file = f,
                        .office = office_label(r, f->office),
                        .row = row,
                        .variable =
                            f->kind == NULL
                                ? NULL
                                : kind_variable(f->kind, cells[at[C_VARIABLE]]),
                        .rule = rule,
                        .number = "",
                        .weight = whole_number(cells[at[C_CELLS]])};
    if (strlen(cells[at[C_COLUMN]]) < sizeof q.column)
        strcpy(q.column, cells[at[C_COLUMN]]);
    add(r, out, &q);
    return st;
}

enum status inquiries_read(struct identity_run *r, const char *path,
                           struct inquiries *out)
{
    struct table_file t;
    size_t at[N_C];
    struct delivered_file *file = NULL;
    *out = (struct inquiries){.counts_cells = true, .trim_at = FEW_INQUIRIES};
    enum status st = table_file_read(r->arena, path, &t);
    if (st == STATUS_OK)
        st = find_columns(&t, at);
    for (size_t i = 0; st == STATUS_OK && i < t.n_rows; i++)
        st = add_open(r, out, t.rows[i].cells, at, &file);
    return st == STATUS_OK ? rank_and_number(r, out) : st;
}
