/* findings_report: findings as a list and a workbook for the staff. */
#include "pipeline/findings_report.h"

#include "base/messages.h"
#include "base/text.h"
#include "pipeline/query_file.h"
#include "pipeline/sql_run.h"
#include "report/workbook.h"
#include <string.h>

/* Columns of findings_list.sql and findings_by_rule.sql. */
enum { L_SEVERITY, L_FILE, L_SHEET, L_ROW, L_COLUMN, L_LABEL, L_SUBJECT = 7 };
enum { L_RULE = 8, L_REASON, L_TODO = 11, L_STATE = 13, L_SINCE, L_BY };
enum { L_ON = 16, L_BECAUSE };
enum { S_SEVERITY, S_RULE, S_N, S_FILES, S_REASON, S_TODO = 6, S_NEW = 8 };
enum { R_FILE, R_REPAIR, R_N, R_REASON };
enum { LIST_COLUMNS = FINDINGS_BY, RULE_COLUMNS = 10, REPAIR_COLUMNS = 4 };
enum { ACCEPTED_COLUMNS = N_FINDINGS_COLUMNS };

static bool in_english(const struct stage_context *c)
{
    return c->settings->language == LANGUAGE_EN;
}

/* Japanese stands first, English in the column after it. */
static const char *in_language(const struct stage_context *c,
                               struct statement *st, int ja)
{
    return column_text(st, ja + (in_english(c) ? 1 : 0));
}

const char *const findings_heads[2][N_FINDINGS_COLUMNS] = {
    {"状態", "重大度", "ファイル", "シート", "行", "列", "項目名",
     "参加者(仮名)", "規則コード", "理由", "直し方", "初出(基準日)",
     "受理した人", "受理した日", "受理の理由"},
    {"state", "severity", "file", "sheet", "row", "column", "item",
     "participant (pseudonym)", "rule", "reason", "what to do", "since (as of)",
     "accepted by", "accepted on", "accepted because"}};
static const char *const rule_heads[2][RULE_COLUMNS] = {
    {"重大度", "規則コード", "理由", "直し方", "件数", "ファイル数", "新規",
     "継続", "受理済み", "解消"},
    {"severity", "rule", "reason", "what to do", "findings", "files", "new",
     "open", "accepted", "fixed"}};
static const char *const repair_heads[2][REPAIR_COLUMNS] = {
    {"ファイル", "規則コード", "直した内容", "件数"},
    {"file", "rule", "what was repaired", "cells"}};

static const char *severity_word(const struct stage_context *c,
                                 const char *severity)
{
    if (in_english(c))
        return severity;
    if (text_equal(severity, "error"))
        return "誤り";
    return text_equal(severity, "warning") ? "注意" : "お知らせ";
}

static const char *state_word(const struct stage_context *c, const char *state)
{
    static const char *const words[][2] = {{"new", "新規"},
                                           {"open", "継続"},
                                           {"fixed", "解消"},
                                           {"accepted", "受理済み"}};
    for (size_t i = 0; !in_english(c) && i < sizeof words / sizeof words[0];
         i++)
        if (text_equal(words[i][0], state))
            return words[i][1];
    return state;
}

/* One finding as the texts of its columns; a place that is the whole file has
 * no row. */
static void list_row(struct stage_context *c, struct statement *st,
                     const char *cells[ACCEPTED_COLUMNS])
{
    long long row = column_integer(st, L_ROW);
    const char *const texts[ACCEPTED_COLUMNS] = {
        state_word(c, column_text(st, L_STATE)),
        severity_word(c, column_text(st, L_SEVERITY)),
        column_text(st, L_FILE),
        column_text(st, L_SHEET),
        row > 0 ? arena_format(c->arena, "%lld", row) : "",
        column_text(st, L_COLUMN),
        in_language(c, st, L_LABEL),
        column_text(st, L_SUBJECT),
        column_text(st, L_RULE),
        in_language(c, st, L_REASON),
        in_language(c, st, L_TODO),
        column_text(st, L_SINCE),
        column_text(st, L_BY),
        column_text(st, L_ON),
        column_text(st, L_BECAUSE)};
    memcpy(cells, texts, sizeof texts);
}

static void list_row_csv(struct stage_context *c, struct statement *st,
                         struct csv_writer *w)
{
    const char *cells[ACCEPTED_COLUMNS];
    list_row(c, st, cells);
    for (size_t i = 0; i < ACCEPTED_COLUMNS; i++)
        csv_text(w, cells[i]);
    csv_end_row(w);
}

static enum status write_csv(struct stage_context *c)
{
    struct csv_writer w;
    struct statement *st;
    enum status status = query_open(c->store, "findings_list", "all", &st);
    if (status != STATUS_OK)
        return status;
    status = output_csv_open(c->arena, c->output, "findings/findings.csv",
                             CSV_FOR_EXCEL, &w);
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    for (int i = 0; i < ACCEPTED_COLUMNS; i++)
        csv_text(&w, findings_heads[in_english(c)][i]);
    csv_end_row(&w);
    while (statement_step(st, &status))
        list_row_csv(c, st, &w);
    statement_free(st);
    if (status != STATUS_OK) {
        csv_writer_drop(&w);
        return status;
    }
    return csv_writer_keep(&w);
}

static enum status rule_sheet(struct stage_context *c, struct workbook *book)
{
    struct statement *st;
    enum status status = query_open(c->store, "findings_by_rule", NULL, &st);
    if (status != STATUS_OK)
        return status;
    workbook_sheet(book, message("findings.sheet_rules"),
                   message("findings.sheet_rules"),
                   message("findings.note_rules"));
    workbook_header(book, rule_heads[in_english(c)], RULE_COLUMNS);
    while (statement_step(st, &status)) {
        workbook_text(book, severity_word(c, column_text(st, S_SEVERITY)));
        workbook_text(book, column_text(st, S_RULE));
        workbook_text(book, in_language(c, st, S_REASON));
        workbook_text(book, in_language(c, st, S_TODO));
        workbook_integer(book, column_integer(st, S_N));
        workbook_integer(book, column_integer(st, S_FILES));
        for (int i = 0; i < RULE_COLUMNS - 6; i++)
            workbook_integer(book, column_integer(st, S_NEW + i));
        workbook_end_row(book);
    }
    statement_free(st);
    return status;
}

/* The findings of one state on a sheet of their own. */
static enum status list_sheet(struct stage_context *c, struct workbook *book,
                              const char *state, const char *name,
                              const char *note, size_t n_columns)
{
    struct statement *st;
    enum status status = query_open(c->store, "findings_list", state, &st);
    if (status != STATUS_OK)
        return status;
    workbook_sheet(book, message(name), message(name),
                   note == NULL ? "" : message(note));
    workbook_header(book, findings_heads[in_english(c)], n_columns);
    while (statement_step(st, &status)) {
        const char *cells[ACCEPTED_COLUMNS];
        list_row(c, st, cells);
        for (size_t i = 0; i < n_columns; i++) {
            if (i == 4 && cells[i][0] != '\0')
                workbook_ordinal(book, column_integer(st, L_ROW));
            else
                workbook_text(book, cells[i]);
        }
        workbook_end_row(book);
    }
    statement_free(st);
    return status;
}

static enum status repair_sheet(struct stage_context *c, struct workbook *book)
{
    struct statement *st;
    enum status status = query_open(c->store, "findings_repairs", NULL, &st);
    if (status != STATUS_OK)
        return status;
    workbook_sheet(book, message("findings.sheet_repairs"),
                   message("findings.sheet_repairs"),
                   message("findings.note_repairs"));
    workbook_header(book, repair_heads[in_english(c)], REPAIR_COLUMNS);
    while (statement_step(st, &status)) {
        workbook_text(book, column_text(st, R_FILE));
        workbook_text(book, column_text(st, R_REPAIR));
        workbook_text(book, in_language(c, st, R_REASON));
        workbook_integer(book, column_integer(st, R_N));
        workbook_end_row(book);
    }
    statement_free(st);
    return status;
}

static enum status write_workbook(struct stage_context *c)
{
    struct workbook *book;
    const char *path =
        arena_format(c->arena, "%s/findings/findings.xlsx", c->output);
    enum status st = workbook_open(c->arena, path, message("findings.title"),
                                   c->as_of, &book);
    if (st != STATUS_OK)
        return st;
    st = rule_sheet(c, book);
    if (st == STATUS_OK)
        st = list_sheet(c, book, "todo", "findings.sheet_list",
                        "findings.note_list", ACCEPTED_COLUMNS);
    if (st == STATUS_OK)
        st = list_sheet(c, book, "fixed", "findings.sheet_fixed", NULL,
                        LIST_COLUMNS);
    if (st == STATUS_OK)
        st = list_sheet(c, book, "accepted", "findings.sheet_accepted", NULL,
                        ACCEPTED_COLUMNS);
    if (st == STATUS_OK)
        st = repair_sheet(c, book);
    if (st == STATUS_OK)
        return workbook_keep(book);
    workbook_drop(book);
    return st;
}

/* An acceptance without who, when or why is none. */
static enum status check_acceptances(struct stage_context *c)
{
    int64_t n = 0;
    enum status st = store_integer(
        c->store,
        "SELECT count(*) FROM book_accepted_findings WHERE accepted_by = '' "
        "OR accepted_on = '' OR reason = ''",
        &n);
    if (st == STATUS_OK && n > 0)
        say_error("findings.acceptance_incomplete", (size_t)n);
    return st;
}

/* For the letters to the offices, which the identity room writes: places and
 * counts, nothing of a person. */
static enum status write_cells(struct stage_context *c)
{
    static const struct query_file file = {"findings/printed_cells.csv",
                                           "findings_cells", "ttittti"};
    return query_file_write(c->arena, c->store, c->output, &file, NULL);
}

enum status findings_report_write(struct stage_context *c)
{
    enum status st = check_acceptances(c);
    if (st == STATUS_OK)
        st = sql_run(c->store, "findings_state");
    if (st == STATUS_OK)
        st = write_csv(c);
    if (st == STATUS_OK)
        st = write_cells(c);
    return st == STATUS_OK ? write_workbook(c) : st;
}
