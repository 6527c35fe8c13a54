/* pair_book: two records a row, and a word to choose. */
#include "report/pair_book.h"

#include "base/text.h"
#include "report/new_workbook.h"
#include "report/rich_text.h"

#include <string.h>

enum {
    HEADER_ROW = 2, /* after the title and the line that says how */
    MOST_PIECES = 64,
    ROW_HEIGHT = 45,
    HELP_WIDTH = 90, /* narrower than its column: some letters are wide */
    LINE_HEIGHT = 17,
    NO_DATE = 946684800 /* 2000-01-01: the content has no day of its own */
};

struct pair_book {
    struct arena *arena;
    const struct pair_book_words *words;
    struct new_workbook file;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *how, *head, *body, *choice, *alike, *variant, *differs;
    lxw_format *whole[PAIR_DIFFERS + 1]; /* by mark, made when asked for */
    struct rich_text rich;
    struct arena cell;
    lxw_row_t row;
    lxw_col_t column;
    lxw_error error; /* the first one */
};

static void keep(struct pair_book *b, lxw_error error)
{
    if (b->error == LXW_NO_ERROR)
        b->error = error;
}

static lxw_format *format_of(struct pair_book *b, double size)
{
    lxw_format *f = lxw.workbook_add_format(b->book);
    lxw.format_set_font_name(f, "BIZ UDPGothic");
    lxw.format_set_font_size(f, size);
    return f;
}

static lxw_format *cell_format(struct pair_book *b)
{
    lxw_format *f = format_of(b, 10.5);
    lxw.format_set_text_wrap(f);
    lxw.format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    lxw.format_set_border(f, LXW_BORDER_THIN);
    lxw.format_set_border_color(f, 0x9AA5B1);
    lxw.format_set_num_format(f, "@");
    return f;
}

static void make_formats(struct pair_book *b)
{
    b->title = format_of(b, 14);
    lxw.format_set_bold(b->title);
    b->how = format_of(b, 10.5);
    b->body = cell_format(b);
    b->head = cell_format(b);
    lxw.format_set_bold(b->head);
    lxw.format_set_bg_color(b->head, 0xE9EEF4);
    b->choice = cell_format(b);
    lxw.format_set_bold(b->choice);
    lxw.format_set_align(b->choice, LXW_ALIGN_CENTER);
    lxw.format_set_bg_color(b->choice, 0xFFF7D6);
    b->alike = format_of(b, 10.5);
    b->variant = format_of(b, 10.5);
    lxw.format_set_font_color(b->variant, 0xB45309);
    lxw.format_set_bold(b->variant);
    b->differs = format_of(b, 10.5);
    lxw.format_set_font_color(b->differs, 0xC00000);
    lxw.format_set_bold(b->differs);
    lxw.format_set_underline(b->differs, LXW_UNDERLINE_SINGLE);
}

/* ------------------------------------------------------------------- sheets */

static void write_head(struct pair_book *b)
{
    const struct pair_book_words *w = b->words;
    keep(b, lxw.worksheet_write_string(b->sheet, 0, 0, w->title, b->title));
    keep(b, lxw.worksheet_write_string(b->sheet, 1, 0, w->how, b->how));
    for (size_t i = 0; i < w->n_columns; i++) {
        lxw_col_t c = (lxw_col_t)i;
        keep(b, lxw.worksheet_set_column(b->sheet, c, c, w->columns[i].width,
                                         NULL));
        keep(b, lxw.worksheet_write_string(b->sheet, HEADER_ROW, c,
                                           w->columns[i].header, b->head));
    }
    lxw.worksheet_freeze_panes(b->sheet, HEADER_ROW + 1,
                               (lxw_col_t)w->n_frozen);
    lxw.worksheet_set_landscape(b->sheet);
    lxw.worksheet_set_paper(b->sheet, 8); /* A3 */
    lxw.worksheet_fit_to_pages(b->sheet, 1, 0);
    lxw.worksheet_set_margins(b->sheet, 0.4, 0.4, 0.5, 0.5);
    keep(b, lxw.worksheet_repeat_rows(b->sheet, HEADER_ROW, HEADER_ROW));
}

static void guide_choice(struct pair_book *b)
{
    const struct pair_book_words *w = b->words;
    lxw_data_validation rule;
    char *choices[8] = {NULL};
    char *title = arena_copy(b->arena, w->columns[w->choice_column].header);
    char *hint = arena_copy(b->arena, w->choice_hint);
    char *error = arena_copy(b->arena, w->choice_error);
    for (size_t i = 0; w->choices[i] != NULL && i + 1 < 8; i++)
        choices[i] = arena_copy(b->arena, w->choices[i]);
    memset(&rule, 0, sizeof rule);
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = choices;
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.dropdown = LXW_VALIDATION_ON;
    rule.show_input = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    rule.input_title = title;
    rule.input_message = hint;
    rule.error_title = title;
    rule.error_message = error;
    lxw_row_t last = HEADER_ROW + (lxw_row_t)(w->n_rows > 0 ? w->n_rows : 1);
    keep(b, lxw.worksheet_data_validation_range(
                b->sheet, HEADER_ROW + 1, (lxw_col_t)w->choice_column, last,
                (lxw_col_t)w->choice_column, &rule));
}

static void write_help(struct pair_book *b)
{
    lxw_worksheet *help =
        lxw.workbook_add_worksheet(b->book, b->words->help_sheet);
    if (help == NULL) {
        keep(b, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return;
    }
    lxw_format *line = format_of(b, 11);
    lxw.format_set_text_wrap(line);
    lxw.format_set_align(line, LXW_ALIGN_VERTICAL_TOP);
    keep(b, lxw.worksheet_set_column(help, 0, 0, 100, NULL));
    for (size_t i = 0; b->words->help[i] != NULL; i++) {
        const char *text = b->words->help[i];
        double lines = (double)(text_width(text) / HELP_WIDTH + 1);
        keep(b, lxw.worksheet_set_row(help, (lxw_row_t)i,
                                      LINE_HEIGHT * lines + 4, NULL));
        keep(b, lxw.worksheet_write_string(help, (lxw_row_t)i, 0, text,
                                           i == 0 ? b->title : line));
    }
    lxw.worksheet_set_paper(help, 9);
    lxw.worksheet_set_landscape(help);
    lxw.worksheet_fit_to_pages(help, 1, 0);
}

static void begin(struct pair_book *b)
{
    lxw_doc_properties properties;
    char author[] = "ayumi";
    memset(&properties, 0, sizeof properties);
    properties.author = author;
    properties.created = NO_DATE;
    keep(b, lxw.workbook_set_properties(b->book, &properties));
    make_formats(b);
    b->sheet = lxw.workbook_add_worksheet(b->book, b->words->sheet);
    if (b->sheet == NULL) {
        keep(b, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return;
    }
    rich_text_init(&b->rich, b->sheet);
    write_head(b);
    guide_choice(b);
    write_help(b);
    b->row = HEADER_ROW + 1;
}

enum status pair_book_open(struct arena *a, const char *path, unsigned mode,
                           const struct pair_book_words *words,
                           struct pair_book **out)
{
    struct pair_book *b = arena_take(a, sizeof *b);
    b->arena = a;
    b->words = words;
    b->error = LXW_NO_ERROR;
    enum status st = new_workbook_by_rows(a, path, mode, &b->file);
    if (st != STATUS_OK)
        return st;
    b->book = b->file.book;
    arena_init(&b->cell);
    begin(b);
    *out = b;
    return STATUS_OK;
}

/* -------------------------------------------------------------------- cells */

/* Pieces of one mark each, for Excel's rich text; returns how many. */
static size_t cut_pieces(struct pair_book *b, const char *text,
                         const unsigned char *marks,
                         lxw_rich_string_tuple *pieces)
{
    lxw_format *const formats[] = {b->alike, b->variant, b->differs};
    const char *at = text;
    size_t n = 0, i = 0;
    while (*at != '\0' && n < MOST_PIECES) {
        const char *from = at;
        unsigned char mark = marks[i];
        while (*at != '\0' && (marks[i] == mark || n + 1 == MOST_PIECES)) {
            (void)text_next(&at);
            i++;
        }
        pieces[n].format = formats[mark];
        pieces[n++].string = arena_copy_n(&b->cell, from, (size_t)(at - from));
    }
    return n;
}

static lxw_format *whole_format(struct pair_book *b, unsigned char mark)
{
    if (b->whole[mark] != NULL)
        return b->whole[mark];
    lxw_format *f = cell_format(b);
    if (mark == PAIR_VARIANT)
        lxw.format_set_font_color(f, 0xB45309);
    if (mark == PAIR_DIFFERS) {
        lxw.format_set_font_color(f, 0xC00000);
        lxw.format_set_underline(f, LXW_UNDERLINE_SINGLE);
    }
    lxw.format_set_bold(f);
    b->whole[mark] = f;
    return f;
}

void pair_book_cell(struct pair_book *b, const char *text,
                    const unsigned char *marks)
{
    lxw_rich_string_tuple pieces[MOST_PIECES];
    lxw_rich_string_tuple *list[MOST_PIECES + 1] = {NULL};
    lxw_format *plain =
        b->column == b->words->choice_column ? b->choice : b->body;
    arena_reset(&b->cell);
    size_t n = marks == NULL ? 0 : cut_pieces(b, text, marks, pieces);
    for (size_t i = 0; i < n; i++)
        list[i] = &pieces[i];
    if (b->error != LXW_NO_ERROR)
        return;
    if (*text == '\0')
        keep(b, lxw.worksheet_write_blank(b->sheet, b->row, b->column, plain));
    else if (n >= 2)
        keep(b, rich_text_write(&b->rich, b->row, b->column, list, plain));
    else
        keep(b, lxw.worksheet_write_string(b->sheet, b->row, b->column, text,
                                           n == 1 && marks[0] != PAIR_ALIKE
                                               ? whole_format(b, marks[0])
                                               : plain));
    b->column++;
}

void pair_book_end_row(struct pair_book *b)
{
    if (b->error == LXW_NO_ERROR)
        keep(b, lxw.worksheet_set_row(b->sheet, b->row, ROW_HEIGHT, NULL));
    b->row++;
    b->column = 0;
}

enum status pair_book_keep(struct pair_book *b)
{
    rich_text_release(&b->rich);
    arena_release(&b->cell);
    return new_workbook_keep(&b->file, b->error);
}
