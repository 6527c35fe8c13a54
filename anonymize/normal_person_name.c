/* normal_person_name: names in kanji, kana or Latin letters, and the several
 * names that one person has.
 *
 * A former surname or an alias stands in brackets: 東京［日本］ 花子 is also
 * 日本 花子, ALLEN JACKSON（高橋 二郎） also 高橋 二郎. Where it can't be told
 * how long the given name is (田中花子（佐藤）), every likely way is given:
 * another name of a person needs only one that agrees. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

enum { MOST_BRACKETS = 4, LONGEST_GIVEN = 3, WORD_ROOM = 8 };

/* The part of a name outside brackets, and what stands in each of them. */
struct name_parts {
    uint32_t points[NORMAL_POINTS]; /* base first, then the brackets */
    size_t n_base;
    size_t n_brackets;
    struct bracket {
        size_t from, n;
        size_t at; /* where in the base it stood */
    } brackets[MOST_BRACKETS];
};

struct name_list {
    uint32_t *points;
    size_t n;
};

static bool is_unknown(uint32_t c)
{
    return c == 0x3013 || c == 0x25a0 || c == 0x25a1 || c == 0xfffd;
}

static bool opens(uint32_t c)
{
    return c == '(' || c == '[' || c == '<' || c == '{' || c == 0x3014 ||
           c == 0x3010 || c == 0x300c || c == 0x300e || c == 0x3008 ||
           c == 0x300a;
}

static bool closes(uint32_t c)
{
    return c == ')' || c == ']' || c == '>' || c == '}' || c == 0x3015 ||
           c == 0x3011 || c == 0x300d || c == 0x300f || c == 0x3009 ||
           c == 0x300b;
}

/* An apostrophe joins (o'brien), other marks part. */
static bool joins(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018;
}

static bool parts_words(uint32_t c)
{
    if (c < 0x80)
        return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '?' &&
               c != '-' && c != NORMAL_ALTERNATIVE;
    return c == 0x3001 || c == 0x3002 || c == 0x30fb || c == 0x201c ||
           c == 0x201d || c == 0x30a0;
}

/* カ to ト and ハ to ホ without their voiced sisters, which follow them. */
static bool takes_voice(uint32_t katakana)
{
    if (katakana >= 0x30ab && katakana <= 0x30c1)
        return katakana % 2 == 1;
    if (katakana >= 0x30c4 && katakana <= 0x30c8)
        return katakana % 2 == 0;
    return katakana >= 0x30cf && katakana <= 0x30db && katakana % 3 == 0;
}

/* 々 is the character before it; ゝ ヽ too, ゞ ヾ with a voice mark. */
static uint32_t repeated(uint32_t c, uint32_t before)
{
    if (normal_is_ideograph(before) && (c == 0x3005 || c == 0x303b))
        return before;
    if (!normal_is_kana(before))
        return c;
    if (c == 0x309d || c == 0x30fd)
        return before;
    if (c == 0x309e || c == 0x30fe)
        return takes_voice(normal_large_kana(before)) ? before + 1 : before;
    return c;
}

/* A hyphen after kana is a long vowel (コ-イチ), elsewhere it parts. */
static uint32_t cleaned(uint32_t c, uint32_t before)
{
    if (is_unknown(c))
        return '?';
    if (c == '-')
        return normal_is_kana(before) ? 0x30fc : ' ';
    return repeated(c, before);
}

/* ------------------------------------------------------------ base, brackets
 */

/* Appends unless it would be a space at a start or after a space. */
static void append(struct name_parts *p, size_t start, size_t *n, uint32_t c)
{
    bool is_space = c == ' ' || (parts_words(c) && !joins(c));
    if (joins(c) || *n >= NORMAL_POINTS)
        return;
    if (is_space && (*n == start || p->points[*n - 1] == ' '))
        return;
    p->points[(*n)++] = is_space ? ' ' : c;
}

static size_t without_space_at_end(const uint32_t *points, size_t from,
                                   size_t n)
{
    while (n > from && points[n - 1] == ' ')
        n--;
    return n;
}

/* Outside of brackets when depth is 0. */
static void take_base(struct name_parts *p, const uint32_t *in, size_t n)
{
    size_t depth = 0;
    p->n_base = 0;
    p->n_brackets = 0;
    for (size_t i = 0; i < n; i++) {
        if (opens(in[i])) {
            if (depth++ == 0 && p->n_brackets < MOST_BRACKETS)
                p->brackets[p->n_brackets++] =
                    (struct bracket){.from = i + 1, .at = p->n_base};
        } else if (closes(in[i])) {
            depth -= depth > 0;
        } else if (depth == 0) {
            uint32_t before = p->n_base > 0 ? p->points[p->n_base - 1] : 0;
            append(p, 0, &p->n_base, cleaned(in[i], before));
        }
    }
    p->n_base = without_space_at_end(p->points, 0, p->n_base);
}

static void take_brackets(struct name_parts *p, const uint32_t *in, size_t n)
{
    size_t end = p->n_base;
    for (size_t b = 0; b < p->n_brackets; b++) {
        struct bracket *bracket = &p->brackets[b];
        size_t start = end;
        for (size_t i = bracket->from; i < n && !closes(in[i]); i++) {
            uint32_t before = end > start ? p->points[end - 1] : 0;
            if (!opens(in[i]))
                append(p, start, &end, cleaned(in[i], before));
        }
        end = without_space_at_end(p->points, start, end);
        *bracket = (struct bracket){start, end - start, bracket->at};
    }
}

/* -------------------------------------------------------------------- words */

static bool starts(const uint32_t *points, size_t n, const uint32_t *word)
{
    size_t i = 0;
    while (word[i] != 0 && i < n && points[i] == word[i])
        i++;
    return word[i] == 0;
}

/* 旧姓, 旧氏, 旧名, 通称名, 通称, 本名, 別名, 併記名, 前姓, 旧; alias, nee. */
static void drop_label(const uint32_t *points, struct bracket *b)
{
    static const uint32_t labels[][WORD_ROOM] = {{0x65e7, 0x59d3},
                                                 {0x65e7, 0x6c0f},
                                                 {0x65e7, 0x540d},
                                                 {0x901a, 0x79f0, 0x540d},
                                                 {0x901a, 0x79f0},
                                                 {0x672c, 0x540d},
                                                 {0x5225, 0x540d},
                                                 {0x4f75, 0x8a18, 0x540d},
                                                 {0x524d, 0x59d3},
                                                 {0x65e7},
                                                 {'a', 'l', 'i', 'a', 's', ' '},
                                                 {'n', 'e', 'e', ' '}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (!starts(points + b->from, b->n, labels[i]))
            continue;
        size_t length = 0;
        while (labels[i][length] != 0)
            length++;
        while (length < b->n && (points[b->from + length] == ' ' ||
                                 points[b->from + length] == 0x3a))
            length++;
        b->from += length;
        b->n -= length;
        return;
    }
}

/* Notes of an office about a person, not names: 故, 死亡, 転出, 本人 … */
static bool is_note(const uint32_t *points, const struct bracket *b)
{
    static const uint32_t notes[][WORD_ROOM] = {
        {0x6545},         {0x6b7b, 0x4ea1},
        {0x8ee2, 0x51fa}, {0x8ee2, 0x5165},
        {0x672c, 0x4eba}, {0x4ee3, 0x7406},
        {0x4e16, 0x5e2f}, {0x4e16, 0x5e2f, 0x4e3b},
        {0x7537},         {0x5973},
        {0x592b},         {0x59bb},
        {0x7236},         {0x6bcd},
        {0x9577, 0x7537}, {0x9577, 0x5973}};
    bool is_number = true;
    for (size_t i = 0; i < b->n; i++)
        is_number = is_number && points[b->from + i] < 0x3a;
    if (is_number)
        return true;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        size_t length = 0;
        while (notes[i][length] != 0)
            length++;
        if (length == b->n && starts(points + b->from, b->n, notes[i]))
            return true;
    }
    return false;
}

/* 様 at the end is no part of a name. */
static size_t without_title(const uint32_t *points, size_t n)
{
    while (n >= 3 && points[n - 1] == 0x69d8)
        n = without_space_at_end(points, 0, n - 1);
    return n;
}

/* ------------------------------------------------------------- alternatives */

static bool is_listed(const struct name_list *list, const uint32_t *name,
                      size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i <= list->n; i++) {
        if (i < list->n && list->points[i] != NORMAL_ALTERNATIVE)
            continue;
        if (i - from == n &&
            memcmp(list->points + from, name, n * sizeof *name) == 0)
            return true;
        from = i + 1;
    }
    return false;
}

static void add_name(struct name_list *list, const uint32_t *name, size_t n)
{
    n = without_title(name, n);
    if (n == 0 || is_listed(list, name, n) || list->n + n + 1 > NORMAL_POINTS)
        return;
    if (list->n > 0)
        list->points[list->n++] = NORMAL_ALTERNATIVE;
    memcpy(list->points + list->n, name, n * sizeof *name);
    list->n += n;
}

static void add_joined(struct name_list *list, const uint32_t *surname,
                       size_t n_surname, const uint32_t *given, size_t n_given)
{
    uint32_t name[NORMAL_POINTS];
    if (n_surname + 1 + n_given > NORMAL_POINTS)
        return;
    memcpy(name, surname, n_surname * sizeof *name);
    name[n_surname] = ' ';
    memcpy(name + n_surname + 1, given, n_given * sizeof *name);
    add_name(list, name, n_surname + 1 + n_given);
}

static size_t find_space(const uint32_t *points, size_t n)
{
    size_t i = 0;
    while (i < n && points[i] != ' ')
        i++;
    return i;
}

/* 田中花子（佐藤花子）: both end alike, so the bracket holds a whole name. */
static bool is_whole_name(const struct name_parts *p, const struct bracket *b,
                          size_t n_given)
{
    return b->n > n_given && n_given > 0 && p->n_base >= n_given &&
           memcmp(p->points + p->n_base - n_given,
                  p->points + b->from + b->n - n_given,
                  n_given * sizeof *p->points) == 0;
}

static void add_former(struct name_list *list, const struct name_parts *p,
                       const struct bracket *b)
{
    const uint32_t *content = p->points + b->from;
    size_t space = find_space(p->points, p->n_base);
    size_t n_base = without_title(p->points, p->n_base);
    size_t after = b->at;
    while (after < n_base && p->points[after] == ' ')
        after++;
    if (find_space(content, b->n) < b->n || p->n_base == 0) {
        add_name(list, content, b->n);
    } else if (after < n_base) { /* 田中（佐藤）花子 */
        add_joined(list, content, b->n, p->points + after, n_base - after);
    } else if (space < n_base) { /* 田中 花子（佐藤） */
        if (is_whole_name(p, b, n_base - space - 1))
            add_name(list, content, b->n);
        else
            add_joined(list, content, b->n, p->points + space + 1,
                       n_base - space - 1);
    } else if (is_whole_name(p, b, 2) ||
               (n_base == 3 && is_whole_name(p, b, 1))) {
        add_name(list, content, b->n);
    } else {
        for (size_t k = 1; k <= LONGEST_GIVEN && k < n_base; k++)
            add_joined(list, content, b->n, p->points + n_base - k, k);
    }
}

/* One name as typed, without NORMAL_ALTERNATIVE. */
static void take_name(struct name_list *list, const uint32_t *in, size_t n)
{
    struct name_parts p;
    take_base(&p, in, n);
    take_brackets(&p, in, n);
    add_name(list, p.points, p.n_base);
    for (size_t b = 0; b < p.n_brackets; b++) {
        drop_label(p.points, &p.brackets[b]);
        if (!is_note(p.points, &p.brackets[b]))
            add_former(list, &p, &p.brackets[b]);
    }
}

size_t normal_names(const char *in, size_t n, uint32_t (*each)(uint32_t),
                    uint32_t out[NORMAL_POINTS])
{
    uint32_t points[NORMAL_POINTS];
    struct name_list list = {out, 0};
    size_t folded = normal_fold(in, n, points);
    for (size_t i = 0; i < folded; i++)
        points[i] = each(points[i]);
    for (size_t from = 0, i = 0; i <= folded; i++) {
        if (i < folded && points[i] != NORMAL_ALTERNATIVE)
            continue;
        take_name(&list, points + from, i - from);
        from = i + 1;
    }
    return list.n;
}

/* How many points of a name fit in `capacity` bytes of UTF-8. */
static size_t points_that_fit(const uint32_t *points, size_t n, size_t capacity)
{
    char bytes[4];
    size_t kept = 0, used = 0;
    while (kept < n) {
        used += normal_write(points + kept, 1, bytes, sizeof bytes);
        if (used > capacity)
            break;
        kept++;
    }
    return kept;
}

/* A name cut where another one would stop is its own form, which one cut
 * within a later name would not be. */
size_t normal_write_names(const uint32_t *points, size_t n, char *out,
                          size_t capacity)
{
    size_t fit = points_that_fit(points, n, capacity);
    if (fit < n) {
        size_t whole = fit;
        while (whole > 0 && points[whole] != NORMAL_ALTERNATIVE)
            whole--;
        fit = whole > 0
                  ? whole
                  : without_title(points, without_space_at_end(points, 0, fit));
    }
    return normal_write(points, fit, out, capacity);
}

static uint32_t as_typed(uint32_t c)
{
    return c;
}

size_t normal_person_name(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t made = normal_names(in, n, as_typed, points);
    return normal_write_names(points, made, out, capacity);
}
