/* review: the pairs that a person must decide, review/pairs.csv. */
#include "anonymize/review.h"

#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/table_file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const verdicts[] = {"same", "other", "unknown"};

static char *review_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" REVIEW_FOLDER "/" REVIEW_FILE, study);
}

static const struct message *find_message(const char *name)
{
    for (const struct message *m = messages; m->name != NULL; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

/* ---------------------------------------------------------------- reading */

/* A study may have changed its language since the file was written. */
static int column_of(const struct table_file *t, const char *name)
{
    const struct message *m = find_message(name);
    int at = m == NULL ? -1 : table_file_find(t, m->ja);
    return at < 0 && m != NULL ? table_file_find(t, m->en) : at;
}

/* "open" for a blank cell, NULL for a word that is no verdict. */
static const char *verdict_of(struct arena *a, const char *cell)
{
    const char *word = text_fold_header(a, cell);
    if (*word == '\0')
        return "open";
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        const struct message *m =
            find_message(arena_format(a, "review.verdict.%s", verdicts[i]));
        if (m != NULL && (strcmp(word, m->ja) == 0 || strcmp(word, m->en) == 0))
            return verdicts[i];
    }
    return NULL;
}

static int by_pair(const void *a, const void *b)
{
    const struct review_answer *x = a;
    const struct review_answer *y = b;
    return strcmp(x->pair, y->pair);
}

static void take_answers(struct review *r, const struct table_file *t, int pair,
                         int verdict, int remark)
{
    r->answers = arena_take_array(r->arena, t->n_rows, sizeof *r->answers);
    for (size_t i = 0; i < t->n_rows; i++) {
        const struct table_row *row = &t->rows[i];
        const char *word = verdict_of(r->arena, row->cells[verdict]);
        if (word == NULL) {
            say_error("review.unknown_verdict", t->path, row->row);
            r->n_unreadable++;
            word = "open";
        }
        r->answers[r->n_answers++] = (struct review_answer){
            row->cells[pair], word, remark < 0 ? "" : row->cells[remark]};
    }
    if (r->n_answers > 1)
        qsort(r->answers, r->n_answers, sizeof *r->answers, by_pair);
}

enum status review_read(struct review *r, struct arena *a, const char *study)
{
    struct table_file t;
    char *path = review_path(a, study);
    memset(r, 0, sizeof *r);
    r->arena = a;
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = table_file_read(a, path, &t);
    if (st != STATUS_OK)
        return st;
    int pair = column_of(&t, "review.column.pair");
    int verdict = column_of(&t, "review.column.verdict");
    if (pair < 0 || verdict < 0) {
        say_error("review.no_columns", path, message("review.column.pair"),
                  message("review.column.verdict"));
        return STATUS_USAGE;
    }
    take_answers(r, &t, pair, verdict, column_of(&t, "review.column.remark"));
    return STATUS_OK;
}

const struct review_answer *review_answer(const struct review *r,
                                          const char *pair)
{
    const struct review_answer wanted = {pair, NULL, NULL};
    if (r->n_answers == 0)
        return NULL;
    return bsearch(&wanted, r->answers, r->n_answers, sizeof wanted, by_pair);
}

/* ---------------------------------------------------------------- writing */

void review_add(struct review *r, const struct review_pair *pair)
{
    r->pairs = arena_grow(r->arena, r->pairs, r->n_pairs, &r->capacity,
                          sizeof *r->pairs);
    r->pairs[r->n_pairs++] = *pair;
}

size_t review_n_open(const struct review *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_pairs; i++)
        n += strcmp(r->pairs[i].verdict, "open") == 0;
    return n;
}

static const char *const side_columns[] = {
    "review.column.office", "review.column.number", "review.column.name",
    "review.column.kana",   "review.column.birth",  "review.column.file",
    "review.column.row"};

static void write_header(struct csv_writer *w, struct arena *a)
{
    csv_text(w, message("review.column.pair"));
    csv_text(w, message("review.column.reason"));
    for (const char *side = "AB"; *side != '\0'; side++)
        for (size_t i = 0; i < sizeof side_columns / sizeof side_columns[0];
             i++)
            csv_text(w,
                     arena_format(a, "%c %s", *side, message(side_columns[i])));
    csv_text(w, message("review.column.verdict"));
    csv_text(w, message("review.column.remark"));
    csv_end_row(w);
}

/* In brackets, or a spreadsheet would show 0012 and 12 as the same. */
static void write_number(struct csv_writer *w, struct arena *a,
                         const char *number)
{
    csv_text(w, *number == '\0' ? "" : arena_format(a, "「%s」", number));
}

static void write_side(struct csv_writer *w, struct arena *a,
                       const struct review_side *s)
{
    csv_text(w, s->person.office);
    write_number(w, a, s->person.number);
    csv_text(w, s->person.name);
    csv_text(w, s->person.kana);
    csv_text(w, s->person.birth);
    csv_text(w, s->file);
    if (s->row == 0)
        csv_empty(w);
    else
        csv_integer(w, (long long)s->row);
}

static void write_pair(struct csv_writer *w, struct arena *a,
                       const struct review *r, const struct review_pair *p)
{
    const struct review_answer *answer = review_answer(r, p->pair);
    csv_text(w, p->pair);
    csv_text(w, message(arena_format(a, "review.reason.%s", p->reason)));
    write_side(w, a, &p->a);
    write_side(w, a, &p->b);
    if (strcmp(p->verdict, "open") == 0)
        csv_empty(w);
    else
        csv_text(w, message(arena_format(a, "review.verdict.%s", p->verdict)));
    csv_text(w, answer == NULL ? "" : answer->remark);
    csv_end_row(w);
}

enum status review_write(const struct review *r, const char *study)
{
    struct csv_writer w;
    struct arena a;
    arena_init(&a);
    char *path = review_path(&a, study);
    enum status st = STATUS_OK;
    if (r->n_pairs > 0 || path_exists(path)) {
        st = folder_make(arena_format(&a, "%s/" REVIEW_FOLDER, study), 0700);
        if (st == STATUS_OK)
            st = csv_writer_open(&w, path, CSV_FOR_EXCEL);
        if (st == STATUS_OK) {
            write_header(&w, &a);
            for (size_t i = 0; i < r->n_pairs; i++)
                write_pair(&w, &a, r, &r->pairs[i]);
            st = csv_writer_keep(&w);
        }
    }
    arena_release(&a);
    return st;
}
