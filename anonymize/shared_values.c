/* shared_values: a value that belongs to one other value, met with a second. */
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

static bool is_about(const struct rule *r, const struct file_kind *k)
{
    return strcmp(r->operator, "belongs_to") == 0 &&
           strcmp(r->kind, k->kind) == 0;
}

static bool any_is_about(const struct codebook *c, const struct file_kind *k)
{
    for (size_t i = 0; i < c->n_rules; i++)
        if (is_about(&c->rules[i], k))
            return true;
    return false;
}

/* Of texts one after the other, each with its NUL. */
static void print_texts(const struct study_files *s, const char *const *texts,
                        unsigned char out[ROW_PRINT_SIZE])
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, s->has_secret ? s->secret : NULL,
                            s->has_secret ? sizeof s->secret : 0,
                            ROW_PRINT_SIZE);
    for (size_t i = 0; texts[i] != NULL; i++)
        crypto_generichash_update(&h, (const unsigned char *)texts[i],
                                  strlen(texts[i]) + 1);
    crypto_generichash_final(&h, out, ROW_PRINT_SIZE);
}

/* Not 0. */
static uint32_t number_of(const struct study_files *s, const char *text)
{
    const char *const texts[] = {text, NULL};
    unsigned char print[ROW_PRINT_SIZE];
    uint32_t number;
    print_texts(s, texts, print);
    memcpy(&number, print, sizeof number);
    return number == 0 ? 1 : number;
}

static void see(struct shared_values *v, const struct rule *r, size_t file,
                size_t row, const struct cell *cells, uint32_t person)
{
    const struct delivered_file *f = &v->study->files[file];
    size_t left = (size_t)kind_index(f->kind, r->left);
    size_t right = (size_t)kind_index(f->kind, r->right);
    unsigned char print[ROW_PRINT_SIZE];
    if (cells[left].state != CELL_VALUE || cells[right].state != CELL_VALUE)
        return;
    bool is_person =
        person != 0 && f->kind->variables[right]->role == ROLE_OFFICE_NUMBER;
    const char *const texts[] = {r->code,
                                 row_folder_matters(f->kind) ? f->office : "",
                                 cells[left].clean, NULL};
    print_texts(v->study, texts, print);
    uint32_t now = is_person ? person : number_of(v->study, cells[right].clean);
    uint32_t before = row_index_find(&v->seen, print);
    if (before == 0)
        row_index_set(&v->seen, print, now);
    else if (before != now)
        study_files_report(v->study, file, row, f->variable_column[left],
                           f->kind->variables[left], r->code);
}

void shared_values_see(struct shared_values *v, size_t file, size_t row,
                       const struct cell *cells, uint32_t person)
{
    const struct codebook *c = v->study->codebook;
    const struct file_kind *k = v->study->files[file].kind;
    for (size_t i = 0; i < c->n_rules; i++)
        if (is_about(&c->rules[i], k))
            see(v, &c->rules[i], file, row, cells, person);
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
    uint32_t person = l->run->vault == NULL || rows->note->serial == 0
                          ? 0
                          : vault_root(l->run->vault, rows->note->serial);
    shared_values_see(&l->values, file, rows->note->row, cells, person);
}

static enum status look_at_file(struct look *l, size_t file)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, &l->run->files.files[file]);
    if (st != STATUS_OK)
        return st;
    while (file_rows_next(&rows))
        if (rows.note->fate == ROW_ACCEPTED)
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
