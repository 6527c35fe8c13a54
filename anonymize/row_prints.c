/* row_prints: by what is a row known again? */
#include "anonymize/row_prints.h"

#include "anonymize/study_files.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

/* Texts one after the other, each with its NUL, so that no two lists give the
 * same bytes. */
static void print_text(struct row_prints *p, const char *text)
{
    size_t n = strlen(text) + 1;
    size_t needed = p->n + n;
    if (needed > p->capacity) {
        unsigned char *larger = arena_take(p->arena, needed * 2);
        if (p->n != 0)
            memcpy(larger, p->bytes, p->n);
        p->bytes = larger;
        p->capacity = needed * 2;
    }
    memcpy(p->bytes + p->n, text, n);
    p->n = needed;
}

static void print_end(const struct row_prints *p, unsigned char *out)
{
    crypto_generichash(out, ROW_PRINT_SIZE, p->bytes, p->n, p->secret,
                       p->secret == NULL ? 0 : ROW_SECRET_SIZE);
}

bool row_folder_matters(const struct file_kind *k)
{
    return k->people == PEOPLE_OFFICE && kind_role(k, ROLE_OFFICE) < 0;
}

static void print_begin(struct row_prints *p)
{
    p->n = 0;
    print_text(p, p->kind->kind);
    print_text(p, row_folder_matters(p->kind) ? p->office : "");
}

/* The three kinds of missing stay three; a blank is the first of them. */
static const char *missing_mark(int reason)
{
    switch (reason) {
    case MISSING_NOT_APPLICABLE:
        return "\001na";
    case MISSING_UNKNOWN:
        return "\001unknown";
    default:
        return "";
    }
}

/* What a cell means, so that another encoding or era is the same content. */
static const char *meaning_of(const struct cell *cell, const char *text)
{
    if (cell->state == CELL_VALUE)
        return cell->clean;
    if (cell->state == CELL_MISSING && cell->rule == NULL)
        return missing_mark(cell->missing_reason);
    return text == NULL ? "" : text;
}

void row_print_content(struct row_prints *p, const struct cell *cells,
                       const char *const *texts, unsigned char *out)
{
    print_begin(p);
    for (size_t i = 0; i < p->kind->n_variables; i++)
        print_text(p, meaning_of(&cells[i], texts[i]));
    print_end(p, out);
}

bool row_print_key(struct row_prints *p, const struct cell *cells,
                   const char *const *texts, unsigned char *out)
{
    const struct file_kind *k = p->kind;
    bool has_key = false;
    int name = kind_role(k, ROLE_NAME);
    print_begin(p);
    for (size_t i = 0; i < k->n_keys; i++) {
        int v = p->keys[i];
        const char *text = meaning_of(&cells[v], texts[v]);
        if (text_is_blank(text) && name >= 0 &&
            k->variables[v]->role == ROLE_OFFICE_NUMBER)
            text = text_fold_header(p->scratch,
                                    meaning_of(&cells[name], texts[name]));
        has_key = has_key || !text_is_blank(text);
        print_text(p, text);
    }
    print_end(p, out);
    return has_key;
}

bool row_key_is_read(const struct row_prints *p, const struct cell *cells)
{
    for (size_t i = 0; i < p->kind->n_keys; i++)
        if (cells[p->keys[i]].rule != NULL)
            return false;
    return true;
}

void row_prints_init(struct row_prints *p, struct arena *arena,
                     struct arena *scratch, const struct file_kind *k,
                     const char *office)
{
    *p = (struct row_prints){
        .kind = k, .office = office, .arena = arena, .scratch = scratch};
    p->keys = arena_take_array(arena, k->n_keys, sizeof *p->keys);
    for (size_t i = 0; i < k->n_keys; i++)
        p->keys[i] = kind_index(k, k->keys[i]);
}
