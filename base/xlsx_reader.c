/* xlsx_reader: the door for Excel workbooks (.xlsx), sheet by sheet.
 *
 * The same handlers run twice over a sheet: the survey goes through to the
 * end and remembers how wide the table is and what is merged or hidden; the
 * reading pauses behind every row that says something.
 *
 * ECMA-376 part 1, 18.3.1: row 18.3.1.73, c 18.3.1.4, mergeCell 18.3.1.54,
 * col 18.3.1.13. */
#include "base/xlsx_reader.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/xlsx_book.h"
#include "base/xml_member.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_ROWS = 1048576,
    EXCEL_COLUMNS = 16384,
    MAX_COLUMNS = 4096,
    MAX_NOTES = 1000
};

static const char NO_RESULT[] = "E2114";
static const char ERROR_VALUE[] = "E2115";
static const char MERGED[] = "W1105";

struct cell_now {
    size_t column;
    char type[16];
    struct number_format format;
    bool has_formula, in_value, in_text, in_phonetic;
    struct xlsx_text text;
};

struct xlsx_book {
    const char *path;
    struct arena *arena;
    struct xlsx_parts parts;

    struct arena sheet; /* of the open sheet */
    struct arena row;   /* of the present row */
    struct xml_member *member;
    bool is_open, is_surveying, has_row;
    size_t n_row; /* rows seen, as Excel numbers them */
    size_t width; /* columns with anything in them */
    size_t n_rows_surveyed, n_rows_read;
    bool has_hidden_row;
    struct cell_now cell;
    const char **cells, **rules;
    size_t n_cells, capacity, rules_capacity;
    bool has_rules;
    struct sheet_note *notes;
    size_t n_notes, notes_capacity;
    enum status status;
};

static void refuse(struct xlsx_book *b, const char *rule)
{
    xml_member_refuse(b->member, rule);
}

static void note(struct xlsx_book *b, struct sheet_note told)
{
    if (!b->is_surveying || b->n_notes >= MAX_NOTES)
        return;
    b->notes = arena_grow(&b->sheet, b->notes, b->n_notes, &b->notes_capacity,
                          sizeof *b->notes);
    b->notes[b->n_notes++] = told;
}

/* "C5" -> column 2, row 5; false when it is no such name. */
static bool parse_place(const char **at, size_t *column, size_t *row)
{
    size_t n = 0;
    for (; **at >= 'A' && **at <= 'Z' && n <= EXCEL_COLUMNS; (*at)++)
        n = n * 26 + (size_t)(**at - 'A') + 1;
    *column = n - 1;
    *row = 0;
    for (; **at >= '0' && **at <= '9' && *row <= MAX_ROWS; (*at)++)
        *row = *row * 10 + (size_t)(**at - '0');
    return n >= 1 && n <= EXCEL_COLUMNS && *row >= 1 && *row <= MAX_ROWS;
}

/* --------------------------------------------------------------- rows, cells
 */

static void begin_row(struct xlsx_book *b, const char **attributes)
{
    const char *number = xml_attribute(attributes, "r");
    const char *hidden = xml_attribute(attributes, "hidden");
    size_t row = b->n_row + 1;
    if (number != NULL)
        row = strtoul(number, NULL, 10);
    if (row <= b->n_row || row > MAX_ROWS) {
        refuse(b, row > MAX_ROWS ? "E1005" : "E1007");
        return;
    }
    b->n_row = row;
    b->n_cells = 0;
    b->has_rules = false;
    b->cell = (struct cell_now){.column = SIZE_MAX};
    arena_reset(&b->row);
    b->has_row = true;
    if (hidden != NULL && (hidden[0] == '1' || hidden[0] == 't') &&
        !b->has_hidden_row) {
        b->has_hidden_row = true;
        note(b, (struct sheet_note){"W1106", row, row, -1, -1});
    }
}

static void begin_cell(struct xlsx_book *b, const char **attributes)
{
    const char *place = xml_attribute(attributes, "r");
    const char *type = xml_attribute(attributes, "t");
    const char *style = xml_attribute(attributes, "s");
    size_t before = b->cell.column, column = before + 1, row;
    if (place != NULL &&
        (!parse_place(&place, &column, &row) || row != b->n_row)) {
        refuse(b, "E1007");
        return;
    }
    if ((before != SIZE_MAX && column <= before) || column >= EXCEL_COLUMNS) {
        refuse(b, "E1007");
        return;
    }
    b->cell = (struct cell_now){.column = column};
    if (type != NULL && strlen(type) < sizeof b->cell.type)
        memcpy(b->cell.type, type, strlen(type) + 1);
    size_t s = style == NULL ? 0 : strtoul(style, NULL, 10);
    if (s < b->parts.n_formats)
        b->cell.format = b->parts.formats[s];
}

/* t="d": 2023-07-22T10:30:00 */
static const char *iso_text(struct arena *a, const char *text)
{
    char *copy = arena_copy(a, text);
    char *t = strchr(copy, 'T');
    if (t == NULL)
        return copy;
    *t = ' ';
    if (text_starts_with(t, " 00:00:00"))
        *t = '\0';
    return copy;
}

/* What the cell shows; *rule when it can't be taken whatever its column. */
static const char *cell_text(struct xlsx_book *b, const char **rule)
{
    struct cell_now *c = &b->cell;
    const char *text = xlsx_text_take(&b->row, &c->text);
    if (c->has_formula && b->parts.is_uncalculated) {
        *rule = NO_RESULT;
        return "";
    }
    if (text_equal(c->type, "inlineStr") || text_equal(c->type, "str"))
        return text;
    if (c->has_formula && text[0] == '\0') {
        *rule = NO_RESULT;
        return "";
    }
    if (text[0] == '\0')
        return "";
    if (text_equal(c->type, "e")) {
        *rule = ERROR_VALUE;
        return "";
    }
    if (text_equal(c->type, "b"))
        return text[0] == '1' || text[0] == 't' ? "TRUE" : "FALSE";
    if (text_equal(c->type, "d"))
        return iso_text(&b->row, text);
    if (text_equal(c->type, "s")) {
        char *end;
        size_t i = strtoul(text, &end, 10);
        if (*end != '\0' || i >= b->parts.n_strings) {
            refuse(b, "E1007");
            return "";
        }
        return b->parts.strings[i];
    }
    const char *shown =
        xlsx_number_text(&b->row, text, c->format, b->parts.from_1904);
    if (shown == NULL)
        refuse(b, "E1007");
    return shown == NULL ? "" : shown;
}

/* Room for n cells; the new ones are blank. */
static void widen(struct xlsx_book *b, size_t n)
{
    while (b->n_cells < n) {
        b->cells = arena_grow(&b->sheet, b->cells, b->n_cells, &b->capacity,
                              sizeof *b->cells);
        b->rules = arena_grow(&b->sheet, b->rules, b->n_cells,
                              &b->rules_capacity, sizeof *b->rules);
        b->cells[b->n_cells] = "";
        b->rules[b->n_cells++] = NULL;
    }
}

static void end_cell(struct xlsx_book *b)
{
    const char *rule = NULL;
    const char *text = cell_text(b, &rule);
    size_t column = b->cell.column;
    if (text[0] == '\0' && rule == NULL)
        return;
    if (column >= MAX_COLUMNS) {
        refuse(b, "E1005");
        return;
    }
    widen(b, column + 1);
    b->cells[column] = text;
    b->rules[column] = rule;
    b->has_rules = b->has_rules || rule != NULL;
    if (b->width < column + 1)
        b->width = column + 1;
}

static bool row_says_something(const struct xlsx_book *b)
{
    for (size_t i = 0; i < b->n_cells; i++)
        if (b->rules[i] != NULL || !text_is_blank(b->cells[i]))
            return true;
    return false;
}

static void end_row(struct xlsx_book *b)
{
    b->has_row = false;
    if (!row_says_something(b))
        return;
    if (b->is_surveying) {
        b->n_rows_surveyed++;
    } else {
        b->n_rows_read++;
        xml_member_pause(b->member);
    }
}

/* ------------------------------------------------------------------ handlers
 */

static void note_merge(struct xlsx_book *b, const char *reference)
{
    size_t column, row, last_column, last_row;
    if (reference == NULL || !parse_place(&reference, &column, &row) ||
        *reference != ':')
        return;
    reference++;
    if (parse_place(&reference, &last_column, &last_row))
        note(b, (struct sheet_note){MERGED, row, last_row, (int)column,
                                    (int)last_column});
}

static void note_column(struct xlsx_book *b, const char **attributes)
{
    const char *first = xml_attribute(attributes, "min");
    const char *last = xml_attribute(attributes, "max");
    const char *hidden = xml_attribute(attributes, "hidden");
    size_t column = first == NULL ? 0 : strtoul(first, NULL, 10);
    size_t end = last == NULL ? column : strtoul(last, NULL, 10);
    if (end > MAX_COLUMNS)
        end = MAX_COLUMNS; /* all that are left */
    if (hidden != NULL && (hidden[0] == '1' || hidden[0] == 't') &&
        column >= 1 && column <= end)
        note(b,
             (struct sheet_note){"W1107", 0, 0, (int)column - 1, (int)end - 1});
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct xlsx_book *b = context;
    struct cell_now *c = &b->cell;
    bool in_cell = b->has_row && c->column != SIZE_MAX;
    if (text_equal(name, "row"))
        begin_row(b, attributes);
    else if (text_equal(name, "c") && b->has_row)
        begin_cell(b, attributes);
    else if (text_equal(name, "mergeCell"))
        note_merge(b, xml_attribute(attributes, "ref"));
    else if (text_equal(name, "col"))
        note_column(b, attributes);
    else if (in_cell && text_equal(name, "f"))
        c->has_formula = true;
    else if (in_cell && text_equal(name, "v"))
        c->in_value = !text_equal(c->type, "inlineStr");
    else if (in_cell && text_equal(name, "rPh"))
        c->in_phonetic = true;
    else if (in_cell && text_equal(name, "t"))
        c->in_text = text_equal(c->type, "inlineStr") && !c->in_phonetic;
}

static void on_text(void *context, const char *bytes, size_t n)
{
    struct xlsx_book *b = context;
    if ((b->cell.in_value || b->cell.in_text) &&
        !xlsx_text_add(&b->row, &b->cell.text, bytes, n))
        refuse(b, "E1005");
}

static void on_end(void *context, const char *name)
{
    struct xlsx_book *b = context;
    struct cell_now *c = &b->cell;
    if (text_equal(name, "v"))
        c->in_value = false;
    else if (text_equal(name, "t"))
        c->in_text = false;
    else if (text_equal(name, "rPh"))
        c->in_phonetic = false;
    else if (text_equal(name, "c") && b->has_row && c->column != SIZE_MAX)
        end_cell(b);
    else if (text_equal(name, "row") && b->has_row)
        end_row(b);
}

/* --------------------------------------------------------------------- sheet
 */

static void close_sheet(struct xlsx_book *b)
{
    if (b->is_open)
        xml_member_close(b->member);
    b->is_open = false;
}

static const char *start_over(struct xlsx_book *b, const char *path)
{
    static const struct xml_handlers handlers = {on_start, on_end, on_text};
    close_sheet(b);
    b->n_row = 0;
    b->n_rows_read = 0;
    b->has_row = false;
    b->cell = (struct cell_now){.column = SIZE_MAX};
    const char *refused = xml_member_open(&b->sheet, b->parts.zip, path,
                                          &handlers, b, &b->member);
    b->is_open = refused == NULL;
    return refused;
}

static const char *survey(struct xlsx_book *b, const char *path)
{
    bool done;
    b->is_surveying = true;
    const char *refused = start_over(b, path);
    if (refused == NULL)
        refused = xml_member_go_on(b->member, &done);
    b->is_surveying = false;
    return refused;
}

enum status xlsx_sheet_open(struct xlsx_book *b, size_t sheet,
                            const char **refused)
{
    const struct xlsx_sheet *s = &b->parts.sheets[sheet];
    close_sheet(b);
    arena_reset(&b->sheet);
    b->cells = b->rules = NULL;
    b->capacity = b->rules_capacity = 0;
    b->notes = NULL;
    b->n_notes = b->notes_capacity = 0;
    b->width = b->n_rows_surveyed = 0;
    b->n_cells = 0;
    b->has_hidden_row = false;
    b->status = STATUS_OK;
    *refused = survey(b, s->path);
    if (*refused == NULL && s->is_hidden) {
        b->is_surveying = true;
        note(b, (struct sheet_note){"W1108", 0, 0, -1, -1});
        b->is_surveying = false;
    }
    if (*refused == NULL)
        *refused = start_over(b, s->path);
    return *refused == NULL ? STATUS_OK : STATUS_UNREADABLE;
}

const struct sheet_note *xlsx_sheet_notes(const struct xlsx_book *b, size_t *n)
{
    *n = b->n_notes;
    return b->notes;
}

/* What Excel shows of merged cells is the first one. Some programs keep what
 * was in the others, where nobody sees it. */
static void hide_merged(struct xlsx_book *b)
{
    for (size_t i = 0; i < b->n_notes; i++) {
        const struct sheet_note *merged = &b->notes[i];
        if (!text_equal(merged->rule, MERGED) || b->n_row < merged->row ||
            b->n_row > merged->last_row)
            continue;
        size_t first = (size_t)merged->column + (b->n_row == merged->row);
        for (size_t c = first;
             c <= (size_t)merged->last_column && c < b->n_cells; c++) {
            b->cells[c] = "";
            b->rules[c] = NULL;
        }
    }
}

static bool next_row(struct xlsx_book *b)
{
    bool done = false;
    if (b->status != STATUS_OK || !b->is_open)
        return false;
    b->has_row = false;
    if (xml_member_go_on(b->member, &done) != NULL ||
        (done && b->n_rows_read != b->n_rows_surveyed)) {
        say_error("csv.changed_while_read", b->path);
        b->status = STATUS_IO;
        return false;
    }
    if (done) {
        close_sheet(b);
        return false;
    }
    widen(b, b->width);
    hide_merged(b);
    return true;
}

bool xlsx_sheet_next(struct xlsx_book *b, struct csv_record *record)
{
    do {
        if (!next_row(b))
            return false;
    } while (!row_says_something(b));
    *record = (struct csv_record){
        .kind = CSV_RECORD,
        .row = b->n_row,
        .line = b->n_row,
        .n_cells = b->n_cells,
        .cells = b->cells,
        .cell_rules = b->has_rules ? b->rules : NULL,
    };
    return true;
}

/* ---------------------------------------------------------------------- book
 */

enum status xlsx_book_open(struct arena *a, const char *path,
                           struct xlsx_book **out, const char **refused)
{
    struct xlsx_book *b = arena_take(a, sizeof *b);
    *out = NULL;
    b->path = arena_copy(a, path);
    b->arena = a;
    *refused = xlsx_parts_read(a, path, &b->parts);
    if (*refused != NULL)
        return STATUS_UNREADABLE;
    arena_init(&b->sheet);
    arena_init(&b->row);
    *out = b;
    return STATUS_OK;
}

void xlsx_book_close(struct xlsx_book *b)
{
    close_sheet(b);
    zip_file_close(b->parts.zip);
    arena_release(&b->sheet);
    arena_release(&b->row);
}

size_t xlsx_book_sheets(const struct xlsx_book *b)
{
    return b->parts.n_sheets;
}

const char *xlsx_sheet_name(const struct xlsx_book *b, size_t sheet)
{
    return b->parts.sheets[sheet].name;
}

enum status xlsx_book_status(const struct xlsx_book *b)
{
    return b->status;
}
