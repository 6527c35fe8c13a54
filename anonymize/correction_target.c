/* correction_target: which row does a correction mean? */
#include "anonymize/correction_target.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = 8 };

/* The number of a row as a correction writes it. */
struct wanted {
    size_t correction;
    bool is_survivor;
    const char *file; /* "" unless named by file and row */
    uint32_t row;
    size_t n_parts;
    const char *parts[MAX_PARTS];
    const char *found_key; /* of the first row found */
    size_t n_found;
};

struct search {
    struct corrections *corrections;
    struct study_files *study;
    struct correction_hits *hits;
    struct wanted *wanted;
    size_t n_wanted;
    struct arena row;
};

const char *cell_meaning(struct arena *a, const struct variable *v,
                         const char *text)
{
    struct cell cell;
    cell_check(a, v, text, &cell);
    if (cell.state == CELL_VALUE)
        return cell.clean;
    if (cell.state == CELL_MISSING && cell.rule == NULL)
        return "";
    return text == NULL ? "" : text_trim(a, text);
}

/* ----------------------------------------------------------------- asking */

/* A number of several columns is written 0012;2023-07-22. */
static void split_key(struct arena *a, const char *key, bool has_several,
                      struct wanted *w)
{
    char *rest = text_fold(a, text_trim(a, key));
    while (w->n_parts < MAX_PARTS) {
        char *end = has_several ? strpbrk(rest, ";+") : NULL;
        if (end != NULL)
            *end = '\0';
        w->parts[w->n_parts++] = text_trim(a, rest);
        if (end == NULL)
            return;
        rest = end + 1;
    }
}

static void ask(struct search *s, size_t at, const char *key, bool is_survivor)
{
    const struct correction *c = &s->corrections->list[at];
    struct wanted *w = &s->wanted[s->n_wanted++];
    *w = (struct wanted){.correction = at, .is_survivor = is_survivor};
    w->file = is_survivor ? "" : c->target_file;
    w->row = is_survivor ? 0 : c->target_row;
    split_key(s->study->arena, key, c->kind->n_keys > 1, w);
}

static void ask_all(struct search *s)
{
    struct corrections *c = s->corrections;
    s->wanted = arena_take_array(c->arena, 2 * c->n + 1, sizeof *s->wanted);
    for (size_t i = 0; i < c->n; i++) {
        if (c->list[i].outcome != OUTCOME_WAITING ||
            correction_is_of_people(&c->list[i]))
            continue;
        ask(s, i, c->list[i].key, false);
        if (c->list[i].action == CORRECT_MERGE)
            ask(s, i, c->list[i].new_value, true);
    }
}

/* -------------------------------------------------------------- comparing */

static bool part_is(struct search *s, const struct file_rows *rows,
                    const char *key, const char *part)
{
    const struct file_kind *k = rows->file->kind;
    int at = kind_index(k, key);
    if (at < 0)
        return false;
    const struct variable *v = k->variables[at];
    const char *own = cell_meaning(&s->row, v, rows->texts[at]);
    return *own != '\0' &&
           strcmp(text_fold(&s->row, own),
                  text_fold(&s->row, cell_meaning(&s->row, v, part))) == 0;
}

/* One part is the number that people write: the office number where a kind
 * has one, else the first column of the key. */
static const char *main_key(const struct file_kind *k)
{
    for (size_t i = 0; i < k->n_keys; i++) {
        int at = kind_index(k, k->keys[i]);
        if (at >= 0 && k->variables[at]->role == ROLE_OFFICE_NUMBER)
            return k->keys[i];
    }
    return k->keys[0];
}

static bool key_is(struct search *s, const struct file_rows *rows,
                   const struct wanted *w)
{
    const struct file_kind *k = rows->file->kind;
    size_t at = 0;
    if (w->n_parts == 1)
        return k->n_keys > 0 && part_is(s, rows, main_key(k), w->parts[0]);
    for (size_t i = 0; i < k->n_keys && at < w->n_parts; i++)
        if (part_is(s, rows, k->keys[i], w->parts[at]))
            at++;
    return at == w->n_parts;
}

/* inbox name, name with its sheet, or the name without folders. */
static bool is_file(struct arena *a, const struct delivered_file *f,
                    const char *name)
{
    const char *slash = strrchr(f->name, '/');
    return strcmp(name, f->name) == 0 || strcmp(name, file_label(a, f)) == 0 ||
           (slash != NULL && strcmp(name, slash + 1) == 0);
}

static const char *full_key(struct search *s, const struct file_rows *rows)
{
    const struct file_kind *k = rows->file->kind;
    const char *key = rows->file->office;
    for (size_t i = 0; i < k->n_keys; i++) {
        int at = kind_index(k, k->keys[i]);
        if (at >= 0)
            key = arena_format(
                &s->row, "%s\n%s", key,
                cell_meaning(&s->row, k->variables[at], rows->texts[at]));
    }
    return key;
}

/* Several versions of one row are one row; rows of two keys are not. */
static void found(struct search *s, struct wanted *w,
                  const struct file_rows *rows)
{
    struct correction *c = &s->corrections->list[w->correction];
    const struct study_files *study = s->study;
    const char *key = full_key(s, rows);
    if (w->n_found++ == 0)
        w->found_key = arena_copy(study->arena, key);
    else if (w->row != 0 || strcmp(w->found_key, key) != 0)
        c->outcome = OUTCOME_AMBIGUOUS;
    s->hits->list = arena_grow(s->hits->arena, s->hits->list, s->hits->n,
                               &s->hits->capacity, sizeof *s->hits->list);
    s->hits->list[s->hits->n++] = (struct correction_hit){
        (uint32_t)(rows->file - study->files),
        (uint32_t)file_note_index(rows->file, rows->note), w->correction,
        w->is_survivor};
}

static void compare_row(struct search *s, const struct file_rows *rows)
{
    arena_reset(&s->row);
    for (size_t i = 0; i < s->n_wanted; i++) {
        struct wanted *w = &s->wanted[i];
        const struct correction *c = &s->corrections->list[w->correction];
        if (c->kind != rows->file->kind)
            continue;
        bool is_meant = w->row != 0 ? w->row == rows->note->row &&
                                          is_file(&s->row, rows->file, w->file)
                                    : key_is(s, rows, w);
        if (is_meant)
            found(s, w, rows);
    }
}

static bool is_wanted(const struct search *s, const struct delivered_file *f)
{
    for (size_t i = 0; i < s->n_wanted; i++)
        if (s->corrections->list[s->wanted[i].correction].kind == f->kind)
            return true;
    return false;
}

static enum status search_file(struct search *s, struct delivered_file *f)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    while (file_rows_next(&rows))
        compare_row(s, &rows);
    return file_rows_close(&rows);
}

/* ----------------------------------------------------------------- result */

static int by_row(const void *left, const void *right)
{
    const struct correction_hit *a = left;
    const struct correction_hit *b = right;
    uint64_t x = (uint64_t)a->file << 32 | a->row;
    uint64_t y = (uint64_t)b->file << 32 | b->row;
    if (x != y)
        return x < y ? -1 : 1;
    return (a->correction > b->correction) - (a->correction < b->correction);
}

static void judge(struct search *s)
{
    struct correction_hits *hits = s->hits;
    size_t kept = 0;
    for (size_t i = 0; i < s->n_wanted; i++) {
        const struct wanted *w = &s->wanted[i];
        struct correction *c = &s->corrections->list[w->correction];
        if (w->n_found == 0 && c->outcome == OUTCOME_WAITING)
            c->outcome = OUTCOME_NOT_FOUND;
    }
    for (size_t i = 0; i < hits->n; i++)
        if (s->corrections->list[hits->list[i].correction].outcome ==
                OUTCOME_WAITING &&
            !hits->list[i].is_survivor)
            hits->list[kept++] = hits->list[i];
    hits->n = kept;
    if (kept > 1)
        qsort(hits->list, kept, sizeof *hits->list, by_row);
}

enum status corrections_find(struct corrections *c, struct study_files *s,
                             struct correction_hits *hits)
{
    struct search search = {.corrections = c, .study = s, .hits = hits};
    enum status st = STATUS_OK;
    *hits = (struct correction_hits){.arena = c->arena};
    ask_all(&search);
    arena_init(&search.row);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        if (file_is_read(&s->files[i]) && is_wanted(&search, &s->files[i]))
            st = search_file(&search, &s->files[i]);
    arena_release(&search.row);
    judge(&search);
    return st;
}
