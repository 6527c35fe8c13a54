/* shared_values: what belongs to one value, met with a second. */
#include "anonymize/shared_values.h"

#include "anonymize/row_prints.h"

#include <sodium.h>
#include <string.h>

void shared_values_init(struct shared_values *v, struct study_files *s)
{
    v->study = s;
    row_index_init(&v->seen, s->ledger.versions.folder);
}

void shared_values_release(struct shared_values *v)
{
    row_index_release(&v->seen);
}

static bool is_once(const struct rule *r)
{
    return strcmp(r->operator, "once") == 0;
}

static bool is_about(const struct rule *r, const struct file_kind *k)
{
    return (is_once(r) || strcmp(r->operator, "belongs_to") == 0) &&
           strcmp(r->kind, k->kind) == 0;
}

static bool any_is_about(const struct codebook *c, const struct file_kind *k)
{
    for (size_t i = 0; i < c->n_rules; i++)
        if (is_about(&c->rules[i], k))
            return true;
    return false;
}

/* Texts one after the other, each with its NUL. */
static void print_begin(const struct study_files *s,
                        crypto_generichash_state *h)
{
    crypto_generichash_init(h, s->has_secret ? s->secret : NULL,
                            s->has_secret ? sizeof s->secret : 0,
                            ROW_PRINT_SIZE);
}

static void print_text(crypto_generichash_state *h, const char *text)
{
    crypto_generichash_update(h, (const unsigned char *)text, strlen(text) + 1);
}

/* Not 0. */
static uint32_t number_of(const struct study_files *s, const char *text)
{
    crypto_generichash_state h;
    unsigned char print[ROW_PRINT_SIZE];
    uint32_t number;
    print_begin(s, &h);
    print_text(&h, text);
    crypto_generichash_final(&h, print, ROW_PRINT_SIZE);
    memcpy(&number, print, sizeof number);
    return number == 0 ? 1 : number;
}

/* What may have but one value: the cell on the left, or the row's key. */
static bool print_owner(const struct study_files *s, const struct rule *r,
                        const struct delivered_file *f,
                        const struct cell *cells, unsigned char *out)
{
    const struct file_kind *k = f->kind;
    const char *const *names = is_once(r) ? k->keys : &r->left;
    size_t n = is_once(r) ? k->n_keys : 1;
    crypto_generichash_state h;
    print_begin(s, &h);
    print_text(&h, r->code);
    print_text(&h, row_folder_matters(k) ? f->office : "");
    for (size_t i = 0; i < n; i++) {
        const struct cell *cell = &cells[kind_index(k, names[i])];
        if (cell->state != CELL_VALUE)
            return false;
        print_text(&h, cell->clean);
    }
    crypto_generichash_final(&h, out, ROW_PRINT_SIZE);
    return true;
}

static void see(struct shared_values *v, const struct rule *r, size_t file,
                const struct shared_row *row)
{
    const struct delivered_file *f = &v->study->files[file];
    const struct file_kind *k = f->kind;
    int left = kind_index(k, r->left);
    int of = is_once(r) ? left : kind_index(k, r->right);
    unsigned char print[ROW_PRINT_SIZE];
    if ((row->is_older && !is_once(r)) || row->cells[of].state != CELL_VALUE ||
        !print_owner(v->study, r, f, row->cells, print))
        return;
    bool is_person =
        row->person != 0 && k->variables[of]->role == ROLE_OFFICE_NUMBER;
    uint32_t now =
        is_person ? row->person : number_of(v->study, row->cells[of].clean);
    uint32_t before = row_index_find(&v->seen, print);
    if (before != 0 && before != now)
        study_files_report(v->study, file, row->row, f->variable_column[left],
                           k->variables[left], r->code);
    if (before == 0 || is_once(r))
        row_index_set(&v->seen, print, now);
}

void shared_values_see(struct shared_values *v, size_t file,
                       const struct shared_row *row)
{
    const struct codebook *c = v->study->codebook;
    const struct file_kind *k = v->study->files[file].kind;
    for (size_t i = 0; i < c->n_rules; i++)
        if (is_about(&c->rules[i], k))
            see(v, &c->rules[i], file, row);
}

/* ---------------------------------------------------------- over all files */

struct look {
    struct identity_run *run;
    struct shared_values values;
    struct arena row;
};

static void look_at_row(struct look *l, size_t file,
                        const struct file_rows *rows)
{
    const struct file_kind *k = rows->file->kind;
    arena_reset(&l->row);
    struct cell *cells =
        arena_take_array(&l->row, k->n_variables, sizeof *cells);
    for (size_t i = 0; i < k->n_variables; i++)
        cell_check(&l->row, k->variables[i], rows->texts[i], &cells[i]);
    struct shared_row row = {.row = rows->note->row,
                             .cells = cells,
                             .is_older = rows->note->fate == ROW_SUPERSEDED};
    if (l->run->vault != NULL && rows->note->serial != 0)
        row.person = vault_root(l->run->vault, rows->note->serial);
    shared_values_see(&l->values, file, &row);
}

static enum status look_at_file(struct look *l, size_t file)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, &l->run->files.files[file]);
    if (st != STATUS_OK)
        return st;
    while (file_rows_next(&rows))
        if (rows.note->fate == ROW_ACCEPTED ||
            (rows.note->fate == ROW_SUPERSEDED && !rows.note->was_refused))
            look_at_row(l, file, &rows);
    return file_rows_close(&rows);
}

enum status shared_values_check(struct identity_run *r)
{
    struct look l = {.run = r};
    struct study_files *s = &r->files;
    enum status st = STATUS_OK;
    shared_values_init(&l.values, s);
    arena_init(&l.row);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        if (file_is_read(&s->files[i]) &&
            any_is_about(s->codebook, s->files[i].kind))
            st = look_at_file(&l, i);
    arena_release(&l.row);
    shared_values_release(&l.values);
    return st;
}
