/* review_difference: what differs between two records. */
#include "anonymize/review_difference.h"

#include "anonymize/normal.h"
#include "base/calendar.h"
#include "base/japanese_date.h"
#include "base/messages.h"
#include "base/text.h"
#include "report/pair_book.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 200, MOST_SHOWN = 3 };

struct points {
    uint32_t at[MOST_POINTS];
    size_t n;
};

static void read_points(const char *text, struct points *p)
{
    p->n = 0;
    while (*text != '\0' && p->n < MOST_POINTS)
        p->at[p->n++] = text_next(&text);
}

static bool are_alike(uint32_t a, uint32_t b)
{
    return a == b || variant_related(a, b);
}

/* ------------------------------------------------------------------- marks */

/* length[i][j]: of the longest common subsequence of a from i and b from j. */
typedef unsigned char lengths[MOST_POINTS + 1][MOST_POINTS + 1];

static void common_lengths(const struct points *a, const struct points *b,
                           lengths length)
{
    for (size_t i = a->n + 1; i-- > 0;) {
        for (size_t j = b->n + 1; j-- > 0;) {
            unsigned char best = 0;
            if (i < a->n && j < b->n) {
                best = length[i + 1][j] > length[i][j + 1] ? length[i + 1][j]
                                                           : length[i][j + 1];
                if (are_alike(a->at[i], b->at[j]) &&
                    length[i + 1][j + 1] + 1 > best)
                    best = (unsigned char)(length[i + 1][j + 1] + 1);
            }
            length[i][j] = best;
        }
    }
}

struct difference {
    size_t n_differ; /* of the side that has more of them */
    size_t n_variants;
};

/* Walks along one longest common subsequence, which can always take a pair
 * that is alike; the rest differs. A blank is never marked. */
static struct difference mark(const struct points *a, const struct points *b,
                              unsigned char *marks_a, unsigned char *marks_b,
                              lengths length)
{
    struct difference d = {0, 0};
    size_t i = 0, j = 0, only_a = 0, only_b = 0;
    while (i < a->n || j < b->n) {
        bool meets = i < a->n && j < b->n && are_alike(a->at[i], b->at[j]);
        if (meets) {
            bool is_variant = a->at[i] != b->at[j];
            d.n_variants += is_variant;
            marks_a[i++] = marks_b[j++] =
                is_variant ? PAIR_VARIANT : PAIR_ALIKE;
        } else if (j == b->n ||
                   (i < a->n && length[i + 1][j] >= length[i][j + 1])) {
            bool is_space = a->at[i] == ' ' || a->at[i] == '\n';
            marks_a[i++] = is_space ? PAIR_ALIKE : PAIR_DIFFERS;
            only_a += !is_space;
        } else {
            bool is_space = b->at[j] == ' ' || b->at[j] == '\n';
            marks_b[j++] = is_space ? PAIR_ALIKE : PAIR_DIFFERS;
            only_b += !is_space;
        }
    }
    d.n_differ = only_a > only_b ? only_a : only_b;
    return d;
}

/* Beyond MOST_POINTS nothing is marked. */
static struct difference compare(struct arena *a, struct review_comparison *c)
{
    struct points left, right;
    /* Of one comparison: thousands of pairs would fill the memory. */
    struct arena scratch;
    arena_init(&scratch);
    unsigned char(*length)[MOST_POINTS + 1] =
        arena_take_array(&scratch, MOST_POINTS + 1, MOST_POINTS + 1);
    read_points(c->a, &left);
    read_points(c->b, &right);
    c->marks_a = arena_take(a, text_length(c->a) + 1);
    c->marks_b = arena_take(a, text_length(c->b) + 1);
    common_lengths(&left, &right, length);
    struct difference d = mark(&left, &right, c->marks_a, c->marks_b, length);
    arena_release(&scratch);
    return d;
}

/* ------------------------------------------------------------------- shown */

static const char *shown_kana(struct arena *a, const char *kana)
{
    const char *folded = text_fold(a, kana);
    char *out = arena_take(a, text_length(folded) * 4 + 1);
    size_t n = 0;
    while (*folded != '\0') {
        uint32_t c = text_next(&folded);
        if (c >= 0x3041 && c <= 0x3096) /* hiragana */
            c += 0x60;
        n += text_encode(c, out + n);
    }
    return out;
}

/* Offices hold it in either form on paper. */
static const char *shown_birth(struct arena *a, const char *birth)
{
    struct date d;
    if (!date_parse_iso(birth, &d))
        return birth;
    return arena_format(a, "%s\n%s", birth, japanese_date_write(a, d));
}

/* In brackets, or a spreadsheet would show 0012 and 12 as the same. */
static const char *shown_number(struct arena *a, const char *number)
{
    return *number == '\0' ? "" : arena_format(a, "「%s」", number);
}

static const char *shown_contact(struct arena *a, const char *contact)
{
    char *folded = text_fold(a, contact);
    size_t n = strlen(folded);
    while (n > 0 && folded[n - 1] == '\n')
        folded[--n] = '\0';
    return folded;
}

static void show(struct arena *a, const struct person_record *r,
                 const char *out[N_REVIEW_FIELDS])
{
    out[REVIEW_NAME] = text_fold(a, r->name);
    out[REVIEW_KANA] = shown_kana(a, r->kana);
    out[REVIEW_BIRTH] = shown_birth(a, r->birth);
    out[REVIEW_CONTACT] = shown_contact(a, r->contact);
    out[REVIEW_OFFICE] = r->office;
    out[REVIEW_NUMBER] = shown_number(a, r->number);
}

/* ------------------------------------------------------------------- words */

static const char *birth_words(struct arena *a, const char *x, const char *y)
{
    struct date d, e;
    if (!date_parse_iso(x, &d) || !date_parse_iso(y, &e))
        return "";
    bool same_day = d.month == e.month && d.day == e.day;
    if (d.year == e.year && d.month == e.day && d.day == e.month)
        return message("review.birth_swapped");
    if (same_day && births_are_alike(x, y) && abs(d.year - e.year) >= 11 &&
        (abs(d.year - e.year) == 63 || abs(d.year - e.year) == 14))
        return message("review.birth_era");
    if (same_day)
        return arena_format(a, "%s（%d）", message("review.birth_year"),
                            abs(d.year - e.year));
    return births_are_alike(x, y) ? message("review.birth_alike") : "";
}

/* The marked characters of one side. */
static char *marked(struct arena *a, const char *text,
                    const unsigned char *marks)
{
    char *out = arena_take(a, strlen(text) + 1);
    size_t n = 0;
    for (size_t i = 0; *text != '\0'; i++) {
        uint32_t c = text_next(&text);
        if (marks[i] != PAIR_ALIKE)
            n += text_encode(c, out + n);
    }
    return out;
}

static int by_size(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The same characters in another order. */
static bool are_exchanged(const char *x, const char *y)
{
    struct points a, b;
    read_points(x, &a);
    read_points(y, &b);
    qsort(a.at, a.n, sizeof *a.at, by_size);
    qsort(b.at, b.n, sizeof *b.at, by_size);
    return a.n > 0 && a.n == b.n && memcmp(a.at, b.at, a.n * sizeof *a.at) == 0;
}

static const char *or_nothing(const char *characters)
{
    return *characters == '\0' ? message("review.nothing") : characters;
}

static const char *words_of(struct arena *a, struct difference d,
                            const struct review_comparison *c)
{
    size_t x = text_length(c->a), y = text_length(c->b);
    const char *words = d.n_differ == 0
                            ? message("review.only_variants")
                            : arena_format(a, "%zu%s", d.n_differ,
                                           message("review.few_differ"));
    if (d.n_differ * 2 > (x > y ? x : y))
        return "";
    if (d.n_differ + d.n_variants > MOST_SHOWN)
        return d.n_differ == 0 ? words : "";
    const char *left = marked(a, c->a, c->marks_a);
    const char *right = marked(a, c->b, c->marks_b);
    if (are_exchanged(left, right))
        return message("review.exchanged");
    return arena_format(a, "%s（%s⇔%s）", words, or_nothing(left),
                        or_nothing(right));
}

static const char *const field_names[N_REVIEW_FIELDS] = {
    [REVIEW_NAME] = "review.column.name",
    [REVIEW_KANA] = "review.column.kana",
    [REVIEW_BIRTH] = "review.column.birth",
    [REVIEW_CONTACT] = "review.column.contact",
    [REVIEW_OFFICE] = "review.column.office",
    [REVIEW_NUMBER] = "review.column.number",
};

static void judge(struct arena *a, enum review_field field,
                  struct review_comparison *c, const char *birth_a,
                  const char *birth_b)
{
    bool has_a = *c->a != '\0', has_b = *c->b != '\0';
    c->words = "";
    c->state = has_a || has_b ? REVIEW_ONE_SIDE : REVIEW_BLANK;
    if (!has_a || !has_b)
        return;
    struct difference d = compare(a, c);
    bool is_whole = field == REVIEW_NUMBER || field == REVIEW_OFFICE;
    c->state = d.n_differ + d.n_variants == 0 ? REVIEW_ALIKE : REVIEW_DIFFERS;
    if (c->state == REVIEW_ALIKE || is_whole)
        return; /* a number is the same or another one */
    c->words = field == REVIEW_BIRTH ? birth_words(a, birth_a, birth_b)
                                     : words_of(a, d, c);
}

/* Every office counts by itself: that two offices gave two numbers tells
 * nothing, and would be the only red in most rows. */
static void leave_out(struct review_comparison *c)
{
    c->state = REVIEW_BLANK;
    c->marks_a = NULL;
    c->marks_b = NULL;
}

void review_compare(struct arena *a, const struct person_record *left,
                    const struct person_record *right,
                    struct review_comparison out[N_REVIEW_FIELDS])
{
    const char *shown[2][N_REVIEW_FIELDS];
    show(a, left, shown[0]);
    show(a, right, shown[1]);
    for (int f = 0; f < N_REVIEW_FIELDS; f++) {
        out[f] = (struct review_comparison){.a = shown[0][f], .b = shown[1][f]};
        judge(a, (enum review_field)f, &out[f], left->birth, right->birth);
    }
    if (out[REVIEW_OFFICE].state == REVIEW_DIFFERS) {
        leave_out(&out[REVIEW_OFFICE]);
        leave_out(&out[REVIEW_NUMBER]);
    }
}

/* The fields in one state: 違う：氏名（1字違い）、生年月日. "" when none. */
static const char *list_fields(struct arena *a,
                               const struct review_comparison *c,
                               enum review_state state, const char *title)
{
    char *list = arena_copy(a, "");
    for (int f = 0; f < N_REVIEW_FIELDS; f++) {
        if (c[f].state != state)
            continue;
        const char *name = message(field_names[f]);
        const char *between = *list == '\0' ? title : message("review.comma");
        list = *c[f].words == '\0'
                   ? arena_format(a, "%s%s%s", list, between, name)
                   : arena_format(a, "%s%s%s（%s）", list, between, name,
                                  c[f].words);
    }
    return list;
}

char *review_words(struct arena *a,
                   const struct review_comparison c[N_REVIEW_FIELDS],
                   const char *between)
{
    const char *const lists[] = {
        list_fields(a, c, REVIEW_DIFFERS, message("review.differing")),
        list_fields(a, c, REVIEW_ALIKE, message("review.agreeing")),
        list_fields(a, c, REVIEW_ONE_SIDE, message("review.one_side"))};
    char *all = arena_copy(a, "");
    for (int i = 0; i < 3; i++)
        if (*lists[i] != '\0')
            all = arena_format(a, "%s%s%s", all, *all == '\0' ? "" : between,
                               lists[i]);
    return all;
}
