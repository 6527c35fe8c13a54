/* blank_form: an empty file of a kind, ready to be filled in. */
#include "report/blank_form.h"

#include "base/csv_writer.h"
#include "base/text.h"
#include "report/new_workbook.h"

#include <stdio.h>
#include <string.h>

enum {
    ROWS_TO_FILL = 5000,
    MOST_HINT = 255, /* characters; Excel's limit of an input message */
    MOST_TITLE = 32,
    PAGE_WIDTH = 200 /* characters across A4 landscape that are still legible */
};

#define CODE_SHEET "コード表"

/* Letters that no file system takes stand in no label so far; a local codebook
 * may bring one. */
char *blank_form_path(struct arena *a, const char *folder,
                      const struct file_kind *k, const char *extension)
{
    char *label = arena_copy(a, k->label_ja);
    for (char *c = label; *c != '\0'; c++)
        if (strchr("/\\:*?\"<>|", *c) != NULL || (unsigned char)*c < ' ')
            *c = '_';
    return arena_format(a, "%s/%s_%s.%s", folder, k->kind, label, extension);
}

enum status blank_form_csv(struct arena *a, const char *path,
                           const struct file_kind *k)
{
    struct csv_writer w;
    enum status st = csv_writer_open(&w, path, CSV_FOR_EXCEL);
    (void)a;
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < k->n_variables; i++)
        csv_text(&w, k->variables[i]->label_ja);
    csv_end_row(&w);
    return csv_writer_keep(&w);
}

/* ---------------------------------------------------------------------- xlsx
 */

struct form {
    struct arena *arena;
    const struct file_kind *kind;
    lxw_workbook *book;
    lxw_worksheet *sheet, *codes;
    lxw_format *head, *text, *day;
    lxw_row_t code_row;
    double width;    /* of the columns to fill, in characters */
    lxw_error error; /* the first one */
};

static void keep(struct form *f, lxw_error error)
{
    if (f->error == LXW_NO_ERROR)
        f->error = error;
}

static lxw_format *cell_format(struct form *f, const char *pattern)
{
    lxw_format *format = lxw.workbook_add_format(f->book);
    lxw.format_set_font_name(format, "BIZ UDPGothic");
    lxw.format_set_font_size(format, 10.5);
    if (pattern != NULL)
        lxw.format_set_num_format(format, pattern);
    return format;
}

static const char *kind_of_answer(const struct variable *v)
{
    switch (v->type) {
    case TYPE_KEY:
        return "英字で始まる半角の番号";
    case TYPE_TEXT:
        return "文字";
    case TYPE_INTEGER:
    case TYPE_COUNT:
        return "整数";
    case TYPE_NUMBER:
        return "数";
    case TYPE_RANGE:
        return "数、または 10～15 の形";
    case TYPE_CODE:
        return "コードを1つ";
    case TYPE_CODE_LIST:
        return "コード。複数あるときは 2;4 の形";
    case TYPE_DATE:
        return "日付";
    case TYPE_MONTH:
        return "年月（2023-10 または R5.10）";
    case TYPE_YEAR:
        return "年（2018 または H30）";
    case TYPE_FISCAL_YEAR:
        return "年度（R5）";
    }
    return "";
}

/* What Excel shows when the cell is entered. */
static const char *hint_of(struct form *f, const struct variable *v)
{
    char *hint = arena_copy(f->arena, kind_of_answer(v));
    if (v->unit[0] != '\0')
        hint = arena_format(f->arena, "%s。単位は %s", hint, v->unit);
    if (v->has_min && v->has_max)
        hint =
            arena_format(f->arena, "%s。%g から %g まで", hint, v->min, v->max);
    if (v->must_be_filled)
        hint = arena_format(f->arena, "%s。空欄にしない", hint);
    for (size_t i = 0; v->codes != NULL && i < v->codes->n_codes; i++) {
        const struct code_label *l = &v->codes->codes[i];
        if (l->refused_by[0] != '\0')
            continue;
        char *longer =
            arena_format(f->arena, "%s\n%s %s", hint, l->value, l->label_ja);
        if (text_length(longer) > MOST_HINT - 16)
            return arena_format(f->arena, "%s\n続きは「" CODE_SHEET "」", hint);
        hint = longer;
    }
    return hint;
}

static void write_code(struct form *f, const struct variable *v,
                       const struct code_label *l)
{
    const char *const cells[] = {v->label_ja, v->name, l->value, l->label_ja,
                                 l->accepts};
    for (lxw_col_t c = 0; c < 5; c++)
        keep(f, lxw.worksheet_write_string(f->codes, f->code_row, c, cells[c],
                                           f->text));
    f->code_row++;
}

static void write_codes(struct form *f, const struct variable *v)
{
    for (size_t i = 0; v->codes != NULL && i < v->codes->n_codes; i++)
        if (v->codes->codes[i].refused_by[0] == '\0')
            write_code(f, v, &v->codes->codes[i]);
}

/* The codes of a list, NULL-terminated; NULL when Excel has no room for them
 * (255 characters with the commas) or one holds a comma itself. They are
 * written into the cell's rule: libxlsxwriter 1.1.4 loses the memory of a
 * reference to another sheet. */
static char **choices_of(struct form *f, const struct code_list *list)
{
    char **choices =
        arena_take_array(f->arena, list->n_codes + 1, sizeof *choices);
    size_t n = 0, n_characters = 0;
    for (size_t i = 0; i < list->n_codes; i++) {
        const struct code_label *l = &list->codes[i];
        if (l->refused_by[0] != '\0')
            continue;
        n_characters += text_length(l->value) + 1;
        if (strchr(l->value, ',') != NULL || n_characters > MOST_HINT)
            return NULL;
        choices[n++] = arena_copy(f->arena, l->value);
    }
    return n == 0 ? NULL : choices;
}

/* A list to choose from where one code is wanted; else only the hint. What is
 * not in the list may still be typed (無回答, another spelling), after a
 * question. */
static void guide_column(struct form *f, lxw_col_t column,
                         const struct variable *v)
{
    lxw_data_validation rule;
    memset(&rule, 0, sizeof rule);
    char *title = text_cut(f->arena, v->label_ja, MOST_TITLE);
    char *hint = arena_copy(f->arena, hint_of(f, v));
    char **choices = v->type == TYPE_CODE ? choices_of(f, v->codes) : NULL;
    write_codes(f, v);
    rule.validate = LXW_VALIDATION_TYPE_ANY;
    if (choices != NULL) {
        rule.validate = LXW_VALIDATION_TYPE_LIST;
        rule.value_list = choices;
        rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        rule.error_title = "コード表にない値です";
        rule.error_message = "「" CODE_SHEET "」のシートを確認してください。";
    }
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.dropdown = LXW_VALIDATION_ON;
    rule.show_input = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    rule.input_title = title;
    rule.input_message = hint;
    keep(f, lxw.worksheet_data_validation_range(f->sheet, 1, column,
                                                ROWS_TO_FILL, column, &rule));
}

static lxw_format *column_format(const struct form *f, const struct variable *v)
{
    switch (v->type) {
    case TYPE_DATE:
        return f->day;
    case TYPE_INTEGER:
    case TYPE_NUMBER:
    case TYPE_COUNT:
        return NULL;
    default:
        return f->text; /* 0012 keeps its zeros, 1-2 becomes no day */
    }
}

static void write_column(struct form *f, lxw_col_t column)
{
    const struct variable *v = f->kind->variables[column];
    double width = (double)text_width(v->label_ja) + 2;
    if (width < 11)
        width = 11;
    f->width += width;
    keep(f, lxw.worksheet_set_column(f->sheet, column, column, width,
                                     column_format(f, v)));
    keep(f,
         lxw.worksheet_write_string(f->sheet, 0, column, v->label_ja, f->head));
    guide_column(f, column, v);
}

static void write_code_headers(struct form *f)
{
    static const double widths[] = {24, 18, 12, 36, 40};
    const char *const *headers = code_sheet_headers();
    for (lxw_col_t c = 0; headers[c] != NULL; c++) {
        keep(f, lxw.worksheet_set_column(f->codes, c, c, widths[c], NULL));
        keep(f,
             lxw.worksheet_write_string(f->codes, 0, c, headers[c], f->head));
    }
    f->code_row = 1;
    lxw.worksheet_freeze_panes(f->codes, 1, 0);
}

/* A4 landscape, as few pages across as can be read. */
static void set_paper(struct form *f, lxw_worksheet *sheet, double width)
{
    uint16_t across = (uint16_t)(1 + width / PAGE_WIDTH);
    lxw.worksheet_set_landscape(sheet);
    lxw.worksheet_set_paper(sheet, 9);
    lxw.worksheet_fit_to_pages(sheet, across, 0);
    keep(f, lxw.worksheet_set_footer(sheet, "&L&A&R&P / &N"));
    keep(f, lxw.worksheet_repeat_rows(sheet, 0, 0));
}

static void fill_book(struct form *f)
{
    char sheet_name[128];
    lxw_doc_properties properties;
    char author[] = "ayumi";
    memset(&properties, 0, sizeof properties);
    properties.author = author;
    properties.created = 946684800; /* a form has no date: 2000-01-01 */
    keep(f, lxw.workbook_set_properties(f->book, &properties));
    f->head = cell_format(f, "@");
    lxw.format_set_bold(f->head);
    lxw.format_set_bg_color(f->head, 0xE8EEF4);
    f->text = cell_format(f, "@");
    f->day = cell_format(f, "yyyy-mm-dd");
    snprintf(sheet_name, sizeof sheet_name, "%s",
             text_cut(f->arena, f->kind->label_ja, 60));
    for (char *c = sheet_name; *c != '\0'; c++)
        if (strchr("[]:*?/\\", *c) != NULL)
            *c = '_';
    f->sheet = lxw.workbook_add_worksheet(f->book, sheet_name);
    if (f->sheet == NULL) /* another name that Excel does not take */
        f->sheet = lxw.workbook_add_worksheet(f->book, f->kind->kind);
    f->codes = lxw.workbook_add_worksheet(f->book, CODE_SHEET);
    if (f->sheet == NULL || f->codes == NULL) {
        keep(f, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return;
    }
    write_code_headers(f);
    for (size_t i = 0; i < f->kind->n_variables; i++)
        write_column(f, (lxw_col_t)i);
    lxw.worksheet_freeze_panes(f->sheet, 1, 0);
    set_paper(f, f->sheet, f->width);
    set_paper(f, f->codes, 0);
}

enum status blank_form_xlsx(struct arena *a, const char *path,
                            const struct file_kind *k)
{
    struct new_workbook file;
    struct form f = {.arena = a, .kind = k, .error = LXW_NO_ERROR};
    enum status st = new_workbook(a, path, 0644, &file);
    if (st != STATUS_OK)
        return st;
    f.book = file.book;
    fill_book(&f);
    return new_workbook_keep(&file, f.error);
}
