/* workbook: sheets for filtering and printing, by libxlsxwriter. */
#include "report/workbook.h"

#include "base/text.h"
#include "report/new_workbook.h"
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    MOST_DECIMALS = 9,
    WIDEST = 60, /* characters of a column */
    NARROWEST = 6,
    WRAPPED = 24,      /* no column is made narrower than this */
    MARGIN = 2,        /* of a column, in characters */
    SHEET_WIDTH = 200, /* A4 landscape at seven tenths: 7 points are legible */
    LINE_POINTS = 13,  /* of the body's 10.5 points */
    TITLE_POINTS = 21, /* of the title's 14 */
    MOST_LINES = 27,   /* 409 points are the most that a row may have */
    MOST_BYTES = 32000 /* of one cell; Excel's limit is 32767 characters */
};

/* A line of text that may have to be wrapped. */
struct long_line {
    lxw_row_t row;
    lxw_col_t column;
    size_t width;
};

struct workbook {
    struct arena *arena;
    struct new_workbook file;
    lxw_workbook *book;
    lxw_worksheet *sheet; /* NULL before the first */
    lxw_format *bold, *head, *head_of_numbers, *body, *integer, *ordinal;
    lxw_format *note;
    lxw_format *decimals[MOST_DECIMALS + 1];
    lxw_row_t row, head_row;
    lxw_col_t column, n_columns;
    bool has_head;
    size_t *widths;
    const char **heads; /* NULL where numbers have been seen: right by now */
    size_t n_heads;
    struct long_line *lines; /* by row, column and place in the cell */
    size_t n_lines, lines_capacity;
    size_t n_sheets, names_capacity;
    char **names;
    lxw_error error; /* the first one */
};

static void keep_error(struct workbook *w, lxw_error error)
{
    if (w->error == LXW_NO_ERROR)
        w->error = error;
}

static lxw_format *text_format(struct workbook *w, bool is_bold, bool wraps)
{
    lxw_format *f = lxw.workbook_add_format(w->book);
    lxw.format_set_font_name(f, "BIZ UDPGothic");
    lxw.format_set_font_size(f, 10.5);
    if (is_bold)
        lxw.format_set_bold(f);
    if (wraps)
        lxw.format_set_text_wrap(f);
    lxw.format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    return f;
}

static lxw_format *number_format(struct workbook *w, const char *pattern)
{
    lxw_format *f = text_format(w, false, false);
    lxw.format_set_num_format(f, pattern);
    return f;
}

static void make_formats(struct workbook *w)
{
    w->bold = text_format(w, true, false);
    lxw.format_set_font_size(w->bold, 14);
    w->note = text_format(w, false, false);
    w->body = text_format(w, false, true);
    w->head = text_format(w, true, true);
    lxw.format_set_bg_color(w->head, 0xE9EEF4);
    lxw.format_set_bottom(w->head, LXW_BORDER_MEDIUM);
    w->head_of_numbers = text_format(w, true, true);
    lxw.format_set_bg_color(w->head_of_numbers, 0xE9EEF4);
    lxw.format_set_bottom(w->head_of_numbers, LXW_BORDER_MEDIUM);
    lxw.format_set_align(w->head_of_numbers, LXW_ALIGN_RIGHT);
    w->integer = number_format(w, "#,##0");
    w->ordinal = number_format(w, "0");
    for (int i = 0; i <= MOST_DECIMALS; i++) {
        const char *pattern =
            i == 0 ? "#,##0"
                   : arena_format(w->arena, "#,##0.%.*s", i, "000000000");
        w->decimals[i] = number_format(w, pattern);
    }
}

/* Midnight UTC of the day: libxlsxwriter prints it with gmtime. */
static void set_properties(struct workbook *w, const char *title,
                           struct date dated)
{
    char *text = arena_copy(w->arena, title);
    lxw_doc_properties properties;
    memset(&properties, 0, sizeof properties);
    properties.title = text;
    properties.created = (time_t)date_to_days(dated) * 86400;
    keep_error(w, lxw.workbook_set_properties(w->book, &properties));
}

enum status workbook_open(struct arena *a, const char *path, const char *title,
                          struct date dated, struct workbook **out)
{
    struct workbook *w = arena_take(a, sizeof *w);
    w->arena = a;
    enum status st = new_workbook(a, path, 0644, &w->file);
    if (st != STATUS_OK)
        return st;
    w->book = w->file.book;
    make_formats(w);
    set_properties(w, title, dated);
    *out = w;
    return STATUS_OK;
}

static bool is_known_name(const struct workbook *w, const char *name)
{
    for (size_t i = 0; i < w->n_sheets; i++)
        if (strcasecmp(w->names[i], name) == 0)
            return true;
    return false;
}

/* The first n characters. */
static char *first_characters(struct arena *a, const char *text, size_t n)
{
    const char *at = text;
    while (n-- > 0 && *at != '\0')
        text_next(&at);
    return arena_copy_n(a, text, (size_t)(at - text));
}

/* 31 characters, none of []:*?/\, no quote at the ends, not used before. */
static char *legal_name(struct workbook *w, const char *wanted)
{
    char *name = first_characters(w->arena, wanted, 31);
    for (char *at = name; *at != '\0'; at++)
        if (strchr("[]:*?/\\", *at) != NULL)
            *at = '_';
    size_t n = strlen(name);
    if (n == 0)
        name = arena_copy(w->arena, "_");
    else if (name[0] == '\'')
        name[0] = '_';
    if (n > 0 && name[n - 1] == '\'')
        name[n - 1] = '_';
    const char *stem = name;
    for (size_t k = 2; is_known_name(w, name); k++)
        name = arena_format(w->arena, "%s_%zu",
                            first_characters(w->arena, stem, 27), k);
    return name;
}

/* Not every program that opens a sheet looks how high wrapped text is. */
static void set_height(struct workbook *w, lxw_row_t row, size_t points)
{
    keep_error(w, lxw.worksheet_set_row(w->sheet, row, (double)points, NULL));
}

/* The sum of the columns, none of them wider than most. */
static size_t width_under(const struct workbook *w, size_t most)
{
    size_t sum = 0;
    for (lxw_col_t i = 0; i < w->n_columns; i++)
        sum += w->widths[i] < most ? w->widths[i] : most;
    return sum;
}

/* The widest columns give way until the sheet can be read on paper. */
static void set_widths(struct workbook *w)
{
    size_t most = WIDEST;
    for (lxw_col_t i = 0; i < w->n_columns; i++) {
        w->widths[i] += MARGIN;
        if (w->widths[i] < NARROWEST)
            w->widths[i] = NARROWEST;
    }
    while (most > WRAPPED && width_under(w, most) > SHEET_WIDTH)
        most--;
    for (lxw_col_t i = 0; i < w->n_columns; i++) {
        if (w->widths[i] > most)
            w->widths[i] = most;
        keep_error(w, lxw.worksheet_set_column(w->sheet, i, i,
                                               (double)w->widths[i], NULL));
    }
}

/* Characters of a wrapped line: two more stay free, since a full-width
 * character or a mark that may not begin a line moves on as a whole. */
static size_t lines_needed(const struct workbook *w, const struct long_line *l)
{
    size_t room = w->widths[l->column] - MARGIN - 2;
    return l->width <= room + 2 ? 1 : (l->width + room - 1) / room;
}

/* Every row as high as its highest cell. */
static void set_heights(struct workbook *w)
{
    for (size_t i = 0; i < w->n_lines;) {
        lxw_row_t row = w->lines[i].row;
        size_t highest = 1;
        while (i < w->n_lines && w->lines[i].row == row) {
            lxw_col_t column = w->lines[i].column;
            size_t lines = 0;
            for (; i < w->n_lines && w->lines[i].row == row &&
                   w->lines[i].column == column;
                 i++)
                lines += lines_needed(w, &w->lines[i]);
            if (lines > highest)
                highest = lines;
        }
        if (highest > MOST_LINES)
            highest = MOST_LINES;
        if (highest > 1)
            set_height(w, row, highest * LINE_POINTS + 2);
    }
}

static void finish_sheet(struct workbook *w)
{
    if (w->sheet == NULL)
        return;
    set_widths(w);
    set_heights(w);
    if (!w->has_head || w->n_columns == 0)
        return;
    lxw_row_t last = w->row > w->head_row + 1 ? w->row - 1 : w->head_row;
    keep_error(w, lxw.worksheet_autofilter(w->sheet, w->head_row, 0, last,
                                           (lxw_col_t)(w->n_columns - 1)));
}

void workbook_sheet(struct workbook *w, const char *name, const char *title,
                    const char *note)
{
    finish_sheet(w);
    char *legal = legal_name(w, name);
    w->names = arena_grow(w->arena, w->names, w->n_sheets, &w->names_capacity,
                          sizeof *w->names);
    w->names[w->n_sheets++] = legal;
    w->sheet = lxw.workbook_add_worksheet(w->book, legal);
    if (w->sheet == NULL) {
        keep_error(w, LXW_ERROR_INVALID_SHEETNAME_CHARACTER);
        return;
    }
    w->row = 0;
    w->column = 0;
    w->n_columns = 0;
    w->n_lines = 0;
    w->n_heads = 0;
    w->has_head = false;
    lxw.worksheet_set_landscape(w->sheet);
    lxw.worksheet_set_paper(w->sheet, 9); /* A4 */
    lxw.worksheet_fit_to_pages(w->sheet, 1, 0);
    lxw.worksheet_set_footer(w->sheet, "&L&A&R&P / &N");
    if (title[0] != '\0') {
        set_height(w, w->row, TITLE_POINTS);
        keep_error(w, lxw.worksheet_write_string(w->sheet, w->row++, 0, title,
                                                 w->bold));
    }
    if (note[0] != '\0')
        keep_error(w, lxw.worksheet_write_string(w->sheet, w->row++, 0, note,
                                                 w->note));
}

/* Text that can't fit in one line is remembered until widths are known. */
static void remember_lines(struct workbook *w, const char *text)
{
    bool has_lines = strchr(text, '\n') != NULL;
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        struct arena a;
        arena_init(&a);
        size_t width = text_width(arena_copy_n(&a, text, n));
        arena_release(&a);
        if (has_lines || width > WRAPPED - MARGIN) {
            w->lines = arena_grow(w->arena, w->lines, w->n_lines,
                                  &w->lines_capacity, sizeof *w->lines);
            w->lines[w->n_lines++] = (struct long_line){
                .row = w->row, .column = w->column, .width = width};
        }
        text += n + (text[n] == '\n');
    }
}

/* The widest line of the cell counts. */
static void widen(struct workbook *w, const char *text)
{
    if (w->column >= w->n_columns) {
        size_t *wider =
            arena_take_array(w->arena, w->column + 1u, sizeof *wider);
        if (w->n_columns > 0)
            memcpy(wider, w->widths, w->n_columns * sizeof *wider);
        w->widths = wider;
        w->n_columns = (lxw_col_t)(w->column + 1);
    }
    size_t width = text_width(text);
    if (width > w->widths[w->column])
        w->widths[w->column] = width;
}

void workbook_header(struct workbook *w, const char *const *names, size_t n)
{
    if (w->sheet == NULL)
        return;
    w->head_row = w->row;
    w->has_head = true;
    w->heads = arena_take_array(w->arena, n, sizeof *w->heads);
    w->n_heads = n;
    for (size_t i = 0; i < n; i++) {
        w->heads[i] = arena_copy(w->arena, names[i]);
        keep_error(w, lxw.worksheet_write_string(w->sheet, w->row, w->column,
                                                 names[i], w->head));
        widen(w, names[i]);
        w->column++;
    }
    workbook_end_row(w);
    lxw.worksheet_freeze_panes(w->sheet, w->row, 0);
    keep_error(w,
               lxw.worksheet_repeat_rows(w->sheet, w->head_row, w->head_row));
}

void workbook_text(struct workbook *w, const char *text)
{
    if (w->sheet == NULL)
        return;
    const char *fits =
        strlen(text) > MOST_BYTES ? text_cut(w->arena, text, MOST_BYTES) : text;
    if (fits[0] != '\0')
        keep_error(w, lxw.worksheet_write_string(w->sheet, w->row, w->column,
                                                 fits, w->body));
    widen(w, fits);
    remember_lines(w, fits);
    w->column++;
}

/* The heading of numbers stands right, as they do. */
static void right_head(struct workbook *w)
{
    if (w->column >= w->n_heads || w->heads[w->column] == NULL)
        return;
    keep_error(w, lxw.worksheet_write_string(w->sheet, w->head_row, w->column,
                                             w->heads[w->column],
                                             w->head_of_numbers));
    w->heads[w->column] = NULL;
}

static void write_number(struct workbook *w, double value, lxw_format *format,
                         size_t width)
{
    if (w->sheet == NULL)
        return;
    char room[32];
    if (width > sizeof room - 1)
        width = sizeof room - 1;
    memset(room, '0', width);
    room[width] = '\0';
    widen(w, room);
    right_head(w);
    keep_error(w, lxw.worksheet_write_number(w->sheet, w->row, w->column, value,
                                             format));
    w->column++;
}

static size_t digits_before_point(double value)
{
    size_t n = value < 0 ? 2 : 1;
    for (double rest = value < 0 ? -value : value; rest >= 10 && n < 24;
         rest /= 10)
        n++;
    return n + n / 3;
}

void workbook_number(struct workbook *w, double value, int decimals)
{
    int places = decimals < 0 ? 0 : decimals;
    if (places > MOST_DECIMALS)
        places = MOST_DECIMALS;
    write_number(w, value, w->decimals[places],
                 digits_before_point(value) + (size_t)places + 1);
}

void workbook_integer(struct workbook *w, long long value)
{
    write_number(w, (double)value, w->integer,
                 digits_before_point((double)value));
}

void workbook_ordinal(struct workbook *w, long long value)
{
    write_number(w, (double)value, w->ordinal,
                 digits_before_point((double)value));
}

void workbook_empty(struct workbook *w)
{
    w->column++;
}

void workbook_end_row(struct workbook *w)
{
    w->row++;
    w->column = 0;
}

enum status workbook_keep(struct workbook *w)
{
    finish_sheet(w);
    return new_workbook_keep(&w->file, w->error);
}

void workbook_drop(struct workbook *w)
{
    new_workbook_drop(&w->file);
}
