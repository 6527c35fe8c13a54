/* The sample town against the checks of cells, rows and files: all that
 * these checks should find is found at its row and column, and nothing else
 * is. faults.csv beside the town says what was planted; the generator in
 * tests/town knows none of the checks. */
#include "base/cell_check.h"
#include "base/codebook.h"
#include "base/output_file.h"
#include "base/sheet_reader.h"
#include "check_main.h"

#include <string.h>

#define TOWN AYUMI_SOURCE_DIR "/examples/town"

struct list {
    struct arena *arena;
    size_t n, capacity;
    const char **items; /* "file row column rule" */
};

static void add(struct list *l, const char *file, size_t row,
                const char *column, const char *rule)
{
    l->items =
        arena_grow(l->arena, l->items, l->n, &l->capacity, sizeof *l->items);
    l->items[l->n++] =
        row == 0
            ? arena_format(l->arena, "%s - - %s", file, rule)
            : arena_format(l->arena, "%s %zu %s %s", file, row, column, rule);
}

static bool has(const struct list *l, const char *item)
{
    size_t i = 0;
    while (i < l->n && strcmp(l->items[i], item) != 0)
        i++;
    return i < l->n;
}

/* Rules that need more than one row, the roster or the codebook's list of
 * indicators: other rooms find these. */
static bool is_found_here(const char *rule)
{
    return strncmp(rule + 1, "1", 1) == 0 || strncmp(rule + 1, "2", 1) == 0 ||
           strncmp(rule + 1, "32", 2) == 0;
}

static void read_planted(struct arena *a, struct list *planted,
                         struct list *not_data)
{
    struct csv_reader *in;
    const char *refused;
    ck_assert_int_eq(csv_reader_open(a, TOWN "/faults.csv", &in, &refused),
                     STATUS_OK);
    struct csv_record r;
    ck_assert(csv_reader_next(in, &r));
    while (csv_reader_next(in, &r)) {
        size_t row =
            (size_t)strtoul(r.cells[1] == NULL ? "" : r.cells[1], NULL, 10);
        const char *column = r.cells[2] == NULL ? "" : r.cells[2];
        /* I3002: a bad row that a later file brings right is not asked about */
        if (strcmp(r.cells[3], "I3011") == 0 ||
            strcmp(r.cells[3], "I3002") == 0)
            add(not_data, r.cells[0], row, "", "I3011");
        else if (is_found_here(r.cells[3]))
            add(planted, r.cells[0], row, column, r.cells[3]);
    }
    csv_reader_close(in);
}

struct place {
    struct list *found;
    const char *file;
    size_t row;
    const struct kind_match *match;
    size_t n_headers;
};

static void report(void *context, const struct rule *rule, size_t variable)
{
    const struct place *p = context;
    char letters[8] = "";
    for (size_t i = 0; i < p->n_headers; i++)
        if (p->match->column_variable[i] == (int)variable)
            column_letters(i, letters);
    add(p->found, p->file, p->row, letters, rule->code);
}

static void check_record(struct arena *a, const struct place *p,
                         const struct csv_record *r)
{
    const struct file_kind *k = p->match->kind;
    struct cell *cells = arena_take_array(a, k->n_variables, sizeof *cells);
    for (size_t v = 0; v < k->n_variables; v++) {
        const char *text = NULL;
        char letters[8] = "";
        for (size_t i = 0; i < p->n_headers; i++)
            if (p->match->column_variable[i] == (int)v) {
                text = i < r->n_cells ? r->cells[i] : NULL;
                column_letters(i, letters);
            }
        if (letters[0] == '\0') { /* the column is not in this form */
            cells[v] = (struct cell){.state = CELL_MISSING};
            continue;
        }
        cell_check(a, k->variables[v], text, &cells[v]);
        if (cells[v].rule != NULL)
            add(p->found, p->file, p->row, letters, cells[v].rule);
    }
    struct place here = *p;
    row_check(k, cells, report, &here);
}

static void check_records(struct arena *a, struct sheet_reader *in,
                          struct place *p, const struct list *not_data)
{
    struct csv_record r;
    while (sheet_reader_next(in, &r)) {
        p->row = r.row;
        const char *item = arena_format(a, "%s %zu  I3011", p->file, r.row);
        if (r.kind == CSV_BROKEN)
            add(p->found, p->file, r.row, "", "E1101");
        else if (r.kind == CSV_UNDECODED)
            add(p->found, p->file, r.row, "", "E1102");
        else if (!has(not_data, item))
            check_record(a, p, &r);
    }
}

static void check_file(struct arena *a, const struct codebook *c,
                       const char *name, struct list *found,
                       const struct list *not_data)
{
    struct sheet_reader *in;
    const char *refused = NULL;
    char *path = arena_format(a, TOWN "/inbox/%s", name);
    enum status st = sheet_reader_open(a, path, "", &in, &refused);
    if (st != STATUS_OK) {
        add(found, name, 0, "", refused);
        return;
    }
    struct csv_record r;
    ck_assert(sheet_reader_next(in, &r));
    const char **headers = arena_take_array(a, r.n_cells, sizeof *headers);
    for (size_t i = 0; i < r.n_cells; i++)
        headers[i] = arena_copy(a, r.cells[i] == NULL ? "" : r.cells[i]);
    struct kind_match match;
    size_t n_headers = r.n_cells;
    kind_recognise(a, c, headers, n_headers, &match);
    struct place p = {found, name, 0, &match, n_headers};
    if (match.rule != NULL)
        add(found, name, 0, "", match.rule);
    else
        check_records(a, in, &p, not_data);
    sheet_reader_close(in);
}

static size_t say_missing(const char *what, const struct list *of,
                          const struct list *in)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n; i++)
        if (!has(in, of->items[i])) {
            printf("%s: %s\n", what, of->items[i]);
            n++;
        }
    return n;
}

START_TEST(exactly_the_planted_faults_of_cells_rows_and_files_are_found)
{
    struct arena a;
    arena_init(&a);
    struct codebook c;
    ck_assert_int_eq(
        codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", TOWN "/codebook", &c),
        STATUS_OK);
    struct list planted = {.arena = &a}, not_data = {.arena = &a},
                found = {.arena = &a};
    read_planted(&a, &planted, &not_data);
    ck_assert_uint_gt(planted.n, 30);
    const char **names;
    size_t n_names;
    ck_assert_int_eq(folder_list(&a, TOWN "/inbox", &names, &n_names, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < n_names; i++)
        check_file(&a, &c, names[i], &found, &not_data);
    size_t n_wrong = say_missing("planted, not found", &planted, &found) +
                     say_missing("found, not planted", &found, &planted);
    ck_assert_uint_eq(n_wrong, 0);
    arena_release(&a);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("sample_town");
    TCase *t = tcase_create("sample_town");
    tcase_set_timeout(t, 60);
    tcase_add_test(
        t, exactly_the_planted_faults_of_cells_rows_and_files_are_found);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
