/* levels: how far two values of one column agree, method by method. */
#include "anonymize/comparison.h"

#include "anonymize/normal.h"

#include <stdlib.h>
#include <string.h>

/* Limits of Jaro-Winkler as Splink's name comparisons have them. */
#define CLOSE_WORD 0.92
#define ALIKE_WORD 0.88
#define WEAK_WORD 0.80

static const char *const text_levels[LEVELS] = {
    "missing", "different", "weak", "alike", "close", "exact", "swapped"};
static const char *const name_levels[LEVELS] = {
    "missing", "different", "first_part_same", "last_part_same",
    "alike",   "one_edit",  "variant",         "exact"};
static const char *const date_levels[LEVELS] = {
    "missing",   "different",       "year_same", "two_parts_same",
    "one_digit", "day_or_era_slip", "exact"};
static const char *const digit_levels[LEVELS] = {
    "missing", "different", "half_same", "two_edits", "one_edit", "exact"};
static const char *const address_levels[LEVELS] = {
    "missing", "different", "some_same", "alike", "close", "exact"};
static const char *const category_levels[LEVELS] = {"missing", "different",
                                                    "exact"};
static const char *const number_levels[LEVELS] = {
    "missing", "different", "other_digit", "near", "exact"};

static const struct {
    const char *const *names;
    unsigned exact;
} scales[N_METHODS] = {
    [METHOD_TEXT] = {text_levels, TEXT_EXACT},
    [METHOD_NAME] = {name_levels, 7},
    [METHOD_KANA] = {name_levels, 7},
    [METHOD_DATE] = {date_levels, 6},
    [METHOD_DIGITS] = {digit_levels, 5},
    [METHOD_ADDRESS] = {address_levels, 5},
    [METHOD_CATEGORY] = {category_levels, 2},
    [METHOD_NUMBER] = {number_levels, 4},
    [METHOD_SEX] = {category_levels, 2},
    [METHOD_TELEPHONE] = {digit_levels, 5},
};

unsigned comparison_exact(enum method m)
{
    return scales[m].exact;
}

const char *comparison_level_name(enum method m, unsigned level)
{
    return scales[m].names[level];
}

/* -------------------------------------------------------------------- words */

static bool is_word_start(struct points p, size_t i)
{
    return i == 0 || p.at[i - 1] == ' ';
}

static struct points word_at(struct points p, size_t i)
{
    size_t end = i;
    while (end < p.n && p.at[end] != ' ')
        end++;
    return (struct points){p.at + i, end - i};
}

static bool same_points(struct points a, struct points b)
{
    return a.n == b.n && memcmp(a.at, b.at, a.n * sizeof *a.at) == 0;
}

static size_t count_words(struct points p)
{
    size_t n = 0;
    for (size_t i = 0; i < p.n; i++)
        n += is_word_start(p, i) && p.at[i] != ' ';
    return n;
}

/* Words of a that stand in b too. */
static size_t shared_words(struct points a, struct points b)
{
    size_t n = 0;
    for (size_t i = 0; i < a.n; i++) {
        if (!is_word_start(a, i))
            continue;
        struct points w = word_at(a, i);
        for (size_t j = 0; w.n > 1 && j < b.n; j++) {
            if (is_word_start(b, j) && same_points(w, word_at(b, j))) {
                n++;
                break;
            }
        }
    }
    return n;
}

/* The same both ways, also where a word stands twice. */
static size_t common_words(struct points a, struct points b)
{
    size_t n = shared_words(a, b), m = shared_words(b, a);
    return n < m ? n : m;
}

static size_t common_start(struct points a, struct points b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.at[n] == b.at[n])
        n++;
    return n;
}

/* An initial or a short form: j, rob for robert; the whole of the shorter. */
static bool is_short_form(struct points a, struct points b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    return n > 0 && common_start(a, b) == n;
}

static bool has_unknown(const struct form *a, const struct form *b)
{
    return ((a->letters | b->letters) >> ('?' & 63) & 1) != 0;
}

/* Without a call: there is no instruction for it on every processor. */
static inline size_t count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (size_t)(x * 0x0101010101010101u >> 56);
}

static inline bool has_more_bits(uint64_t x, size_t limit)
{
    for (; limit > 0; limit--)
        x &= x - (x != 0);
    return x != 0;
}

/* No more edits than limit could turn one into the other: no kind of character
 * of one is missing in the other, but for as many. An unknown one may stand for
 * any. */
static bool few_edits_possible(const struct form *a, const struct form *b,
                               size_t limit)
{
    size_t longer = a->n > b->n ? a->n - b->n : b->n - a->n;
    return longer <= limit &&
           (has_unknown(a, b) ||
            (!has_more_bits(a->letters & ~b->letters, limit) &&
             !has_more_bits(b->letters & ~a->letters, limit)));
}

/* At most how many of their first four characters are equal. */
static size_t equal_start(const struct form *x, const struct form *y)
{
    uint64_t differ = x->start ^ y->start;
    size_t n = differ == 0 ? 4 : (size_t)__builtin_ctzll(differ) / 16;
    size_t shorter = x->n < y->n ? x->n : y->n;
    return n < shorter ? n : shorter;
}

/* The whole of the shorter is the start of the longer: j, rob for robert. */
static bool is_cut_short(const struct form *x, const struct form *y,
                         struct points a, struct points b, size_t start)
{
    size_t shorter = x->n < y->n ? x->n : y->n;
    return start == (shorter < 4 ? shorter : 4) && is_short_form(a, b);
}

/* What is alike apart from Jaro-Winkler: 4 one edit, 3 a word in common or a
 * short form, 2 a weak sign. */
static unsigned level_of_parts(const struct form *x, const struct form *y,
                               struct points a, struct points b, size_t start)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    bool one_edit = shorter >= 3 && few_edits_possible(x, y, 1) &&
                    similarity_edits(a, b, 1) <= 1;
    if (one_edit && shorter > 3)
        return 4;
    bool is_short = is_cut_short(x, y, a, b, start);
    if ((is_short && shorter >= 3) ||
        ((x->words & y->words) != 0 && shared_words(a, b) > 0))
        return 3;
    return is_short || one_edit ? 2 : LEVEL_DIFFERENT;
}

/* The least c (a + b) / (a b) with which c characters in common, of a and b
 * with this many equal at the start, reach a limit of Jaro-Winkler: from
 * limit <= j + start/10 (1 - j) and j <= (c/a + c/b + 1) / 3. */
#define LEAST_COMMON(limit, start)                                             \
    (3.0 * ((limit)-0.1 * (start)) / (1.0 - 0.1 * (start)) - 1.0 - 1e-9)
#define BY_START(limit)                                                        \
    {                                                                          \
        LEAST_COMMON(limit, 0), LEAST_COMMON(limit, 1),                        \
            LEAST_COMMON(limit, 2), LEAST_COMMON(limit, 3),                    \
            LEAST_COMMON(limit, 4)                                             \
    }

/* Jaro-Winkler could raise the level, by the kinds of characters in common. */
static bool may_be_alike(const struct form *a, const struct form *b,
                         size_t start, unsigned level)
{
    static const double least[][5] = {[LEVEL_DIFFERENT] = BY_START(WEAK_WORD),
                                      [2] = BY_START(ALIKE_WORD),
                                      [3] = BY_START(CLOSE_WORD)};
    if (has_unknown(a, b))
        return true;
    int x = a->n - (int)count_bits(a->letters & ~b->letters);
    int y = b->n - (int)count_bits(b->letters & ~a->letters);
    int common = x < y ? x : y;
    return common * (a->n + b->n) >= least[level][start] * (a->n * b->n);
}

static unsigned text_level(const struct comparison *c, const struct form *x,
                           const struct form *y)
{
    struct points a = {c->points + x->first, x->n};
    struct points b = {c->points + y->first, y->n};
    size_t shorter = a.n < b.n ? a.n : b.n, start = equal_start(x, y);
    unsigned level = level_of_parts(x, y, a, b, start);
    if (level == 4 || !may_be_alike(x, y, start, level))
        return level;
    double s = similarity_jaro_winkler(a, b);
    unsigned alike = s >= CLOSE_WORD && shorter > 3    ? 4
                     : s >= ALIKE_WORD && shorter >= 3 ? 3
                     : s >= WEAK_WORD                  ? 2
                                                       : LEVEL_DIFFERENT;
    return alike > level ? alike : level;
}

/* -------------------------------------------------------------------- names */

static bool is_cjk(uint32_t c)
{
    return c >= 0x2e80;
}

static struct points without_spaces(struct points p,
                                    uint32_t room[SIMILARITY_LONGEST])
{
    size_t n = 0;
    for (size_t i = 0; i < p.n && n < SIMILARITY_LONGEST; i++)
        if (p.at[i] != ' ')
            room[n++] = p.at[i];
    return (struct points){room, n};
}

static bool same_in_names(uint32_t x, uint32_t y)
{
    return x == y || x == '?' || y == '?' || variant_related(x, y);
}

static size_t without_long(uint32_t *sound, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (sound[i] != NORMAL_LONG)
            sound[kept++] = sound[i];
    return kept;
}

/* What ear and clerk confuse: 6 the same sound (ヂ and ジ, オオタ and オータ),
 * 5 the same but for long vowels (マリー and マリ), else different. */
static unsigned level_by_sound(struct points a, struct points b)
{
    uint32_t x[SIMILARITY_LONGEST], y[SIMILARITY_LONGEST];
    struct points p = {x, normal_sound(a.at, a.n, x)};
    struct points q = {y, normal_sound(b.at, b.n, y)};
    if (same_points(p, q))
        return 6;
    p.n = without_long(x, p.n);
    q.n = without_long(y, q.n);
    return same_points(p, q) ? 5 : LEVEL_DIFFERENT;
}

static bool same_by_variant(struct points a, struct points b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (!same_in_names(a.at[i], b.at[i]))
            return false;
    return true;
}

/* Length of the first part: up to the space, if either name has one. */
static size_t first_part(struct points p)
{
    size_t n = word_at(p, 0).n;
    return n < p.n ? n : 0;
}

/* 山田太郎 and 山田 花子: the first part as far as it is known, else two
 * characters (one of three, three in kana). */
static unsigned part_level(struct points a, struct points b, struct points x,
                           struct points y, size_t least)
{
    size_t head = first_part(a), other = first_part(b);
    size_t start = 0, end = 0;
    while (start < x.n && start < y.n &&
           same_in_names(x.at[start], y.at[start]))
        start++;
    while (end < x.n && end < y.n &&
           same_in_names(x.at[x.n - 1 - end], y.at[y.n - 1 - end]))
        end++;
    if (head != 0 && other != 0) {
        if (head == other && start >= head)
            return 2;
        size_t tail = x.n - head, other_tail = y.n - other;
        return tail == other_tail && end >= tail ? 3 : LEVEL_DIFFERENT;
    }
    size_t known = head != 0 ? head : other;
    size_t whole = head != 0 ? x.n : y.n;
    if (start >= (known != 0 ? known : least))
        return 2;
    return end >= (known != 0 ? whole - known : least) ? 3 : LEVEL_DIFFERENT;
}

static bool words_rearranged(struct points a, struct points b)
{
    size_t n = count_words(a);
    return n > 1 && n == count_words(b) && a.n == b.n &&
           shared_words(a, b) == n && shared_words(b, a) == n;
}

/* One surname makes two whole names alike, whatever stands beside it: then
 * what is left must be alike. */
static bool rest_is_alike(struct points a, struct points b)
{
    size_t head = first_part(a);
    struct points first = {a.at, head};
    if (head == 0 || head != first_part(b) ||
        !same_points(first, (struct points){b.at, head}))
        return true;
    struct points x = {a.at + head + 1, a.n - head - 1};
    struct points y = {b.at + head + 1, b.n - head - 1};
    return similarity_jaro_winkler(x, y) >= WEAK_WORD;
}

static unsigned one_name_level(struct points a, struct points b, bool is_kana)
{
    uint32_t x_room[SIMILARITY_LONGEST], y_room[SIMILARITY_LONGEST];
    struct points x = without_spaces(a, x_room), y = without_spaces(b, y_room);
    bool is_japanese = x.n > 0 && y.n > 0 && is_cjk(x.at[0]) && is_cjk(y.at[0]);
    if (same_points(x, y))
        return 7;
    unsigned heard = is_kana ? level_by_sound(x, y) : LEVEL_DIFFERENT;
    if (heard == 6 || (!is_kana && same_by_variant(x, y)))
        return 6;
    if (words_rearranged(a, b))
        return 6;
    size_t shorter = x.n < y.n ? x.n : y.n;
    if (heard == 5 || (shorter >= 3 && similarity_edits(x, y, 1) <= 1))
        return 5;
    if ((!is_japanese || is_kana) &&
        similarity_jaro_winkler(x, y) >= (is_kana ? 0.93 : ALIKE_WORD) &&
        shorter >= 4 && rest_is_alike(a, b))
        return 4;
    return part_level(a, b, x, y, is_kana ? 3 : shorter <= 3 ? 1 : 2);
}

static unsigned written_name_level(struct points a, struct points b)
{
    return one_name_level(a, b, false);
}

static unsigned reading_level(struct points a, struct points b)
{
    return one_name_level(a, b, true);
}

/* --------------------------------------------------------------------- days */

static bool is_era_slip(const struct form *a, const struct form *b)
{
    int years = abs((int)a->year - (int)b->year);
    return a->month == b->month && a->day == b->day &&
           (years == 63 || years == 14 || years == 30);
}

static bool is_exchanged_day(const struct form *a, const struct form *b)
{
    return a->year == b->year && a->month == b->day && a->day == b->month;
}

static unsigned date_level(const struct comparison *c, const struct form *a,
                           const struct form *b)
{
    bool year = a->year == b->year;
    if (!a->is_whole || !b->is_whole)
        return !year                                   ? 1
               : a->month != 0 && a->month == b->month ? 3
               : a->month != 0 && b->month != 0        ? 2
                                                       : 3;
    if (is_exchanged_day(a, b) || is_era_slip(a, b))
        return 5;
    /* One edit changes one part only. */
    struct points x = {c->points + a->first, a->n};
    struct points y = {c->points + b->first, b->n};
    int parts = year + (a->month == b->month) + (a->day == b->day);
    if (parts == 2)
        return similarity_edits(x, y, 1) <= 1 ? 4 : 3;
    return year ? 2 : LEVEL_DIFFERENT;
}

/* ------------------------------------------------------------------ numbers */

static bool half_is_same(struct points a, struct points b)
{
    size_t longer = a.n > b.n ? a.n : b.n;
    size_t shorter = a.n < b.n ? a.n : b.n;
    size_t start = common_start(a, b), end = 0;
    while (end < shorter && a.at[a.n - 1 - end] == b.at[b.n - 1 - end])
        end++;
    return longer >= 4 && (start * 2 >= longer || end * 2 >= longer);
}

static unsigned edits_level(struct points a, struct points b, size_t edits)
{
    size_t longer = a.n > b.n ? a.n : b.n;
    if (edits == 0)
        return 5;
    if (edits == 1 && longer >= 4)
        return 4;
    if (edits == 2 && longer >= 6)
        return 3;
    return half_is_same(a, b) ? 2 : LEVEL_DIFFERENT;
}

static unsigned digits_level(const struct comparison *c, const struct form *x,
                             const struct form *y)
{
    struct points a = {c->points + x->first, x->n};
    struct points b = {c->points + y->first, y->n};
    size_t longer = a.n > b.n ? a.n : b.n, start = equal_start(x, y);
    if (few_edits_possible(x, y, 2))
        return edits_level(a, b, similarity_edits(a, b, 2));
    return (x->last == y->last || start == 4 || start * 2 >= longer) &&
                   half_is_same(a, b)
               ? 2
               : LEVEL_DIFFERENT;
}

static unsigned telephone_level(struct points a, struct points b)
{
    return edits_level(a, b, similarity_edits(a, b, 2));
}

/* A number of one digit that is another one is one slip away, as a longer one
 * with a wrong digit is, but says less. */
static unsigned number_level(struct points a, struct points b)
{
    size_t longer = a.n > b.n ? a.n : b.n;
    if (longer == 1)
        return 2;
    return similarity_edits(a, b, 1) <= 1 ? 3 : LEVEL_DIFFERENT;
}

/* ---------------------------------------------------------------- addresses */

/* The digits of an address in their order, parted: 本町1-2-3 gives 1-2-3. */
static struct points numbers_of(struct points p,
                                uint32_t room[SIMILARITY_LONGEST])
{
    size_t n = 0;
    bool parted = false;
    for (size_t i = 0; i < p.n && n + 1 < SIMILARITY_LONGEST; i++) {
        if (p.at[i] < '0' || p.at[i] > '9') {
            parted = n > 0;
            continue;
        }
        if (parted)
            room[n++] = '-';
        parted = false;
        room[n++] = p.at[i];
    }
    return (struct points){room, n};
}

/* What stands before the house number of a Japanese address; else nothing. */
static struct points town_of(struct points p)
{
    struct points town = word_at(p, 0);
    return town.n > 0 && is_cjk(town.at[0]) ? town : (struct points){p.at, 0};
}

static bool ends_with(struct points a, struct points b)
{
    struct points tail = {a.at + (a.n - b.n), b.n};
    return same_points(tail, b);
}

/* Two towns, and not one in two spellings (元町, 本町) or with the village it
 * belonged to (沼南大井, 大井). */
static bool other_town(struct points a, struct points b)
{
    struct points x = town_of(a), y = town_of(b);
    size_t shorter = x.n < y.n ? x.n : y.n;
    if (shorter == 0)
        return false;
    size_t limit = shorter < 4 ? 1 : 2;
    return similarity_edits(x, y, limit) > limit &&
           !(x.n > y.n ? ends_with(x, y) : ends_with(y, x));
}

static bool contains(struct points a, struct points b)
{
    for (size_t i = 0; b.n >= 6 && i + b.n <= a.n; i++)
        if (memcmp(a.at + i, b.at, b.n * sizeof *b.at) == 0)
            return true;
    return false;
}

static unsigned address_level(struct points a, struct points b)
{
    uint32_t x_room[SIMILARITY_LONGEST], y_room[SIMILARITY_LONGEST];
    struct points x = numbers_of(a, x_room), y = numbers_of(b, y_room);
    bool numbers = same_points(x, y) && x.n > 0;
    bool some_numbers = x.n > 0 && y.n > 0 && is_short_form(x, y);
    if (other_town(a, b))
        return numbers ? 2 : LEVEL_DIFFERENT;
    double s = similarity_jaro_winkler(a, b);
    if ((numbers || x.n == 0 || y.n == 0) &&
        (similarity_edits(a, b, 2) <= 2 || contains(a, b) || contains(b, a)))
        return 4;
    if ((numbers && s >= WEAK_WORD) ||
        (some_numbers && (contains(a, b) || contains(b, a) || s >= 0.92)))
        return 3;
    size_t words =
        count_words(a) < count_words(b) ? count_words(a) : count_words(b);
    if (numbers || s >= 0.92 || (words > 1 && common_words(a, b) * 2 >= words))
        return 2;
    return LEVEL_DIFFERENT;
}

/* ------------------------------------------------------------- alternatives */

static struct points until_next(struct points p, size_t from)
{
    size_t end = from;
    while (end < p.n && p.at[end] != NORMAL_ALTERNATIVE)
        end++;
    return (struct points){p.at + from, end - from};
}

/* A person may have several names and telephones: any may agree. */
static unsigned best_level(struct points a, struct points b,
                           unsigned (*level)(struct points, struct points))
{
    unsigned best = LEVEL_DIFFERENT;
    for (size_t i = 0; i <= a.n; i++) {
        struct points x = until_next(a, i);
        for (size_t j = 0; j <= b.n; j++) {
            struct points y = until_next(b, j);
            unsigned found = level(x, y);
            best = found > best ? found : best;
            j += y.n;
        }
        i += x.n;
    }
    return best;
}

/* --------------------------------------------------------------------- pair */

unsigned comparison_level(const struct comparison *c, uint32_t x, uint32_t y)
{
    if (x == 0 || y == 0)
        return LEVEL_MISSING;
    if (x == y)
        return c->method == METHOD_DATE && !c->forms[x].is_whole
                   ? 3
                   : scales[c->method].exact;
    struct points a = {c->points + c->forms[x].first, c->forms[x].n};
    struct points b = {c->points + c->forms[y].first, c->forms[y].n};
    switch (c->method) {
    case METHOD_TEXT:
        return text_level(c, &c->forms[x], &c->forms[y]);
    case METHOD_NAME:
        return best_level(a, b, written_name_level);
    case METHOD_KANA:
        return best_level(a, b, reading_level);
    case METHOD_TELEPHONE:
        return best_level(a, b, telephone_level);
    case METHOD_DATE:
        return date_level(c, &c->forms[x], &c->forms[y]);
    case METHOD_DIGITS:
        return digits_level(c, &c->forms[x], &c->forms[y]);
    case METHOD_ADDRESS:
        return address_level(a, b);
    case METHOD_NUMBER:
        return number_level(a, b);
    default:
        return LEVEL_DIFFERENT;
    }
}
