/* normal_fold: the first step of every normal form, as code points. */
#include "anonymize/normal_fold.h"

#include <string.h>
#include <utf8proc.h>

/* Room for decomposed characters: of one that stays in a form there are three
 * at most (Hangul), so a form of NORMAL_POINTS is taken apart whole and cut
 * only where it is composed again. utf8proc makes up to 18 of one. */
#define PART_POINTS (3 * NORMAL_POINTS + 32)

static bool is_dropped(uint32_t c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) ||
           (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff ||
           c == 0xad;
}

bool normal_is_ideograph(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff) || c == 0x3005 || c == 0x3007;
}

static bool is_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xff0d ||
           c == 0x2043 || c == 0xfe63 || c == 0xfe58 || c == 0x2500 ||
           c == 0x2501 || c == 0x02d7;
}

static bool is_space(uint32_t c)
{
    return c == 0x20 || (c >= 0x09 && c <= 0x0d) || c == 0xa0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
           c == 0x1680 || c == 0x2028 || c == 0x2029;
}

static uint32_t replaced(uint32_t c)
{
    if (c == 0x309b)
        return 0x3099;
    if (c == 0x309c)
        return 0x309a;
    if (is_dash(c))
        return '-';
    return is_space(c) ? ' ' : c;
}

/* Marks on a letter: accents go, the voice marks of kana stay. */
static bool is_accent(utf8proc_int32_t c)
{
    return c != 0x3099 && c != 0x309a &&
           utf8proc_get_property(c)->combining_class > 0;
}

static size_t fold_ascii(const char *in, size_t n, uint32_t *out)
{
    if (n > NORMAL_POINTS)
        n = NORMAL_POINTS;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)in[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        out[i] = is_space(c) ? ' ' : c;
    }
    return n;
}

static bool is_ascii(const char *in, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)in[i] >= 0x80)
            return false;
    return true;
}

/* Lower case, widths and dashes of what one character decomposes to; returns
 * how many are left. */
static size_t fold_parts(utf8proc_int32_t *parts, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_accent(parts[i]))
            continue;
        uint32_t c = (uint32_t)utf8proc_tolower(parts[i]);
        parts[kept++] = (utf8proc_int32_t)replaced(c);
    }
    return kept;
}

static size_t decompose(const char *in, size_t n, utf8proc_int32_t *points)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)in;
    const utf8proc_uint8_t *end = at + n;
    int boundary = 0;
    size_t made = 0;
    while (at < end && made < PART_POINTS) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate(at, end - at, &c);
        at += size > 0 ? size : 1;
        if (size <= 0 || c == 0)
            c = 0xfffd;
        if (is_dropped((uint32_t)c))
            continue;
        c = (utf8proc_int32_t)replaced((uint32_t)c);
        utf8proc_ssize_t parts = utf8proc_decompose_char(
            c, points + made, (utf8proc_ssize_t)(PART_POINTS - made),
            (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE),
            &boundary);
        if (parts <= 0 || made + (size_t)parts > PART_POINTS)
            break;
        made += fold_parts(points + made, (size_t)parts);
    }
    return made;
}

size_t normal_fold(const char *in, size_t n, uint32_t out[NORMAL_POINTS])
{
    utf8proc_int32_t points[PART_POINTS];
    if (is_ascii(in, n))
        return fold_ascii(in, n, out);
    size_t made = decompose(in, n, points);
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(
        points, (utf8proc_ssize_t)made,
        (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    size_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < composed && kept < NORMAL_POINTS; i++) {
        /* A voice mark that found no kana is one of nothing. */
        if (points[i] != 0x3099 && points[i] != 0x309a)
            out[kept++] = (uint32_t)points[i];
    }
    return kept;
}

size_t normal_write(const uint32_t *points, size_t n, char *out,
                    size_t capacity)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t size =
            utf8proc_encode_char((utf8proc_int32_t)points[i], bytes);
        if (size <= 0)
            continue;
        if (at + (size_t)size > capacity)
            break;
        for (utf8proc_ssize_t b = 0; b < size; b++)
            out[at++] = (char)bytes[b];
    }
    return at;
}

size_t normal_copy(const char *form, size_t n, char *out, size_t capacity)
{
    if (n > capacity) {
        n = capacity;
        while (n > 0 && ((unsigned char)form[n] & 0xc0) == 0x80)
            n--;
    }
    memcpy(out, form, n);
    return n;
}
