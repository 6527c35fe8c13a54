/* findings_report: findings as a list and a workbook for the staff. */
#include "pipeline/findings_report.h"

#include "base/messages.h"
#include "base/text.h"
#include "pipeline/query_file.h"
#include "report/workbook.h"
#include <string.h>

/* Columns of findings_list.sql and findings_by_rule.sql. */
enum { L_SEVERITY, L_FILE, L_ROW, L_COLUMN, L_LABEL, L_SUBJECT = 6, L_RULE };
enum { L_REASON = 8, L_TODO = 10 };
enum { S_SEVERITY, S_RULE, S_N, S_FILES, S_REASON, S_TODO = 6 };
enum { R_FILE, R_REPAIR, R_N, R_REASON };
enum { LIST_COLUMNS = 10, RULE_COLUMNS = 6, REPAIR_COLUMNS = 4 };

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

static const char *const list_heads[2][LIST_COLUMNS] = {
    {"重大度", "ファイル", "シート", "行", "列", "項目名", "参加者(仮名)",
     "規則コード", "理由", "直し方"},
    {"severity", "file", "sheet", "row", "column", "item",
     "participant (pseudonym)", "rule", "reason", "what to do"}};
static const char *const rule_heads[2][RULE_COLUMNS] = {
    {"重大度", "規則コード", "理由", "直し方", "件数", "ファイル数"},
    {"severity", "rule", "reason", "what to do", "findings", "files"}};
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

static void list_row_csv(const struct stage_context *c, struct statement *st,
                         struct csv_writer *w)
{
    csv_text(w, severity_word(c, column_text(st, L_SEVERITY)));
    csv_text(w, column_text(st, L_FILE));
    csv_empty(w);
    if (column_integer(st, L_ROW) > 0)
        csv_integer(w, column_integer(st, L_ROW));
    else
        csv_empty(w);
    csv_text(w, column_text(st, L_COLUMN));
    csv_text(w, in_language(c, st, L_LABEL));
    csv_text(w, column_text(st, L_SUBJECT));
    csv_text(w, column_text(st, L_RULE));
    csv_text(w, in_language(c, st, L_REASON));
    csv_text(w, in_language(c, st, L_TODO));
    csv_end_row(w);
}

static enum status write_csv(struct stage_context *c)
{
    struct csv_writer w;
    struct statement *st;
    enum status status = query_open(c->store, "findings_list", NULL, &st);
    if (status != STATUS_OK)
        return status;
    status = output_csv_open(c->arena, c->output, "findings/findings.csv",
                             CSV_FOR_EXCEL, &w);
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    for (int i = 0; i < LIST_COLUMNS; i++)
        csv_text(&w, list_heads[in_english(c)][i]);
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
        workbook_end_row(book);
    }
    statement_free(st);
    return status;
}

static enum status list_sheet(struct stage_context *c, struct workbook *book)
{
    struct statement *st;
    enum status status = query_open(c->store, "findings_list", NULL, &st);
    if (status != STATUS_OK)
        return status;
    workbook_sheet(book, message("findings.sheet_list"),
                   message("findings.sheet_list"), "");
    workbook_header(book, list_heads[in_english(c)], LIST_COLUMNS);
    while (statement_step(st, &status)) {
        workbook_text(book, severity_word(c, column_text(st, L_SEVERITY)));
        workbook_text(book, column_text(st, L_FILE));
        workbook_empty(book);
        if (column_integer(st, L_ROW) > 0)
            workbook_ordinal(book, column_integer(st, L_ROW));
        else
            workbook_empty(book);
        workbook_text(book, column_text(st, L_COLUMN));
        workbook_text(book, in_language(c, st, L_LABEL));
        workbook_text(book, column_text(st, L_SUBJECT));
        workbook_text(book, column_text(st, L_RULE));
        workbook_text(book, in_language(c, st, L_REASON));
        workbook_text(book, in_language(c, st, L_TODO));
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
        st = list_sheet(c, book);
    if (st == STATUS_OK)
        st = repair_sheet(c, book);
    if (st == STATUS_OK)
        return workbook_keep(book);
    workbook_drop(book);
    return st;
}

enum status findings_report_write(struct stage_context *c)
{
    enum status st = write_csv(c);
    return st == STATUS_OK ? write_workbook(c) : st;
}
