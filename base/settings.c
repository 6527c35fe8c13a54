/* settings: study.csv, the one settings file of a study. */
#include "base/settings.h"

#include "base/csv_writer.h"
#include "base/file_hash.h"
#include "base/number_text.h"
#include "base/table_file.h"
#include "base/text.h"

#include <string.h>

enum { N_KEYS = 8 };

static const struct {
    const char *key;
    const char *expected_ja, *expected_en;
    const char *note_ja, *note_en;
} keys[N_KEYS] = {
    {"name", "調査の名前", "the study's name",
     "概要の表題に印刷される調査の名前です",
     "printed as the title of the summary"},
    {"municipality", "全国地方公共団体コード5桁または6桁",
     "a JIS municipality code of 5 or 6 digits",
     "市区町村のコード（例: 静岡市は 22100）",
     "JIS code of the municipality, e.g. 22100"},
    {"municipality_name", "市区町村名", "the municipality's name",
     "概要に印刷される市区町村名です", "printed on the summary"},
    {"language", "ja か en", "ja or en", "出力の言語（ja か en）",
     "language of the outputs: ja or en"},
    {"first_quarter", "FY2023Q2 または R5Q2 の形", "FY2023Q2 or R5Q2",
     "調査を始めた四半期（1期は4月から6月）",
     "first fiscal quarter; quarter 1 is April to June"},
    {"population", "人口（整数）", "a whole number of residents",
     "住民の数。小さな人数を伏せる基準を決めます（2.5万人未満は20、以上は10）",
     "residents; decides below which count cells are withheld"},
    {"summary_years", "2から6", "2 to 6", "概要に並べる年度の数（2から6）",
     "most fiscal years side by side in the summary"},
    {"handover_approval", "yes か no", "yes or no",
     "yes "
     "にすると、担当者が引渡確認書のハッシュを承認するまで研究側に渡しません",
     "yes: nothing is handed over until an official approves its hash"},
};

static enum status wrong(const struct table_file *t, size_t row, size_t key)
{
    say_error("settings.wrong_value", t->path, row, keys[key].key,
              language_get() == LANGUAGE_JA ? keys[key].expected_ja
                                            : keys[key].expected_en);
    return STATUS_USAGE;
}

static enum status missing(const struct table_file *t, size_t key)
{
    say_error("settings.needs_key", t->path, keys[key].key,
              language_get() == LANGUAGE_JA ? keys[key].expected_ja
                                            : keys[key].expected_en);
    return STATUS_USAGE;
}

/* JIS X 0402: weights 6 5 4 3 2 over five digits. */
static bool municipality_code(struct arena *a, const char *text,
                              const char **out)
{
    size_t n = strlen(text);
    if ((n != 5 && n != 6) || strspn(text, "0123456789") != n)
        return false;
    int sum = 0;
    for (int i = 0; i < 5; i++)
        sum += (text[i] - '0') * (6 - i);
    if (n == 6 && (11 - sum % 11) % 10 != text[5] - '0')
        return false;
    *out = arena_copy_n(a, text, 5);
    return true;
}

static bool take(struct arena *a, struct settings *s, size_t key,
                 const char *value)
{
    int64_t number;
    switch (key) {
    case 0:
        s->name = value;
        return value[0] != '\0';
    case 1:
        return municipality_code(a, text_fold(a, value), &s->municipality);
    case 2:
        s->municipality_name = value;
        return value[0] != '\0';
    case 3:
        s->language = text_equal(value, "en") ? LANGUAGE_EN : LANGUAGE_JA;
        return text_equal(value, "en") || text_equal(value, "ja");
    case 4:
        return quarter_parse(text_fold(a, value), &s->first_quarter);
    case 5:
        if (!number_parse_integer(text_fold(a, value), &number) || number < 1 ||
            number > 100000000)
            return false;
        s->population = (long)number;
        return true;
    case 6:
        if (!number_parse_integer(text_fold(a, value), &number) || number < 2 ||
            number > 6)
            return false;
        s->summary_years = (int)number;
        return true;
    default:
        s->handover_approval = text_equal(value, "yes");
        return text_equal(value, "yes") || text_equal(value, "no");
    }
}

static size_t find_key(const char *name)
{
    size_t key = 0;
    while (key < N_KEYS && !text_equal(keys[key].key, name))
        key++;
    return key;
}

static enum status unknown_key(const struct table_file *t, size_t row,
                               const char *typed)
{
    const char *names[N_KEYS + 1] = {NULL};
    for (size_t i = 0; i < N_KEYS; i++)
        names[i] = keys[i].key;
    const char *near = text_nearest(typed, names);
    say_error("settings.unknown_key", t->path, row, typed,
              near == NULL ? "-" : near);
    return STATUS_USAGE;
}

static enum status take_rows(struct arena *a, const struct table_file *t,
                             struct settings *s)
{
    bool seen[N_KEYS] = {false};
    for (size_t i = 0; i < t->n_rows; i++) {
        const struct table_row *r = &t->rows[i];
        if (r->cells[0][0] == '\0')
            continue;
        size_t key = find_key(r->cells[0]);
        if (key == N_KEYS)
            return unknown_key(t, r->row, r->cells[0]);
        if (!take(a, s, key, t->n_columns < 2 ? "" : r->cells[1]))
            return wrong(t, r->row, key);
        seen[key] = true;
    }
    /* Language, population and what follows it have sensible defaults. */
    for (size_t key = 0; key < N_KEYS; key++) {
        if (!seen[key] && key != 3 && key < 5)
            return missing(t, key);
    }
    return STATUS_OK;
}

static void hash_meaning(struct arena *a, struct settings *s)
{
    char quarter[10];
    quarter_write(s->first_quarter, quarter);
    const char *text =
        arena_format(a, "%s\n%s\n%s\n%d\n%s\n%ld\n%d\n", s->name,
                     s->municipality, s->municipality_name, (int)s->language,
                     quarter, s->population, s->summary_years);
    /* A study that never asked keeps the fingerprint it had. */
    if (s->handover_approval)
        text = arena_format(a, "%sapproval\n", text);
    bytes_hash(text, strlen(text), s->hash);
}

enum status settings_load(struct arena *a, const char *folder,
                          struct settings *out)
{
    struct settings s = {.folder = arena_copy(a, folder),
                         .language = LANGUAGE_JA,
                         .population = 25000,
                         .summary_years = 3};
    const char *path = arena_format(a, "%s/study.csv", folder);
    if (!path_exists(path)) {
        say_error("settings.missing", path);
        return STATUS_USAGE;
    }
    struct table_file t;
    enum status st = table_file_read(a, path, &t);
    if (st == STATUS_OK)
        st = take_rows(a, &t, &s);
    if (st == STATUS_OK) {
        hash_meaning(a, &s);
        *out = s;
    }
    return st;
}

enum status settings_load_and_speak(struct arena *a, const char *folder,
                                    bool language_given, struct settings *out)
{
    enum status st = settings_load(a, folder, out);
    if (st == STATUS_OK && !language_given)
        language_set(out->language);
    return st;
}

static const char *value_of(struct arena *a, const struct settings *s,
                            size_t key)
{
    char quarter[10];
    switch (key) {
    case 0:
        return s->name;
    case 1:
        return s->municipality;
    case 2:
        return s->municipality_name;
    case 3:
        return s->language == LANGUAGE_EN ? "en" : "ja";
    case 4:
        quarter_write(s->first_quarter, quarter);
        return arena_copy(a, quarter);
    case 5:
        return arena_format(a, "%ld", s->population);
    case 6:
        return arena_format(a, "%d", s->summary_years);
    default:
        return s->handover_approval ? "yes" : "no";
    }
}

enum status settings_write(const char *folder, const struct settings *s)
{
    struct arena a;
    struct csv_writer w;
    arena_init(&a);
    enum status st = csv_writer_open(
        &w, arena_format(&a, "%s/study.csv", folder), CSV_FOR_EXCEL);
    if (st == STATUS_OK) {
        static const char *const header[] = {"項目", "値", "説明", NULL};
        csv_row(&w, header);
        for (size_t key = 0; key < N_KEYS; key++) {
            csv_text(&w, keys[key].key);
            csv_text(&w, value_of(&a, s, key));
            csv_text(&w, s->language == LANGUAGE_EN ? keys[key].note_en
                                                    : keys[key].note_ja);
            csv_end_row(&w);
        }
        st = csv_writer_keep(&w);
    }
    arena_release(&a);
    return st;
}
