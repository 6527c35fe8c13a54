/* review: the pairs that a person must decide, as CSV and as a workbook. */
#include "anonymize/review.h"

#include "anonymize/review_difference.h"
#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/sheet_reader.h"
#include "base/table_file.h"
#include "base/text.h"
#include "report/pair_book.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* As they are offered; the last is stored as "open". */
static const char *const verdicts[] = {"same", "other", "unknown", "open"};
enum { N_VERDICTS = 4, HELP_LINES = 14 };

static char *review_path(struct arena *a, const char *study, const char *file)
{
    return arena_format(a, "%s/" REVIEW_FOLDER "/%s", study, file);
}

static const struct message *find_message(const char *name)
{
    for (const struct message *m = messages; m->name != NULL; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

/* ---------------------------------------------------------------- reading */

/* "open" for a blank cell and for 取消, NULL for a word that is no verdict. */
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

/* One file that is being read, and where its columns are. */
struct reading {
    struct review *review;
    const char *path;
    bool is_book;
    int pair, verdict, remark;
};

/* A study may have changed its language since the file was written. */
static bool is_header(struct arena *a, const char *cell, const char *name)
{
    const struct message *m = find_message(name);
    const char *word = text_fold_header(a, cell);
    return m != NULL && (strcmp(word, text_fold_header(a, m->ja)) == 0 ||
                         strcmp(word, text_fold_header(a, m->en)) == 0);
}

static bool find_columns(struct reading *in, const char *const *cells, size_t n)
{
    struct arena *a = in->review->arena;
    in->pair = in->verdict = in->remark = -1;
    for (size_t i = 0; i < n; i++) {
        if (is_header(a, cells[i], "review.column.pair"))
            in->pair = (int)i;
        if (is_header(a, cells[i], "review.column.verdict"))
            in->verdict = (int)i;
        if (is_header(a, cells[i], "review.column.remark"))
            in->remark = (int)i;
    }
    return in->pair >= 0 && in->verdict >= 0;
}

static const char *cell_at(const char *const *cells, size_t n, int at)
{
    return at < 0 || (size_t)at >= n || cells[at] == NULL ? "" : cells[at];
}

static void take_answer(struct reading *in, size_t row,
                        const char *const *cells, size_t n)
{
    struct review *r = in->review;
    const char *pair = text_trim(r->arena, cell_at(cells, n, in->pair));
    const char *verdict = verdict_of(r->arena, cell_at(cells, n, in->verdict));
    const char *remark = text_trim(r->arena, cell_at(cells, n, in->remark));
    if (*pair == '\0')
        return;
    if (verdict == NULL) {
        say_error("review.unknown_verdict", in->path, row);
        r->n_unreadable++;
        verdict = "open";
    }
    r->answers = arena_grow(r->arena, r->answers, r->n_answers,
                            &r->answers_capacity, sizeof *r->answers);
    r->answers[r->n_answers++] =
        (struct review_answer){pair, in->is_book ? NULL : verdict,
                               in->is_book ? verdict : NULL, remark, NULL};
}

static enum status no_columns(const struct reading *in)
{
    say_error("review.no_columns", in->path, message("review.column.pair"),
              message("review.column.verdict"));
    return STATUS_USAGE;
}

static enum status read_csv(struct reading *in)
{
    struct table_file t;
    enum status st = table_file_read(in->review->arena, in->path, &t);
    if (st != STATUS_OK)
        return st;
    if (!find_columns(in, t.columns, t.n_columns))
        return no_columns(in);
    for (size_t i = 0; i < t.n_rows; i++)
        take_answer(in, t.rows[i].row, t.rows[i].cells, t.n_columns);
    return STATUS_OK;
}

/* The header stands below a title: the first row that has both columns. */
static enum status read_sheet(struct reading *in, struct sheet_reader *sheet,
                              bool *has_columns)
{
    struct csv_record record;
    while (sheet_reader_next(sheet, &record)) {
        if (record.kind != CSV_RECORD)
            continue;
        if (*has_columns)
            take_answer(in, record.row, record.cells, record.n_cells);
        else
            *has_columns = find_columns(in, record.cells, record.n_cells);
    }
    return sheet_reader_status(sheet);
}

static enum status read_book(struct reading *in)
{
    struct arena *a = in->review->arena;
    const char *const *names, *refused;
    size_t n_names;
    bool has_columns = false;
    enum status st = STATUS_OK;
    in->is_book = true;
    sheet_list(a, in->path, &names, &n_names);
    for (size_t i = 0; st == STATUS_OK && !has_columns && i < n_names; i++) {
        struct sheet_reader *sheet;
        st = sheet_reader_open(a, in->path, names[i], &sheet, &refused);
        if (st == STATUS_UNREADABLE)
            break;
        if (st == STATUS_OK) {
            st = read_sheet(in, sheet, &has_columns);
            sheet_reader_close(sheet);
        }
    }
    return st == STATUS_IO || has_columns ? st : no_columns(in);
}

/* What the two files say of a pair becomes one. */
static void join_answers(struct review *r)
{
    size_t n = 0;
    if (r->n_answers > 1)
        qsort(r->answers, r->n_answers, sizeof *r->answers, by_pair);
    for (size_t i = 0; i < r->n_answers; i++) {
        struct review_answer *next = &r->answers[i];
        struct review_answer *last = n > 0 ? &r->answers[n - 1] : NULL;
        if (last == NULL || strcmp(last->pair, next->pair) != 0) {
            r->answers[n++] = *next;
            continue;
        }
        if (next->in_csv != NULL)
            last->in_csv = next->in_csv;
        if (next->in_book != NULL)
            last->in_book = next->in_book;
        if (*last->remark == '\0' || next->in_book != NULL)
            last->remark = *next->remark == '\0' ? last->remark : next->remark;
    }
    r->n_answers = n;
}

static struct review_answer *find_answer(const struct review *r,
                                         const char *pair)
{
    const struct review_answer wanted = {pair, NULL, NULL, NULL, NULL};
    if (r->n_answers == 0)
        return NULL;
    return bsearch(&wanted, r->answers, r->n_answers, sizeof wanted, by_pair);
}

/* "PAIR CSV BOOK SETTLED": only while both cells are as they were. */
static void take_settled(struct review *r, char *line)
{
    char *rest = NULL;
    const char *pair = strtok_r(line, " ", &rest);
    const char *csv = strtok_r(NULL, " ", &rest);
    const char *book = strtok_r(NULL, " ", &rest);
    const char *settled = strtok_r(NULL, " ", &rest);
    struct review_answer *a = settled == NULL ? NULL : find_answer(r, pair);
    if (a != NULL && a->in_csv != NULL && strcmp(a->in_csv, csv) == 0 &&
        a->in_book != NULL && strcmp(a->in_book, book) == 0)
        a->settled = settled;
}

static enum status read_settled(struct review *r, const char *study)
{
    bool is_there;
    char *text, *rest = NULL;
    size_t n;
    const char *path = review_path(r->arena, study, REVIEW_SETTLED);
    enum status st = path_look(path, &is_there);
    if (st != STATUS_OK || !is_there)
        return st;
    st = file_read(r->arena, path, &text, &n);
    if (st != STATUS_OK)
        return st;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        take_settled(r, line);
    return STATUS_OK;
}

enum status review_keep_settled(const struct review *r, struct arena *a,
                                const char *study)
{
    char *text = arena_copy(a, "");
    for (size_t i = 0; i < r->n_answers; i++) {
        const struct review_answer *one = &r->answers[i];
        if (one->settled != NULL)
            text = arena_format(a, "%s%s %s %s %s\n", text, one->pair,
                                one->in_csv, one->in_book, one->settled);
    }
    return *text == '\0' ? STATUS_OK
                         : file_write(review_path(a, study, REVIEW_SETTLED),
                                      text, strlen(text), 0600);
}

enum status review_read(struct review *r, struct arena *a, const char *study)
{
    memset(r, 0, sizeof *r);
    r->arena = a;
    struct reading csv = {.review = r,
                          .path = review_path(a, study, REVIEW_FILE)};
    struct reading book = {.review = r,
                           .path = review_path(a, study, REVIEW_BOOK)};
    enum status st = path_exists(csv.path) ? read_csv(&csv) : STATUS_OK;
    if (st == STATUS_OK && path_exists(book.path))
        st = read_book(&book);
    if (st != STATUS_OK)
        return st;
    join_answers(r);
    return read_settled(r, study);
}

const struct review_answer *review_answer(const struct review *r,
                                          const char *pair)
{
    return find_answer(r, pair);
}

const char *review_settle(const struct review_answer *answer, const char *last)
{
    const char *csv = answer->in_csv, *book = answer->in_book;
    if (answer->settled != NULL)
        return answer->settled;
    if (csv == NULL || book == NULL)
        return csv == NULL ? book : csv;
    if (strcmp(csv, book) == 0 || strcmp(book, last) == 0)
        return csv;
    return strcmp(csv, last) == 0 ? book : NULL;
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
        n += !r->pairs[i].is_blind && strcmp(r->pairs[i].verdict, "open") == 0;
    return n;
}

static int by_name(const void *a, const void *b)
{
    const struct review_pair *x = a;
    const struct review_pair *y = b;
    return strcmp(x->pair, y->pair);
}

static const char *shown_verdict(struct arena *a, const struct review_pair *p)
{
    return strcmp(p->verdict, "open") == 0
               ? ""
               : message(arena_format(a, "review.verdict.%s", p->verdict));
}

static const char *remark_of(const struct review *r, const char *pair)
{
    const struct review_answer *answer = review_answer(r, pair);
    return answer == NULL ? "" : answer->remark;
}

/* --------------------------------------------------------------------- csv */

static const char *const side_columns[] = {
    "review.column.office", "review.column.number", "review.column.name",
    "review.column.kana",   "review.column.birth",  "review.column.contact",
    "review.column.file",   "review.column.row"};

static void write_header(struct csv_writer *w, struct arena *a)
{
    csv_text(w, message("review.column.pair"));
    csv_text(w, message("review.column.compared"));
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

/* On one line: a row of the file is a line. */
static const char *one_line(struct arena *a, const char *text)
{
    char *line = arena_copy(a, text);
    for (char *c = line; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
    return text_trim(a, line);
}

static void write_side(struct csv_writer *w, struct arena *a,
                       const struct review_side *s)
{
    csv_text(w, s->person.office);
    write_number(w, a, s->person.number);
    csv_text(w, s->person.name);
    csv_text(w, s->person.kana);
    csv_text(w, s->person.birth);
    csv_text(w, one_line(a, s->person.contact));
    csv_text(w, s->file);
    if (s->row == 0)
        csv_empty(w);
    else
        csv_integer(w, (long long)s->row);
}

static void write_pair(struct csv_writer *w, struct arena *a,
                       const struct review *r, const struct review_pair *p)
{
    struct review_comparison c[N_REVIEW_FIELDS];
    review_compare(a, &p->a.person, &p->b.person, c);
    csv_text(w, p->pair);
    csv_text(w, review_words(a, c, "　"));
    write_side(w, a, &p->a);
    write_side(w, a, &p->b);
    csv_text(w, shown_verdict(a, p));
    csv_text(w, remark_of(r, p->pair));
    csv_end_row(w);
}

static enum status write_csv(const struct review *r, struct arena *a,
                             const char *path)
{
    struct csv_writer w;
    enum status st = csv_writer_open(&w, path, CSV_FOR_EXCEL);
    if (st != STATUS_OK)
        return st;
    write_header(&w, a);
    for (size_t i = 0; i < r->n_pairs; i++)
        write_pair(&w, a, r, &r->pairs[i]);
    return csv_writer_keep(&w);
}

/* -------------------------------------------------------------------- book */

enum { BEFORE_FIELDS = 3, AFTER_FIELDS = 3, COLUMNS_OF_BOOK = 18 };

static void name_columns(struct arena *a, struct pair_book_column *columns)
{
    static const struct {
        const char *name;
        double width;
    } fields[N_REVIEW_FIELDS] = {
        [REVIEW_NAME] = {"review.column.name", 12},
        [REVIEW_KANA] = {"review.column.kana", 15},
        [REVIEW_BIRTH] = {"review.column.birth", 17},
        [REVIEW_CONTACT] = {"review.column.contact", 16},
        [REVIEW_OFFICE] = {"review.column.office", 6},
        [REVIEW_NUMBER] = {"review.column.number", 11},
    };
    size_t n = 0;
    columns[n++] = (struct pair_book_column){message("review.column.pair"), 18};
    columns[n++] =
        (struct pair_book_column){message("review.column.verdict"), 9};
    columns[n++] =
        (struct pair_book_column){message("review.column.compared"), 34};
    for (int f = 0; f < N_REVIEW_FIELDS; f++)
        for (const char *side = "AB"; *side != '\0'; side++)
            columns[n++] = (struct pair_book_column){
                arena_format(a, "%s %c", message(fields[f].name), *side),
                fields[f].width};
    for (const char *side = "AB"; *side != '\0'; side++)
        columns[n++] = (struct pair_book_column){
            arena_format(a, "%s %c", message("review.column.file"), *side), 20};
    columns[n] = (struct pair_book_column){message("review.column.remark"), 14};
}

static void place_cell(struct pair_book *book, struct arena *a,
                       const struct review_side *side)
{
    pair_book_cell(book,
                   side->row == 0
                       ? side->file
                       : arena_format(a, "%s %zu%s", side->file, side->row,
                                      message("review.place")),
                   NULL);
}

static void fill_row(struct pair_book *book, struct arena *a,
                     const struct review *r, const struct review_pair *p)
{
    struct review_comparison c[N_REVIEW_FIELDS];
    review_compare(a, &p->a.person, &p->b.person, c);
    pair_book_cell(book, p->pair, NULL);
    pair_book_cell(book, shown_verdict(a, p), NULL);
    pair_book_cell(book, review_words(a, c, "\n"), NULL);
    for (int f = 0; f < N_REVIEW_FIELDS; f++) {
        pair_book_cell(book, c[f].a, c[f].marks_a);
        pair_book_cell(book, c[f].b, c[f].marks_b);
    }
    place_cell(book, a, &p->a);
    place_cell(book, a, &p->b);
    pair_book_cell(book, remark_of(r, p->pair), NULL);
    pair_book_end_row(book);
}

static enum status write_book(const struct review *r, struct arena *a,
                              const char *path)
{
    struct pair_book_column columns[COLUMNS_OF_BOOK];
    const char *choices[N_VERDICTS + 1] = {NULL};
    const char *help[HELP_LINES + 1] = {NULL};
    struct pair_book *book;
    name_columns(a, columns);
    for (size_t i = 0; i < N_VERDICTS; i++)
        choices[i] = message(arena_format(a, "review.verdict.%s", verdicts[i]));
    for (size_t i = 0; i < HELP_LINES; i++)
        help[i] = message(arena_format(a, "review.help.%02zu", i + 1));
    const struct pair_book_words words = {
        .sheet = message("review.sheet"),
        .help_sheet = message("review.help_sheet"),
        .title = message("review.title"),
        .how = message("review.how"),
        .help = help,
        .columns = columns,
        .n_columns = COLUMNS_OF_BOOK,
        .n_frozen = 2,
        .choice_column = 1,
        .choices = choices,
        .choice_hint = message("review.choice_hint"),
        .choice_error = message("review.choice_error"),
        .n_rows = r->n_pairs,
    };
    enum status st = pair_book_open(a, path, 0600, &words, &book);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < r->n_pairs; i++)
        fill_row(book, a, r, &r->pairs[i]);
    return pair_book_keep(book);
}

static enum status write_both(struct review *r, struct arena *a,
                              const char *study)
{
    enum status st =
        folder_make(arena_format(a, "%s/" REVIEW_FOLDER, study), 0700);
    if (r->n_pairs > 1)
        qsort(r->pairs, r->n_pairs, sizeof *r->pairs, by_name);
    if (st == STATUS_OK)
        st = write_csv(r, a, review_path(a, study, REVIEW_FILE));
    return st == STATUS_OK
               ? write_book(r, a, review_path(a, study, REVIEW_BOOK))
               : st;
}

enum status review_write(struct review *r, const char *study)
{
    struct arena a;
    arena_init(&a);
    bool has_file = path_exists(review_path(&a, study, REVIEW_FILE)) ||
                    path_exists(review_path(&a, study, REVIEW_BOOK));
    enum status st =
        r->n_pairs > 0 || has_file ? write_both(r, &a, study) : STATUS_OK;
    if (st == STATUS_OK)
        st = folder_remove(review_path(&a, study, REVIEW_SETTLED));
    arena_release(&a);
    return st;
}
