/* column_meaning: what a column holds, told by its header and its values. */
#include "anonymize/column_meaning.h"

#include "anonymize/normal.h"
#include "base/text.h"

#include <string.h>

/* How many distinct values are looked at, and which share must agree. */
#define LOOKED_AT 2000
#define MOST_OF 0.85
#define FEW_VALUES 12
#define FEWEST_NUMBERS 9

static const struct {
    const char *part; /* of the folded header; with '=' the whole of it */
    enum meaning meaning;
} headers[] = {
    {"soc_sec", MEANING_NUMBER},
    {"email", MEANING_EMAIL},
    {"e_mail", MEANING_EMAIL},
    {"メール", MEANING_EMAIL},
    {"birth_place", MEANING_PLACE},
    {"birthplace", MEANING_PLACE},
    {"place_of_birth", MEANING_PLACE},
    {"出生地", MEANING_PLACE},
    {"birth", MEANING_BIRTH},
    {"=dob", MEANING_BIRTH},
    {"生年月日", MEANING_BIRTH},
    {"誕生日", MEANING_BIRTH},
    {"出生日", MEANING_BIRTH},
    {"surname_kana", MEANING_SURNAME_KANA},
    {"last_name_kana", MEANING_SURNAME_KANA},
    {"given_kana", MEANING_GIVEN_KANA},
    {"given_name_kana", MEANING_GIVEN_KANA},
    {"first_name_kana", MEANING_GIVEN_KANA},
    {"=セイ", MEANING_SURNAME_KANA},
    {"=メイ", MEANING_GIVEN_KANA},
    {"姓カナ", MEANING_SURNAME_KANA},
    {"姓_カナ", MEANING_SURNAME_KANA},
    {"カナ姓", MEANING_SURNAME_KANA},
    {"=名カナ", MEANING_GIVEN_KANA},
    {"=名_カナ", MEANING_GIVEN_KANA},
    {"=カナ名", MEANING_GIVEN_KANA},
    {"kana", MEANING_KANA},
    {"フリガナ", MEANING_KANA},
    {"ふりがな", MEANING_KANA},
    {"カナ", MEANING_KANA},
    {"かな", MEANING_KANA},
    {"読み", MEANING_KANA},
    {"よみ", MEANING_KANA},
    {"電話", MEANING_TELEPHONE},
    {"携帯", MEANING_TELEPHONE},
    {"連絡先", MEANING_TELEPHONE},
    {"phone", MEANING_TELEPHONE},
    {"mobile", MEANING_TELEPHONE},
    {"=tel", MEANING_TELEPHONE},
    {"郵便", MEANING_POSTCODE},
    {"=〒", MEANING_POSTCODE},
    {"postcode", MEANING_POSTCODE},
    {"postal", MEANING_POSTCODE},
    {"zip", MEANING_POSTCODE},
    {"性別", MEANING_SEX},
    {"=sex", MEANING_SEX},
    {"gender", MEANING_SEX},
    {"住所", MEANING_ADDRESS},
    {"居所", MEANING_ADDRESS},
    {"street_number", MEANING_ADDRESS},
    {"address", MEANING_ADDRESS},
    {"street", MEANING_ADDRESS},
    {"番地", MEANING_ADDRESS},
    {"city", MEANING_PLACE},
    {"town", MEANING_PLACE},
    {"suburb", MEANING_PLACE},
    {"=state", MEANING_PLACE},
    {"county", MEANING_PLACE},
    {"place", MEANING_PLACE},
    {"都道府県", MEANING_PLACE},
    {"市区町村", MEANING_PLACE},
    {"町名", MEANING_PLACE},
    {"surname", MEANING_SURNAME},
    {"last_name", MEANING_SURNAME},
    {"lastname", MEANING_SURNAME},
    {"lname", MEANING_SURNAME},
    {"family", MEANING_SURNAME},
    {"=姓", MEANING_SURNAME},
    {"=氏", MEANING_SURNAME},
    {"苗字", MEANING_SURNAME},
    {"given", MEANING_GIVEN_NAME},
    {"first_name", MEANING_GIVEN_NAME},
    {"firstname", MEANING_GIVEN_NAME},
    {"fname", MEANING_GIVEN_NAME},
    {"forename", MEANING_GIVEN_NAME},
    {"=名", MEANING_GIVEN_NAME},
    {"氏名", MEANING_NAME},
    {"名前", MEANING_NAME},
    {"姓名", MEANING_NAME},
    {"full_name", MEANING_NAME},
    {"fullname", MEANING_NAME},
    {"=name", MEANING_NAME},
    {"番号", MEANING_NUMBER},
};

/* Folded, lower case, words joined by '_'. */
static void fold_header(const char *header, char out[NORMAL_CAPACITY + 1])
{
    size_t n = normal_text(header, strlen(header), out, NORMAL_CAPACITY);
    for (size_t i = 0; i < n; i++)
        if (out[i] == ' ')
            out[i] = '_';
    out[n] = '\0';
}

enum meaning meaning_of_header(const char *header)
{
    char folded[NORMAL_CAPACITY + 1];
    fold_header(header, folded);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const char *part = headers[i].part;
        if (part[0] == '=' ? strcmp(folded, part + 1) == 0
                           : strstr(folded, part) != NULL)
            return headers[i].meaning;
    }
    return MEANING_UNKNOWN;
}

bool meanings_agree(const char *left, const char *right)
{
    enum meaning m = meaning_of_header(left);
    return m != MEANING_UNKNOWN && m == meaning_of_header(right);
}

/* ------------------------------------------------------------------- values */

/* Shares of the records whose value has a shape. */
struct shapes {
    double n, dates, digits, has_digit, kana, kanji, marks_of_address, at_sign;
    size_t longest;
};

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30ff) || c == ' ';
}

static void look_at(const char *value, double weight, struct shapes *s)
{
    char out[NORMAL_CAPACITY + 1];
    size_t n = normal_date(value, strlen(value), out, NORMAL_CAPACITY);
    s->dates += (n == 10 && memcmp(out + 5, "00", 2) != 0) ? weight : 0.0;
    n = normal_kana(value, strlen(value), out, NORMAL_CAPACITY);
    out[n] = '\0';
    size_t length = 0, kana = 0, kanji = 0, digits = 0, marks = 0;
    for (const char *at = out; *at != '\0'; length++) {
        uint32_t c = text_next(&at);
        kana += is_kana(c);
        kanji += c >= 0x3400 && c <= 0xfaff && !is_kana(c);
        digits += c >= '0' && c <= '9';
        /* 市 町 村 区 丁 番 */
        marks += c == 0x5e02 || c == 0x753a || c == 0x6751 || c == 0x533a ||
                 c == 0x4e01 || c == 0x756a;
    }
    s->n += weight;
    s->digits += digits == length ? weight : 0.0;
    s->has_digit += digits > 0 ? weight : 0.0;
    s->kana += (length > 0 && kana == length) ? weight : 0.0;
    s->kanji += kanji > 0 ? weight : 0.0;
    s->marks_of_address += (marks > 0 && digits > 0) ? weight : 0.0;
    s->at_sign += strchr(value, '@') != NULL ? weight : 0.0;
    if (length > s->longest)
        s->longest = length;
}

/* Spread over all values, but no matter in which order they were met. */
static struct shapes look(const struct linkage_data *d,
                          const struct linkage_column *c)
{
    struct shapes s = {0};
    struct arena own;
    uint32_t step = c->n_values / LOOKED_AT + 1;
    uint64_t limit = UINT64_MAX / step;
    arena_init(&own);
    double *records = arena_take_array(&own, c->n_values, sizeof *records);
    for (size_t r = 0; r < d->n_records; r++)
        records[c->of_record[r]] += 1.0;
    for (uint32_t v = 1; v < c->n_values; v++) {
        uint64_t h = 0xcbf29ce484222325u;
        for (const char *t = c->values[v]; step > 1 && *t != '\0'; t++)
            h = (h ^ (unsigned char)*t) * 0x100000001b3u;
        if (step == 1 || mix_hash(h, 7) <= limit)
            look_at(c->values[v], records[v], &s);
    }
    arena_release(&own);
    double n = s.n > 0 ? s.n : 1.0;
    s.dates /= n;
    s.digits /= n;
    s.has_digit /= n;
    s.kana /= n;
    s.kanji /= n;
    s.marks_of_address /= n;
    s.at_sign /= n;
    return s;
}

/* Distinct values, NSW and nsw. being one; no further than FEW_VALUES + 1. */
static size_t count_forms(const struct linkage_column *c)
{
    char forms[FEW_VALUES + 1][NORMAL_CAPACITY];
    size_t lengths[FEW_VALUES + 1], n = 0;
    for (uint32_t v = 1; v < c->n_values && n <= FEW_VALUES; v++) {
        size_t length = normal_number(c->values[v], strlen(c->values[v]),
                                      forms[n], NORMAL_CAPACITY);
        size_t k = 0;
        while (k < n && (lengths[k] != length ||
                         memcmp(forms[k], forms[n], length) != 0))
            k++;
        lengths[n] = length;
        n += k == n && length > 0;
    }
    return n;
}

static enum method method_by_shape(const struct linkage_data *d, size_t n_forms,
                                   const struct shapes *s)
{
    if (s->dates >= MOST_OF && s->longest >= 8)
        return METHOD_DATE;
    bool several = n_forms > FEWEST_NUMBERS;
    if (several && s->digits >= MOST_OF && s->longest <= 2)
        return METHOD_NUMBER; /* days and months: a wrong digit is near */
    if (n_forms <= FEW_VALUES && d->n_records >= 10 * (n_forms + 1))
        return METHOD_CATEGORY;
    if (s->digits >= MOST_OF && s->longest <= 4)
        return METHOD_NUMBER;
    bool japanese = s->kanji >= 0.5; /* 本町1-2-3 is no number */
    if (!japanese && s->has_digit >= MOST_OF && s->longest <= 16)
        return METHOD_DIGITS;
    if (s->at_sign >= 0.5)
        return METHOD_DIGITS;
    if (s->kana >= MOST_OF)
        return METHOD_KANA;
    if (japanese)
        return s->marks_of_address >= 0.3 ? METHOD_ADDRESS : METHOD_NAME;
    return METHOD_TEXT;
}

static enum method method_by_meaning(enum meaning m, enum method by_shape,
                                     const struct shapes *s)
{
    bool japanese = s->kanji >= 0.5;
    switch (m) {
    case MEANING_GIVEN_NAME:
    case MEANING_SURNAME:
        return japanese || s->kana >= 0.5 ? METHOD_NAME : METHOD_TEXT;
    case MEANING_NAME:
        return METHOD_NAME;
    case MEANING_KANA:
    case MEANING_SURNAME_KANA:
    case MEANING_GIVEN_KANA:
        return METHOD_KANA;
    case MEANING_BIRTH:
        return s->dates >= 0.5 ? METHOD_DATE : by_shape;
    case MEANING_SEX:
        return METHOD_SEX;
    case MEANING_ADDRESS:
        return japanese ? METHOD_ADDRESS : by_shape;
    case MEANING_TELEPHONE:
        return METHOD_TELEPHONE;
    case MEANING_POSTCODE:
    case MEANING_EMAIL:
        return METHOD_DIGITS;
    default:
        return by_shape;
    }
}

static enum role role_of(enum meaning m, enum method by_shape)
{
    switch (m) {
    case MEANING_SURNAME:
    case MEANING_SURNAME_KANA:
    case MEANING_NAME:
    case MEANING_KANA:
        return ROLE_SHARED;
    case MEANING_ADDRESS:
    case MEANING_PLACE:
    case MEANING_POSTCODE:
    case MEANING_TELEPHONE:
        return ROLE_HOUSEHOLD;
    case MEANING_UNKNOWN:
        return by_shape == METHOD_ADDRESS ? ROLE_HOUSEHOLD
               : by_shape == METHOD_NAME || by_shape == METHOD_KANA
                   ? ROLE_SHARED
                   : ROLE_PERSONAL;
    default:
        return ROLE_PERSONAL;
    }
}

/* Codes of which no two are the same in both files (男/女 and 1/2) can't be
 * compared, and what stands for what is not guessed. */
static bool codes_differ(const struct linkage_data *d,
                         const struct linkage_column *c, enum method m)
{
    struct comparison made;
    struct arena own;
    bool shared = false;
    if (d->is_dedupe || (m != METHOD_SEX && m != METHOD_CATEGORY))
        return false;
    arena_init(&own);
    comparison_make(&own, d, c, m, &made);
    bool *first = arena_take_array(&own, made.n_forms, sizeof *first);
    for (size_t r = 0; r < d->n_first; r++)
        first[made.of_record[r]] = true;
    for (size_t r = d->n_first; r < d->n_records; r++)
        shared |= made.of_record[r] != 0 && first[made.of_record[r]];
    arena_release(&own);
    return !shared;
}

struct column_choice column_choose(const struct linkage_data *d,
                                   const struct linkage_column *c)
{
    struct column_choice out = {.meaning = meaning_of_header(c->name)};
    size_t n_forms = count_forms(c);
    if (n_forms < 2) {
        out.why_not = "linkage.constant";
        return out;
    }
    struct shapes s = look(d, c);
    enum method by_shape = method_by_shape(d, n_forms, &s);
    out.method = method_by_meaning(out.meaning, by_shape, &s);
    out.role = role_of(out.meaning, by_shape);
    out.is_used = !codes_differ(d, c, out.method);
    out.why_not = out.is_used ? NULL : "linkage.codes_differ";
    return out;
}
