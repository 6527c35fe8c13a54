/* study_files: see study_files.h. */
#include "study_files.h"

#include "base/calendar.h"
#include "base/csv_writer.h"

#include <string.h>

/* ---- settings and codebook --------------------------------------------- */

static enum status write_rows(const char *folder, const char *name,
                              const char *const (*rows)[12], size_t n)
{
    struct arena a;
    arena_init(&a);
    struct csv_writer w;
    enum status st = csv_writer_open(
        &w, arena_format(&a, "%s/%s", folder, name), CSV_FOR_EXCEL);
    arena_release(&a);
    if (st != STATUS_OK)
        return st;
    size_t n_columns = 0;
    while (n_columns < 12 && rows[0][n_columns] != NULL)
        n_columns++;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n_columns; j++)
            csv_text(&w, rows[i][j]);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

static const char *const settings_rows[][12] = {
    {"項目", "値", "説明"},
    {"name", "見本市 生涯現役セミナー追跡調査",
     "概要の表題に印刷される調査の名前です"},
    {"municipality", "99000",
     "市区町村のコード（見本市は架空のまちで、99000 "
     "という市区町村はありません）"},
    {"municipality_name", "見本市", "概要に印刷される市区町村名です"},
    {"language", "ja", "出力の言語（ja か en）"},
    {"first_quarter", "FY2022Q1", "調査を始めた四半期（1期は4月から6月）"},
    {"population", "82000", "住民の数。小さな人数を伏せる基準を決めます"},
    {"summary_years", "3", "概要に並べる年度の数（2から6）"},
};
static const char *const label_rows[][12] = {
    {"list", "value", "label_ja", "label_en", "accepts", "missing_reason",
     "refused_by"},
    {"municipality", "99000", "見本市", "Sample Town", "990001", "0", ""},
};
static const char *const crosswalk_rows[][12] = {
    {"kind", "header", "variable", "note"},
    {"29", "受付整理番号", "office_no", "見本市の一部の様式での見出し"},
};
static const char *const indicator_rows[][12] = {
    {"indicator_id", "municipality", "section", "section_title", "group_label",
     "label", "unit", "kind", "comparison", "order", "chart", "footnote"},
    {"MH-A-1", "99000", "I", "I セミナー", "セミナー", "セミナー参加者数（人）",
     "人", "output", ">=", "101", "0", "partial_year"},
    {"MH-A-2", "99000", "I", "I セミナー", "セミナー", "セミナー開催回数（回）",
     "回", "output", ">=", "102", "0", "partial_year"},
    {"MH-OC-1", "99000", "OC", "アウトカム評価", "全事業共通項目",
     "高年齢者の雇用・就業数 (人)", "人", "outcome", ">=", "103", "1",
     "partial_year"},
    {"MH-OC-2", "99000", "OC", "アウトカム評価", "全事業共通項目",
     "ボランティア等の社会参加者数 (人)", "人", "outcome", ">=", "104", "1",
     "partial_year"},
    {"MH-OC-3", "99000", "OC", "アウトカム評価", "全事業共通項目",
     "シルバー人材センターへの新規会員登録数 (人)", "人", "outcome",
     ">=", "105", "1", "partial_year"},
    {"MH-OC-4", "99000", "OC", "アウトカム評価", "全事業共通項目",
     "セミナー参加者の満足度 (%)", "%", "outcome", ">=", "106", "1",
     "partial_year"},
    {"MH-OC-5", "99000", "OC", "アウトカム評価", "全事業共通項目",
     "相談窓口の利用 (件)", "件", "outcome", ">=", "107", "1", "partial_year"},
};
#define ROWS(table) table, sizeof(table) / sizeof *(table)

enum status study_files_write(const char *folder)
{
    struct arena a;
    arena_init(&a);
    char *codebook = arena_format(&a, "%s/codebook", folder);
    enum status st = folder_make(codebook, 0755);
    if (st == STATUS_OK)
        st = write_rows(folder, "study.csv", ROWS(settings_rows));
    if (st == STATUS_OK)
        st = write_rows(codebook, "value_labels.csv", ROWS(label_rows));
    if (st == STATUS_OK)
        st = write_rows(codebook, "crosswalk.csv", ROWS(crosswalk_rows));
    if (st == STATUS_OK)
        st = write_rows(codebook, "indicators.csv", ROWS(indicator_rows));
    arena_release(&a);
    return st;
}

/* ---- what was planted -------------------------------------------------- */

static void effect_row(struct csv_writer *w, const char *model,
                       const char *term, const char *per, double value)
{
    csv_text(w, model);
    csv_text(w, term);
    csv_text(w, per);
    csv_number(w, value);
    csv_end_row(w);
}

enum status effects_write(const char *folder)
{
    static const struct {
        const char *model;
        const struct effect *effect;
    } models[] = {{"E2_any", &effect_any},
                  {"E3_paid", &effect_paid},
                  {"E3_long", &effect_twenty}};
    struct arena a;
    arena_init(&a);
    struct csv_writer w;
    enum status st = csv_writer_open(
        &w, arena_format(&a, "%s/effects.csv", folder), CSV_FOR_PROGRAMS);
    arena_release(&a);
    if (st != STATUS_OK)
        return st;
    csv_row(&w,
            (const char *const[]){"model", "term", "per", "log_odds", NULL});
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        const char *model = models[i].model;
        const struct effect *e = models[i].effect;
        effect_row(&w, model, "(Intercept)", "", e->intercept);
        effect_row(&w, model, "age_10", "10 years of age", e->age_10);
        effect_row(&w, model, "female", "woman against man", e->female);
        effect_row(&w, model, "kcl_points", "point", e->kcl);
        effect_row(&w, model, "motive_income", "named against not named",
                   e->income);
        effect_row(&w, model, "wish_hours_5", "5 hours a week", e->wish_5);
    }
    return csv_writer_keep(&w);
}

/* A … Z, AA …: written apart from base/csv_reader, which the town tests. */
static void excel_letters(int column, char out[3])
{
    int high = column / 26;
    int at = 0;
    if (high > 0)
        out[at++] = (char)('A' + high - 1);
    out[at++] = (char)('A' + column % 26);
    out[at] = '\0';
}

static const char *severity_of(const char *rule)
{
    return rule[0] == 'E' ? "error" : rule[0] == 'W' ? "warning" : "info";
}

enum status faults_write(const struct fault_list *list, const char *folder)
{
    struct arena a;
    arena_init(&a);
    struct csv_writer w;
    enum status st = csv_writer_open(
        &w, arena_format(&a, "%s/faults.csv", folder), CSV_FOR_PROGRAMS);
    arena_release(&a);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, (const char *const[]){"file", "row", "column", "rule",
                                      "severity", "why", NULL});
    for (size_t i = 0; i < list->n; i++) {
        const struct fault *f = &list->faults[i];
        char letters[3] = "";
        if (f->column >= 0)
            excel_letters(f->column, letters);
        csv_text(&w, f->sheet->name);
        if (f->row == NULL)
            csv_empty(&w);
        else
            csv_integer(&w, (long long)sheet_excel_row(f->sheet, f->row));
        csv_text(&w, letters);
        csv_text(&w, f->rule);
        csv_text(&w, severity_of(f->rule));
        csv_text(&w, f->why);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

static void truth_row(struct csv_writer *w, const struct resident *r)
{
    bool any = r->activity != ACTIVITY_NONE;
    bool paid = any && r->activity != ACTIVITY_VOLUNTEER &&
                r->activity != ACTIVITY_OTHER;
    csv_integer(w, r->number);
    csv_integer(w, r->age);
    csv_integer(w, r->female);
    csv_integer(w, r->kcl);
    csv_integer(w, r->income);
    csv_integer(w, r->wish_hours);
    csv_integer(w, any);
    if (any)
        csv_integer(w, paid);
    else
        csv_empty(w);
    if (paid)
        csv_integer(w, r->activity == ACTIVITY_JOB_20);
    else
        csv_empty(w);
    csv_integer(w, r->baseline != 0);
    csv_integer(w, r->consent == 1);
    csv_integer(w, r->link);
    csv_integer(w, r->withdrawn != 0);
    csv_integer(w, r->stays_in_touch);
    csv_integer(w, resident_is_analysed(r));
    csv_end_row(w);
}

enum status truth_write(const struct town *t, const char *folder)
{
    struct arena a;
    arena_init(&a);
    struct csv_writer w;
    enum status st = csv_writer_open(
        &w, arena_format(&a, "%s/truth.csv", folder), CSV_FOR_PROGRAMS);
    arena_release(&a);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, (const char *const[]){
                    "office_no", "age", "female", "kcl_points", "motive_income",
                    "wish_hours", "any", "paid", "long", "baseline", "consent",
                    "link", "withdrawn", "reached", "analysed", NULL});
    for (int i = 0; i < t->n_people; i++)
        truth_row(&w, &t->people[i]);
    return csv_writer_keep(&w);
}

enum status inbox_write(const struct deliveries *d, const char *folder)
{
    struct arena a;
    arena_init(&a);
    char *inbox = arena_format(&a, "%s/inbox", folder);
    enum status st = folder_make(inbox, 0755);
    for (int kind = 0; kind < N_KINDS; kind++)
        for (int q = 0; q < N_QUARTERS && st == STATUS_OK; q++)
            if (d->sheets[kind][q] != NULL)
                st = sheet_write(d->sheets[kind][q], inbox);
    for (size_t i = 0; i < d->n_extra && st == STATUS_OK; i++)
        st = sheet_write(d->extra[i], inbox);
    arena_release(&a);
    return st;
}
