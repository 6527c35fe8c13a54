/* dictionary: the codebook as people read it: one HTML page, one workbook.
 *
 * Both are made from the same rows of text. Nothing here depends on a study's
 * data or on a clock: the same codebook gives the same bytes. */
#include "pipeline/dictionary.h"

#include "base/text.h"
#include "report/html.h"
#include "report/workbook.h"

#include <string.h>

enum {
    KIND_COLUMNS = 5,
    VARIABLE_COLUMNS = 8,
    CODE_COLUMNS = 5,
    RULE_COLUMNS = 4
};

/* On the page; a word like 無回答 stays in one line. */
static const double variable_widths[VARIABLE_COLUMNS] = {15, 15, 13, 8,
                                                         10, 14, 16, 9};

/* A dictionary has no date of its own. */
static const struct date undated = {2000, 1, 1};

struct words {
    const char *title, *legend, *kinds, *variables, *codes, *rules, *version;
    const char *kind_heads[KIND_COLUMNS];
    const char *variable_heads[VARIABLE_COLUMNS];
    const char *code_heads[CODE_COLUMNS];
    const char *rule_heads[RULE_COLUMNS];
    const char *severities[3];
    const char *people[4], *roles[4], *types[TYPE_COUNT + 1];
};

static const struct words japanese = {
    "コードブック",
    "「外に出るか」は、その列が研究側に渡るかどうかです。「空欄」は、空欄だった"
    "ときの扱いです（誤り = その行を取り込まない、無回答 = 欠測とする）。",
    "ファイルの種類",
    "列",
    "コード",
    "検査の規則",
    "コードブックの版",
    {"様式", "名前", "表", "人", "行を区別する列"},
    {"見出し", "項目名", "型", "単位", "範囲", "コード表", "外に出るか",
     "空欄"},
    {"コード表", "コード", "意味", "ほかの書き方", "欠測の理由"},
    {"規則", "重大度", "何が起きているか", "どうすればよいか"},
    {[SEVERITY_INFO] = "お知らせ",
     [SEVERITY_WARNING] = "注意",
     [SEVERITY_ERROR] = "誤り"},
    {"人の行ではない", "参加者を登録する", "整理番号で参加者とわかる",
     "他団体の名簿（参加者以外は数えて忘れる）"},
    {"本人を示す（出ない）", "役所に残る", "同意した人だけ仮名で", "全員分"},
    {"番号", "文字", "整数", "数", "数または範囲", "コード", "コード（複数）",
     "日付", "年月", "年", "年度", "指標の数"}};
static const struct words english = {
    "Codebook",
    "\"leaves the office\": does the column cross to the research side? "
    "\"blank\": what a blank cell is (an error: the row is not taken in).",
    "Kinds of file",
    "Columns",
    "Codes",
    "Rules",
    "Version of the codebook",
    {"form", "name", "table", "people", "a row is identified by"},
    {"header", "name", "type", "unit", "range", "code list",
     "leaves the office", "blank"},
    {"list", "code", "label", "other spellings", "missing reason"},
    {"rule", "severity", "what is wrong", "what to do"},
    {[SEVERITY_INFO] = "info",
     [SEVERITY_WARNING] = "warning",
     [SEVERITY_ERROR] = "error"},
    {"no person in a row", "enrols participants",
     "participants by office number",
     "another body's roster (strangers are counted and forgotten)"},
    {"identifies a person: no", "stays at the office",
     "with consent, under a pseudonym", "for everyone"},
    {"key", "text", "integer", "number", "number or range", "code",
     "several codes", "date", "month", "year", "fiscal year", "figure"}};

static const struct words *words_of(enum language lang)
{
    return lang == LANGUAGE_JA ? &japanese : &english;
}

static const char *pick(enum language lang, const char *ja, const char *en)
{
    return lang == LANGUAGE_JA ? ja : en;
}

/* ---------------------------------------------------------------------- rows
 */

static const char *range_of(struct arena *a, const struct variable *v)
{
    if (v->has_min && v->has_max)
        return arena_format(a, "%.15g–%.15g", v->min, v->max);
    if (v->has_min)
        return arena_format(a, "%.15g–", v->min);
    return v->has_max ? arena_format(a, "–%.15g", v->max) : "";
}

static void variable_row(struct arena *a, const struct variable *v,
                         enum language lang, const char *cells[])
{
    const struct words *w = words_of(lang);
    int role = role_is_identity(v->role)  ? 0
               : v->role == ROLE_LOCAL    ? 1
               : v->role == ROLE_RESEARCH ? 2
                                          : 3;
    const char *const row[VARIABLE_COLUMNS] = {
        pick(lang, v->label_ja,
             arena_format(a, "%s (%s)", v->label_ja, v->label_en)),
        v->name,
        w->types[v->type],
        v->unit,
        range_of(a, v),
        v->codes == NULL ? "" : v->codes->name,
        w->roles[role],
        v->must_be_filled ? pick(lang, "誤り", "an error")
                          : pick(lang, "無回答", "no answer")};
    for (size_t i = 0; i < VARIABLE_COLUMNS; i++)
        cells[i] = row[i];
}

static void code_row(struct arena *a, const struct code_list *l,
                     const struct code_label *code, enum language lang,
                     const char *cells[])
{
    cells[0] = l->name;
    cells[1] = code->value;
    cells[2] = pick(lang, code->label_ja, code->label_en);
    cells[3] = code->accepts;
    cells[4] = code->refused_by[0] != '\0' ? code->refused_by
               : code->missing_reason != 0
                   ? arena_format(a, "%d", code->missing_reason)
                   : "";
}

static void rule_row(const struct rule *r, enum language lang,
                     const char *cells[])
{
    cells[0] = r->code;
    cells[1] = words_of(lang)->severities[r->severity];
    cells[2] = pick(lang, r->message_ja, r->message_en);
    cells[3] = pick(lang, r->todo_ja, r->todo_en);
}

static const char *names_of_keys(struct arena *a, const struct file_kind *k,
                                 enum language lang)
{
    const char *keys = "";
    for (size_t i = 0; i < k->n_keys; i++) {
        const struct variable *v = kind_variable(k, k->keys[i]);
        const char *name =
            v == NULL ? k->keys[i] : pick(lang, v->label_ja, v->label_en);
        keys = arena_format(a, "%s%s%s", keys,
                            i == 0 ? "" : pick(lang, "・", ", "), name);
    }
    return keys;
}

static void kind_row(struct arena *a, const struct file_kind *k,
                     enum language lang, const char *cells[])
{
    cells[0] = k->kind;
    cells[1] = pick(lang, k->label_ja, k->label_en);
    cells[2] = k->table;
    cells[3] = words_of(lang)->people[k->people];
    cells[4] = names_of_keys(a, k, lang);
}

static const char *about_kind(struct arena *a, const struct file_kind *k,
                              enum language lang)
{
    const char *people = words_of(lang)->people[k->people];
    const char *keys = names_of_keys(a, k, lang);
    if (lang == LANGUAGE_JA)
        return arena_format(a, "表 %s。%s。行を区別する列: %s。", k->table,
                            people, keys);
    return arena_format(a, "Table %s; %s; a row is identified by %s.", k->table,
                        people, keys);
}

/* ---------------------------------------------------------------------- html
 */

static struct document_table *begin_table(struct document *d,
                                          const char *caption,
                                          const char *const *heads, size_t n)
{
    enum align aligns[VARIABLE_COLUMNS] = {ALIGN_LEFT};
    struct document_table *t = document_table(d, caption, n, aligns);
    table_line_begin(d, t, true);
    for (size_t i = 0; i < n; i++)
        table_line_cell(d, t, heads[i]);
    return t;
}

static void add_line(struct document *d, struct document_table *t,
                     const char *const *cells, size_t n)
{
    table_line_begin(d, t, false);
    for (size_t i = 0; i < n; i++)
        table_line_cell(d, t, cells[i]);
}

static void html_kind(struct document *d, struct arena *a,
                      const struct file_kind *k, enum language lang)
{
    const struct words *w = words_of(lang);
    const char *cells[VARIABLE_COLUMNS];
    const char *label = pick(lang, k->label_ja, k->label_en);
    document_heading(d, 3, arena_format(a, "%s %s", k->kind, label));
    struct document_table *t =
        begin_table(d, "", w->variable_heads, VARIABLE_COLUMNS);
    t->note_above = about_kind(a, k, lang);
    t->widths = arena_take_array(a, VARIABLE_COLUMNS, sizeof(double));
    memcpy(t->widths, variable_widths, sizeof variable_widths);
    for (size_t i = 0; i < k->n_variables; i++) {
        variable_row(a, k->variables[i], lang, cells);
        add_line(d, t, cells, VARIABLE_COLUMNS);
    }
}

static void html_lists(struct document *d, struct arena *a,
                       const struct codebook *c, enum language lang)
{
    const struct words *w = words_of(lang);
    const char *cells[CODE_COLUMNS];
    document_heading(d, 2, w->codes);
    struct document_table *t =
        begin_table(d, w->codes, w->code_heads, CODE_COLUMNS);
    for (size_t i = 0; i < c->n_lists; i++) {
        for (size_t j = 0; j < c->lists[i].n_codes; j++) {
            code_row(a, &c->lists[i], &c->lists[i].codes[j], lang, cells);
            add_line(d, t, cells, CODE_COLUMNS);
        }
    }
    document_heading(d, 2, w->rules);
    t = begin_table(d, w->rules, w->rule_heads, RULE_COLUMNS);
    for (size_t i = 0; i < c->n_rules; i++) {
        rule_row(&c->rules[i], lang, cells);
        add_line(d, t, cells, RULE_COLUMNS);
    }
}

enum status dictionary_html(struct arena *a, const char *path,
                            const struct codebook *c, enum language lang)
{
    const struct words *w = words_of(lang);
    struct document *d = document_new(a, w->title, lang, undated);
    d->foot = arena_format(a, "%s: %.12s", w->version, c->version);
    d->is_indexed = true;
    document_heading(d, 1, w->title);
    document_heading(d, 2, w->kinds);
    document_note(d, w->legend);
    for (size_t i = 0; i < c->n_kinds; i++)
        html_kind(d, a, &c->kinds[i], lang);
    html_lists(d, a, c, lang);
    return html_write(d, path);
}

/* ---------------------------------------------------------------------- xlsx
 */

static void book_line(struct workbook *book, const char *first,
                      const char *const *cells, size_t n)
{
    if (first != NULL)
        workbook_text(book, first);
    for (size_t i = 0; i < n; i++) {
        if (cells[i][0] == '\0')
            workbook_empty(book);
        else
            workbook_text(book, cells[i]);
    }
    workbook_end_row(book);
}

static void book_kinds(struct workbook *book, struct arena *a,
                       const struct codebook *c, enum language lang)
{
    const struct words *w = words_of(lang);
    const char *cells[KIND_COLUMNS];
    workbook_sheet(book, w->kinds, "", "");
    workbook_header(book, w->kind_heads, KIND_COLUMNS);
    for (size_t i = 0; i < c->n_kinds; i++) {
        kind_row(a, &c->kinds[i], lang, cells);
        book_line(book, NULL, cells, KIND_COLUMNS);
    }
}

static void book_variables(struct workbook *book, struct arena *a,
                           const struct codebook *c, enum language lang)
{
    const struct words *w = words_of(lang);
    const char *heads[VARIABLE_COLUMNS + 1] = {w->kinds};
    const char *cells[VARIABLE_COLUMNS];
    for (size_t i = 0; i < VARIABLE_COLUMNS; i++)
        heads[i + 1] = w->variable_heads[i];
    workbook_sheet(book, w->variables, "", "");
    workbook_header(book, heads, VARIABLE_COLUMNS + 1);
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        const char *kind = arena_format(a, "%s %s", k->kind,
                                        pick(lang, k->label_ja, k->label_en));
        for (size_t j = 0; j < k->n_variables; j++) {
            variable_row(a, k->variables[j], lang, cells);
            book_line(book, kind, cells, VARIABLE_COLUMNS);
        }
    }
}

static void book_lists(struct workbook *book, struct arena *a,
                       const struct codebook *c, enum language lang)
{
    const struct words *w = words_of(lang);
    const char *cells[CODE_COLUMNS];
    workbook_sheet(book, w->codes, "", "");
    workbook_header(book, w->code_heads, CODE_COLUMNS);
    for (size_t i = 0; i < c->n_lists; i++) {
        for (size_t j = 0; j < c->lists[i].n_codes; j++) {
            code_row(a, &c->lists[i], &c->lists[i].codes[j], lang, cells);
            book_line(book, NULL, cells, CODE_COLUMNS);
        }
    }
    workbook_sheet(book, w->rules, "", "");
    workbook_header(book, w->rule_heads, RULE_COLUMNS);
    for (size_t i = 0; i < c->n_rules; i++) {
        rule_row(&c->rules[i], lang, cells);
        book_line(book, NULL, cells, RULE_COLUMNS);
    }
}

enum status dictionary_xlsx(struct arena *a, const char *path,
                            const struct codebook *c, enum language lang)
{
    struct workbook *book;
    enum status st =
        workbook_open(a, path, words_of(lang)->title, undated, &book);
    if (st != STATUS_OK)
        return st;
    book_kinds(book, a, c, lang);
    book_variables(book, a, c, lang);
    book_lists(book, a, c, lang);
    return workbook_keep(book);
}
