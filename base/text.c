/* text: Japanese text as the pipeline compares, cuts and prints it.
 *
 * Normal forms come from utf8proc. What NFKC leaves apart, offices still mean
 * as the same: dashes, wave dashes, a dakuten typed as its own character. */
#include "base/text.h"

#include "base/number_text.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    REPLACEMENT = 0xfffd,
    DAKUTEN = 0x3099,   /* combining */
    HANDAKUTEN = 0x309a /* combining */
};

bool text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool text_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_zero_width(uint32_t c)
{
    return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static bool is_space(uint32_t c)
{
    if (c > ' ' && c < 0xa0)
        return false;
    return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0xa0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
           is_zero_width(c);
}

bool text_is_blank(const char *text)
{
    while (*text != '\0')
        if (!is_space(text_next(&text)))
            return false;
    return true;
}

bool text_is_utf8(const char *bytes, size_t n)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;
    const utf8proc_uint8_t *end = at + n;
    while (at < end) {
        uint64_t eight;
        while (end - at >= 8) {
            memcpy(&eight, at, 8);
            if (eight & UINT64_C(0x8080808080808080))
                break;
            at += 8;
        }
        if (at == end)
            break;
        if (*at < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate(at, end - at, &c);
        if (size < 1)
            return false;
        at += size;
    }
    return true;
}

/* A character of three bytes, as Japanese has; 0 when it is something else. A
 * NUL is no continuation, so no byte is read behind it. */
static uint32_t three_bytes(const unsigned char *u)
{
    if ((u[0] & 0xf0) != 0xe0 || (u[1] & 0xc0) != 0x80 || (u[2] & 0xc0) != 0x80)
        return 0;
    uint32_t c = (u[0] & 0xfU) << 12 | (u[1] & 0x3fU) << 6 | (u[2] & 0x3fU);
    return c < 0x800 || (c & 0xf800) == 0xd800 ? 0 : c;
}

uint32_t text_next(const char **text)
{
    unsigned char first = (unsigned char)**text;
    if (first == 0)
        return 0;
    if (first < 0x80) {
        (*text)++;
        return first;
    }
    uint32_t japanese = three_bytes((const unsigned char *)*text);
    if (japanese != 0) {
        *text += 3;
        return japanese;
    }
    /* A negative length means NUL-terminated: no byte is read behind it. */
    utf8proc_int32_t c;
    utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)*text, -1, &c);
    if (size < 1) {
        (*text)++;
        return REPLACEMENT;
    }
    *text += size;
    return (uint32_t)c;
}

size_t text_encode(uint32_t code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point >= 0x800 && code_point < 0xd800) {
        out[0] = (char)(0xe0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code_point & 0x3f));
        return 3;
    }
    if (!utf8proc_codepoint_valid((utf8proc_int32_t)code_point))
        code_point = REPLACEMENT;
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point,
                                        (utf8proc_uint8_t *)out);
}

size_t text_length(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; n++)
        (void)text_next(&text);
    return n;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    while (*text != '\0') {
        int columns = utf8proc_charwidth((utf8proc_int32_t)text_next(&text));
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

char *text_cut(struct arena *a, const char *text, size_t max_bytes)
{
    /* Between characters as people see them: 葛 + variation selector and
     * か + dakuten stay whole. */
    const char *at = text;
    size_t kept = 0;
    utf8proc_int32_t state = 0;
    uint32_t before = text_next(&at);
    while (before != 0) {
        size_t end = (size_t)(at - text);
        if (end > max_bytes)
            break;
        uint32_t c = text_next(&at);
        if (c == 0 ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                             (utf8proc_int32_t)c, &state))
            kept = end;
        before = c;
    }
    return arena_copy_n(a, text, kept);
}

/* Where the character begins that ends at `end`. */
static const char *last_character(const char *text, const char *end)
{
    const char *at = end - 1;
    while (at > text && end - at < 4 && ((unsigned char)*at & 0xc0) == 0x80)
        at--;
    return at;
}

char *text_trim(struct arena *a, const char *text)
{
    const char *at = text;
    while (*at != '\0' && is_space(text_next(&at)))
        text = at;
    const char *end = text + strlen(text);
    while (end > text) {
        at = last_character(text, end);
        const char *next = at;
        if (!is_space(text_next(&next)) || next != end)
            break;
        end = at;
    }
    return arena_copy_n(a, text, (size_t)(end - text));
}

static char *normal_form(struct arena *a, const char *text, int options)
{
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &normal,
                     (utf8proc_option_t)(options | UTF8PROC_NULLTERM |
                                         UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (n < 0) /* not UTF-8: nothing to normalise; out of memory: the same */
        return arena_copy(a, text);
    char *copy = arena_copy_n(a, (const char *)normal, (size_t)n);
    free(normal);
    return copy;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

char *text_nfc(struct arena *a, const char *text)
{
    if (is_ascii(text))
        return arena_copy(a, text);
    return normal_form(a, text, 0);
}

static bool is_variation_selector(uint32_t c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x309d && c <= 0x309e) ||
           (c >= 0x30a1 && c <= 0x30fa) || (c >= 0x30fd && c <= 0x30fe) ||
           (c >= 0xff66 && c <= 0xff9d);
}

/* What NFKC would spoil is settled before it: it turns U+309B into a space
 * and a combining mark, and it keeps variation selectors. */
static char *before_nfkc(struct arena *a, const char *text)
{
    char *out = arena_take(a, strlen(text) + 1);
    size_t n = 0;
    uint32_t before = 0;
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        if (is_variation_selector(c) || is_zero_width(c))
            continue;
        if (c == 0x309b && is_kana(before))
            c = DAKUTEN;
        else if (c == 0x309c && is_kana(before))
            c = HANDAKUTEN;
        if (c == REPLACEMENT) { /* may stand for one byte: no room for three */
            out[n++] = '?';
        } else {
            n += text_encode(c, out + n);
        }
        before = c;
    }
    out[n] = '\0';
    return out;
}

static uint32_t folded(uint32_t c)
{
    if (c == 0x2212 || (c >= 0x2010 && c <= 0x2015))
        return '-';
    if (c == 0x301c)
        return '~';
    if (c == 0x2225) /* the two readings of CP932 8161 */
        return 0x2016;
    return c;
}

/* Kanji, kana and full-width ASCII stand alone under NFKC when no combining
 * mark is near. Nearly every cell is made of them. */
static bool is_plainly_folded(uint32_t c)
{
    return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) ||
           c == 0x30fc || c == 0x3000 || (c >= 0xff01 && c <= 0xff5e);
}

/* The folded text, not yet trimmed, or NULL when it needs utf8proc. */
static char *fold_plainly(struct arena *a, const char *text)
{
    char *out = arena_take(a, strlen(text) + 1);
    size_t n = 0;
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        if (!is_plainly_folded(c))
            return NULL;
        if (c == 0x3000)
            c = ' ';
        else if (c >= 0xff01)
            c -= 0xfee0;
        n += text_encode(c, out + n);
    }
    out[n] = '\0';
    return out;
}

char *text_fold(struct arena *a, const char *text)
{
    if (is_ascii(text))
        return text_trim(a, text);
    char *plain = fold_plainly(a, text);
    if (plain != NULL)
        return text_trim(a, plain);
    char *out = normal_form(a, before_nfkc(a, text), UTF8PROC_COMPAT);
    const char *from = out;
    size_t n = 0;
    while (*from != '\0') /* never longer than what is read */
        n += text_encode(folded(text_next(&from)), out + n);
    out[n] = '\0';
    return text_trim(a, out);
}

/* ASCII without its spaces, or NULL when something else is in it. */
static char *fold_ascii_header(struct arena *a, const char *text)
{
    char *out = arena_take(a, strlen(text) + 1);
    size_t n = 0;
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80)
            return NULL;
        if (!is_space((unsigned char)*text))
            out[n++] = *text;
    }
    out[n] = '\0';
    return out;
}

char *text_fold_header(struct arena *a, const char *text)
{
    char *ascii = fold_ascii_header(a, text);
    if (ascii != NULL)
        return ascii;
    char *out = text_fold(a, text); /* NFKC has made （） half-width */
    const char *from = out;
    size_t n = 0;
    while (*from != '\0') {
        uint32_t c = text_next(&from);
        if (!is_space(c))
            n += text_encode(c, out + n);
    }
    out[n] = '\0';
    return out;
}

/* CP932: 0 = does not decode. Built once from iconv, which is thirty times
 * slower on short cells than a table and stops at the first bad byte. */
static uint16_t single_byte[256];
static uint16_t double_byte[256][256];
static pthread_once_t cp932_once = PTHREAD_ONCE_INIT;

static uint16_t cp932_ask(iconv_t converter, unsigned char lead,
                          unsigned char trail, size_t n)
{
    char in[2] = {(char)lead, (char)trail};
    unsigned char out[4];
    char *from = in;
    char *to = (char *)out;
    size_t room = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &n, &to, &room) != 0 || n != 0 || room != 2)
        return 0;
    return (uint16_t)(out[0] | out[1] << 8);
}

static void cp932_build(void)
{
    iconv_t converter = iconv_open("UTF-16LE", "CP932");
    if (converter == (iconv_t)-1)
        return; /* every byte above 7F then refuses: files are not misread */
    for (unsigned lead = 0xa1; lead <= 0xdf; lead++)
        single_byte[lead] = cp932_ask(converter, (unsigned char)lead, 0, 1);
    for (unsigned lead = 0x81; lead <= 0xfc; lead++)
        for (unsigned trail = 0x40; trail <= 0xfc; trail++)
            if (lead < 0xa0 || lead > 0xdf)
                double_byte[lead][trail] = cp932_ask(
                    converter, (unsigned char)lead, (unsigned char)trail, 2);
    iconv_close(converter);
}

/* One character from bytes[*at]; 0 when it does not decode. */
static uint32_t cp932_next(const unsigned char *bytes, size_t n, size_t *at)
{
    unsigned char lead = bytes[(*at)++];
    if (lead < 0x80)
        return lead;
    uint32_t c = single_byte[lead];
    if (c == 0 && *at < n)
        c = double_byte[lead][bytes[(*at)++]];
    return c;
}

bool text_is_cp932(const char *bytes, size_t n)
{
    pthread_once(&cp932_once, cp932_build);
    const unsigned char *in = (const unsigned char *)bytes;
    for (size_t i = 0; i < n;)
        if (in[i] < 0x80)
            i++;
        else if (cp932_next(in, n, &i) == 0)
            return false;
    return true;
}

size_t text_cp932_write(const char *bytes, size_t n, char *out)
{
    pthread_once(&cp932_once, cp932_build);
    const unsigned char *in = (const unsigned char *)bytes;
    size_t filled = 0;
    for (size_t i = 0; i < n;) {
        uint32_t c = cp932_next(in, n, &i);
        if (c == 0)
            return SIZE_MAX;
        filled += text_encode(c, out + filled);
    }
    return filled;
}

char *text_from_cp932(struct arena *a, const char *bytes, size_t n,
                      size_t *bad_at)
{
    pthread_once(&cp932_once, cp932_build);
    const unsigned char *in = (const unsigned char *)bytes;
    char *out = arena_take(a, n * 3 + 1);
    size_t filled = 0;
    for (size_t i = 0; i < n;) {
        if (in[i] < 0x80) { /* NUL as well */
            out[filled++] = (char)in[i++];
            continue;
        }
        size_t start = i;
        uint32_t c = cp932_next(in, n, &i);
        if (c == 0) {
            *bad_at = start;
            return NULL;
        }
        filled += text_encode(c, out + filled);
    }
    out[filled] = '\0';
    return out;
}

char *text_from_utf16le(struct arena *a, const char *bytes, size_t n,
                        size_t *bad_at)
{
    const unsigned char *in = (const unsigned char *)bytes;
    char *out = arena_take(a, n / 2 * 3 + 1);
    size_t filled = 0;
    for (size_t i = 0; i < n; i += 2) {
        uint32_t c = 0xdc00; /* a half unit at the end refuses */
        if (i + 1 < n)
            c = (uint32_t)(in[i] | in[i + 1] << 8);
        if (c >= 0xd800 && c <= 0xdbff && i + 3 < n) {
            uint32_t low = (uint32_t)(in[i + 2] | in[i + 3] << 8);
            if (low >= 0xdc00 && low <= 0xdfff) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (c >= 0xd800 && c <= 0xdfff) {
            *bad_at = i;
            return NULL;
        }
        filled += text_encode(c, out + filled);
    }
    out[filled] = '\0';
    return out;
}

/* [+-] digits [. digits], also in full width, up to trailing spaces. */
static bool is_signed_number(const char *text)
{
    char plain[64];
    size_t n = 0;
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        if (c >= 0xff01 && c <= 0xff5e)
            c -= 0xfee0;
        if (is_space(c) && text_is_blank(text))
            break;
        if (c >= 0x80 || n + 1 == sizeof plain)
            return false;
        plain[n++] = (char)c;
    }
    plain[n] = '\0';
    double ignored;
    return number_parse(plain, &ignored);
}

bool text_looks_like_formula(const char *text)
{
    if (*text == '\t' || *text == '\r')
        return true;
    const char *first = text;
    while (*text != '\0') {
        first = text;
        uint32_t c = text_next(&text);
        if (is_space(c))
            continue;
        if (c >= 0xff01 && c <= 0xff5e)
            c -= 0xfee0;
        if (c == '=' || c == '@')
            return true;
        if (c != '+' && c != '-')
            return false;
        /* A lone dash is how offices write "unknown". */
        bool is_lone_dash = c == '-' && text_is_blank(text);
        return !is_lone_dash && !is_signed_number(first);
    }
    return false;
}

enum { NEAREST_LIMIT = 128 }; /* characters; longer names are not compared */

static size_t code_points(const char *text, uint32_t out[NEAREST_LIMIT])
{
    size_t n = 0;
    for (; *text != '\0'; n++) {
        if (n == NEAREST_LIMIT)
            return NEAREST_LIMIT + 1;
        out[n] = text_next(&text);
    }
    return n;
}

/* Levenshtein (1966): one row of the table, updated in place. */
static size_t edit_distance(const uint32_t *a, size_t n, const uint32_t *b,
                            size_t m)
{
    size_t row[NEAREST_LIMIT + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[m];
}

const char *text_nearest(const char *text, const char *const *names)
{
    uint32_t wanted[NEAREST_LIMIT], name[NEAREST_LIMIT];
    size_t n = code_points(text, wanted);
    if (n > NEAREST_LIMIT)
        return NULL;
    const char *nearest = NULL;
    size_t least = NEAREST_LIMIT;
    for (; *names != NULL; names++) {
        size_t m = code_points(*names, name);
        if (m > NEAREST_LIMIT)
            continue;
        size_t distance = edit_distance(wanted, n, name, m);
        size_t longer = n > m ? n : m;
        if (distance < least && distance * 3 <= longer) {
            least = distance;
            nearest = *names;
        }
    }
    return nearest;
}
