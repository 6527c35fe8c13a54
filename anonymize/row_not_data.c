/* row_not_data: which rows below the headers are no rows of data? */
#include "anonymize/row_not_data.h"

#include "anonymize/corrections.h"
#include "base/text.h"

#include <string.h>

static bool is_total(const char *folded)
{
    static const char *const words[] = {"合計", "小計",   "総計",
                                        "計",   "総合計", "累計"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

static bool repeats_headers(const struct table_top *t, struct arena *scratch,
                            const struct csv_record *record)
{
    bool same = record->n_cells == t->n_headers;
    for (size_t i = 0; same && i < record->n_cells; i++)
        same = strcmp(text_fold_header(scratch, record->cells[i]),
                      t->folded_headers[i]) == 0;
    return same;
}

/* ※…, (注)…, 注1: …, 出典: … alone in their row. */
static bool is_footnote(const char *folded)
{
    static const char *const starts[] = {"※",    "*",     "(注",  "注)",
                                         "注:",  "注1",   "注2",  "注3",
                                         "出典", "資料:", "以上", "作成:"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (text_starts_with(folded, starts[i]))
            return true;
    return false;
}

/* "(kg)" and "kg" say the same. */
static const char *without_brackets(struct arena *a, const char *folded)
{
    size_t n = strlen(folded);
    if (n > 2 && folded[0] == '(' && folded[n - 1] == ')')
        return arena_copy_n(a, folded + 1, n - 2);
    return folded;
}

static bool is_unit_word(const char *text)
{
    static const char *const words[] = {
        "単位", "人", "名", "件", "円", "万円", "歳", "時間", "分",
        "回",   "点", "日", "社", "%",  "kg",   "cm", "mm"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

/* Units right under the headers: nothing but units, one of them that of its
 * own column. */
static bool is_units(const struct table_top *t, struct arena *scratch,
                     const struct csv_record *record)
{
    bool has_own = false;
    for (size_t i = 0; i < record->n_cells; i++) {
        int v = i < t->n_headers ? t->column_variable[i] : -1;
        if (text_is_blank(record->cells[i]))
            continue;
        const char *text = without_brackets(
            scratch, text_fold_header(scratch, record->cells[i]));
        const char *unit =
            v < 0 ? "" : text_fold_header(scratch, t->kind->variables[v]->unit);
        bool is_own = *unit != '\0' && strcmp(text, unit) == 0;
        if (!is_own && !is_unit_word(text))
            return false;
        has_own = has_own || is_own;
    }
    return has_own;
}

bool row_is_unanswered(const struct table_top *t,
                       const struct csv_record *record)
{
    static const char *const written_by_us[] = {"target_table", "target_key",
                                                "target_field", "action",
                                                "target_file",  "target_row"};
    bool has_form = false;
    if (strcmp(t->kind->kind, CORRECTION_KIND) != 0)
        return false;
    for (size_t i = 0; i < record->n_cells && i < t->n_headers; i++) {
        int v = t->column_variable[i];
        bool is_ours = false;
        for (size_t n = 0; v >= 0 && n < sizeof written_by_us / sizeof(char *);
             n++)
            is_ours = is_ours || strcmp(t->kind->variables[v]->name,
                                        written_by_us[n]) == 0;
        if (text_is_blank(record->cells[i]))
            continue;
        if (!is_ours)
            return false;
        has_form = true;
    }
    return has_form && record->n_cells <= t->n_headers;
}

bool row_is_not_data(const struct table_top *t, struct arena *scratch,
                     const struct csv_record *record, bool is_first)
{
    size_t first = 0;
    size_t n_filled = 0;
    for (size_t i = record->n_cells; i-- > 0;) {
        if (!text_is_blank(record->cells[i])) {
            first = i;
            n_filled++;
        }
    }
    if (n_filled == 0 || first >= t->n_headers)
        return false;
    const char *folded = text_fold_header(scratch, record->cells[first]);
    if (is_total(folded))
        return true;
    if (n_filled == 1 && is_footnote(folded))
        return true;
    if (is_first && is_units(t, scratch, record))
        return true;
    return strcmp(folded, t->folded_headers[first]) == 0 &&
           repeats_headers(t, scratch, record);
}
