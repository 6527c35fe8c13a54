/* normal_kana: readings as offices and banks write them. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

bool normal_is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30f6);
}

uint32_t normal_large_kana(uint32_t c)
{
    if (c >= 0x3041 && c <= 0x3096) /* hiragana */
        c += 0x60;
    switch (c) {
    case 0x30a1: /* ァ */
    case 0x30a3:
    case 0x30a5:
    case 0x30a7:
    case 0x30a9:
    case 0x30c3: /* ッ */
    case 0x30e3: /* ャ */
    case 0x30e5:
    case 0x30e7:
    case 0x30ee: /* ヮ */
        return c + 1;
    case 0x30f5: /* ヵ */
        return 0x30ab;
    case 0x30f6: /* ヶ */
        return 0x30b1;
    case 0x30f2: /* ヲ */
        return 0x30aa;
    case 0x30f0: /* ヰ */
        return 0x30a4;
    case 0x30f1: /* ヱ */
        return 0x30a8;
    default:
        return c;
    }
}

static uint32_t typed(uint32_t c)
{
    return c == '-' ? 0x30fc : normal_large_kana(c);
}

size_t normal_kana(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t kept = normal_names(in, n, typed, points);
    return normal_write_names(points, kept, out, capacity);
}

/* ------------------------------------------------------------------- sound */

/* The vowel of a large katakana: 'a' 'i' 'u' 'e' 'o', or 0. */
static char vowel(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        const char *vowels; /* repeated over the range */
        uint32_t step;
    } rows[] = {
        {0x30a2, 0x30aa, "aiueo", 2}, /* ア to オ, without the small ones */
        {0x30ab, 0x30c2, "aaiiuueeooaaiiuueeooaaii", 1}, /* カ to ヂ */
        {0x30c4, 0x30c9, "uueeoo", 1},                   /* ツ to ド */
        {0x30ca, 0x30ce, "aiueo", 1},                    /* ナ to ノ */
        {0x30cf, 0x30dd, "aaaiiiuuueeeooo", 1},          /* ハ to ポ */
        {0x30de, 0x30e2, "aiueo", 1},                    /* マ to モ */
        {0x30e4, 0x30e8, "auo", 2},                      /* ヤ ユ ヨ */
        {0x30e9, 0x30ed, "aiueo", 1},                    /* ラ to ロ */
        {0x30ef, 0x30ef, "a", 1},                        /* ワ */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (c >= rows[i].first && c <= rows[i].last &&
            (c - rows[i].first) % rows[i].step == 0)
            return rows[i].vowels[(c - rows[i].first) / rows[i].step];
    return 0;
}

/* オウ オオ エイ エエ ウウ イイ アア: the second only makes the first long. */
static bool lengthens(char before, uint32_t c)
{
    switch (c) {
    case NORMAL_LONG:
        return true;
    case 0x30a2:
        return before == 'a';
    case 0x30a4:
        return before == 'i' || before == 'e';
    case 0x30a6:
        return before == 'u' || before == 'o';
    case 0x30a8:
        return before == 'e';
    case 0x30aa:
        return before == 'o';
    default:
        return false;
    }
}

/* ヂ as ジ, ヅ as ズ. */
static uint32_t same_sound(uint32_t c)
{
    if (c == 0x30c2)
        return 0x30b8;
    return c == 0x30c5 ? 0x30ba : c;
}

/* A mark of voice or of iteration that followed nothing it could change (a
 * space stood before it) has no sound; it must not find something when the
 * space goes. */
static bool is_lone_mark(uint32_t c)
{
    return (c >= 0x3099 && c <= 0x309e) || c == 0x30fd || c == 0x30fe;
}

size_t normal_sound(const uint32_t *reading, size_t n, uint32_t *out)
{
    size_t kept = 0;
    char before = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = reading[i];
        bool is_long = lengthens(before, c);
        if (c == ' ' || is_lone_mark(c) ||
            (is_long && (before == 0 || out[kept - 1] == NORMAL_LONG)))
            continue; /* nothing to lengthen, or long already */
        before = is_long ? before : vowel(c);
        out[kept++] = is_long ? NORMAL_LONG : same_sound(c);
    }
    return kept;
}

size_t normal_kana_sound(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    char sound[NORMAL_CAPACITY];
    size_t made = normal_names(in, n, typed, points);
    size_t kept = normal_sound(points, made, points);
    made = normal_write_names(points, kept, sound, sizeof sound);
    /* Two names that sound alike are one alternative. */
    return normal_kana(sound, made, out, capacity);
}
