/* number_text: numbers as offices write them, and as files must hold them. */
#include "base/number_text.h"

#include "base/number_digits.h"
#include "base/text.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *text)
{
    while (is_digit(*text))
        text++;
    return text;
}

/* The end of digits [. digits] at text, or NULL. */
static const char *unsigned_end(const char *text)
{
    const char *end = skip_digits(text);
    if (end == text)
        return NULL;
    if (*end != '.')
        return end;
    const char *fraction = end + 1;
    end = skip_digits(fraction);
    return end == fraction ? NULL : end;
}

/* strtod reads the decimal mark of the process's locale: give it that one. */
static bool read_by_strtod(const char *text, double *out)
{
    char copy[1024];
    const char *mark = localeconv()->decimal_point;
    size_t n = 0;
    for (; *text != '\0'; text++) {
        if (n + strlen(mark) + 1 > sizeof copy)
            return false;
        if (*text == '.') {
            memcpy(copy + n, mark, strlen(mark));
            n += strlen(mark);
        } else {
            copy[n++] = *text;
        }
    }
    copy[n] = '\0';
    double value = strtod(copy, NULL);
    if (!isfinite(value))
        return false;
    *out = value;
    return true;
}

/* Up to 15 digits and 22 decimals both parts are exact doubles, and one
 * division rounds correctly (Clinger 1990): no need for strtod. */
static bool read_exactly(const char *digits, double *out)
{
    static const double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int64_t value = 0;
    size_t n = 0, decimals = 0;
    bool in_fraction = false;
    for (; *digits != '\0'; digits++) {
        if (*digits == '.') {
            in_fraction = true;
            continue;
        }
        if (++n > 15)
            return false;
        value = value * 10 + (*digits - '0');
        decimals += in_fraction;
    }
    *out = (double)value / tens[decimals];
    return true;
}

bool number_parse(const char *text, double *out)
{
    bool is_negative = *text == '-';
    if (*text == '+' || *text == '-')
        text++;
    const char *end = unsigned_end(text);
    if (end == NULL || *end != '\0')
        return false;
    double value;
    if (!read_exactly(text, &value) && !read_by_strtod(text, &value))
        return false;
    *out = is_negative && value > 0 ? -value : value;
    return true;
}

bool number_parse_machine(const char *text, double *out)
{
    if (number_parse(text, out))
        return true;
    const char *digits = *text == '+' || *text == '-' ? text + 1 : text;
    const char *end = unsigned_end(digits);
    if (end == NULL || (*end != 'e' && *end != 'E'))
        return false;
    const char *exponent = end + 1;
    if (*exponent == '+' || *exponent == '-')
        exponent++;
    end = skip_digits(exponent);
    double value;
    if (end == exponent || *end != '\0' || !read_by_strtod(digits, &value))
        return false;
    *out = *text == '-' && value > 0 ? -value : value;
    return true;
}

bool number_parse_integer(const char *text, int64_t *out)
{
    bool is_negative = *text == '-';
    if (*text == '+' || *text == '-')
        text++;
    if (!is_digit(*text))
        return false;
    int64_t value = 0;
    for (; is_digit(*text); text++) {
        int digit = *text - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    if (*text != '\0')
        return false;
    if (!is_negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    *out = value;
    return true;
}

/* Spellings of one unit stand on one line; a unit that is not here has only
 * its own spelling. Written as text_fold leaves them, letters in lower case. */
static const char *const units[][8] = {
    {"kg", "キロ", "キログラム"},
    {"cm", "センチ", "センチメートル"},
    {"m", "メートル"},
    {"人", "名", "people", "persons"},
    {"件", "cases"},
    {"社", "companies"},
    {"回", "times"},
    {"円", "yen"},
    {"歳", "才", "years"},
    {"時間", "h", "hours"},
    {"分", "minutes", "min"},
    {"秒", "seconds", "sec", "s"},
    {"%", "パーセント", "percent"},
    {"m/s", "m/秒"},
    {"回/秒", "times/s"},
    {"日", "日間", "days"},
    {"点", "points"},
    {"か月", "カ月", "ヵ月", "ヶ月", "ケ月", "ヵ月間", "か月間", "months"},
};

static bool same_but_case(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

static bool line_has(const char *const line[8], const char *unit)
{
    for (size_t i = 0; i < 8 && line[i] != NULL; i++)
        if (same_but_case(line[i], unit))
            return true;
    return false;
}

static bool is_same_unit(const char *written, const char *unit)
{
    if (same_but_case(written, unit))
        return true;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (line_has(units[i], unit))
            return line_has(units[i], written);
    return false;
}

/* NFKC makes 5² into 52 and ①③ into 13: such cells are not numbers. A
 * single ⑤ is. */
static bool is_spoilt_by_folding(const char *text)
{
    size_t n = 0, enclosed = 0;
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        if (c == 0xb2 || c == 0xb3 || c == 0xb9 || (c >= 0x2070 && c <= 0x209f))
            return true;
        if ((c >= 0x2150 && c <= 0x218f) ||
            (c >= 0x3358 && c <= 0x33fe && (c <= 0x3370 || c >= 0x33e0)))
            return true; /* ½ Ⅲ, 5時 and 3日 as one character */
        enclosed += (c >= 0x2460 && c <= 0x24ff) ||
                    (c >= 0x3251 && c <= 0x325f) ||
                    (c >= 0x3280 && c <= 0x32bf);
        n++;
    }
    return enclosed > 0 && n != 1;
}

/* 1,516 or 22,5 at text: writes it with '.' or nothing instead of ','.
 * Returns the end in text, or NULL when it has two readings or none. */
static const char *read_commas(const char *text, char *plain, unsigned *repairs)
{
    const char *end = skip_digits(text);
    size_t n = (size_t)(end - text);
    memcpy(plain, text, n);
    bool could_be_thousands = n >= 1 && n <= 3 && *text != '0';
    size_t groups = 0, last = 0;
    const char *at = end;
    while (*at == ',') {
        end = skip_digits(at + 1);
        last = (size_t)(end - at - 1);
        could_be_thousands = could_be_thousands && last == 3;
        memcpy(plain + n, at + 1, last);
        n += last;
        groups++;
        at = end;
    }
    plain[n] = '\0';
    if (could_be_thousands) {
        *repairs |= NUMBER_THOUSANDS;
        if (*at == '.') {
            end = unsigned_end(at - 1);
            if (end == NULL)
                return NULL;
            memcpy(plain + n, at, (size_t)(end - at));
            plain[n + (size_t)(end - at)] = '\0';
        }
        return end;
    }
    if (groups != 1 || last < 1 || last > 2 || *at == '.')
        return NULL;
    memmove(plain + n - last + 1, plain + n - last, last + 1);
    plain[n - last] = '.';
    *repairs |= NUMBER_DECIMAL_COMMA;
    return end;
}

static const char *read_amount(struct arena *a, const char *text, double *out,
                               unsigned *repairs)
{
    char *plain = arena_take(a, strlen(text) + 2);
    size_t n = 0;
    if (*text == '+' || *text == '-')
        plain[n++] = *text++;
    const char *end = skip_digits(text);
    if (*end == ',') {
        end = read_commas(text, plain + n, repairs);
    } else {
        end = unsigned_end(text);
        if (end != NULL)
            memcpy(plain + n, text, (size_t)(end - text));
    }
    if (end == NULL || !number_parse(plain, out))
        return NULL;
    return end;
}

/* Marks that only offices use in numbers: ー５ for -5, 18。5 for 18.5. */
static char *office_marks(struct arena *a, const char *text)
{
    char *out = arena_copy(a, text);
    const char *from = out;
    size_t n = 0;
    while (*from != '\0') {
        uint32_t c = text_next(&from);
        if (c == 0x30fc && n == 0)
            c = '-';
        else if (c == 0x3002 && n > 0 && is_digit(out[n - 1]))
            c = '.';
        n += text_encode(c, out + n);
    }
    out[n] = '\0';
    return out;
}

bool number_parse_office(struct arena *a, const char *text, const char *unit,
                         double *out, unsigned *repairs)
{
    const char *trimmed = text_trim(a, text);
    if (is_spoilt_by_folding(trimmed))
        return false;
    const char *at = office_marks(a, text_fold(a, trimmed));
    unsigned found = NUMBER_AS_WRITTEN;
    static const char *const about[] = {"約", "およそ"};
    for (size_t i = 0; i < 2; i++) {
        if (text_starts_with(at, about[i])) {
            at += strlen(about[i]);
            found |= NUMBER_ABOUT;
            trimmed += strlen(about[i]);
            break;
        }
    }
    at = text_trim(a, at);
    double value;
    const char *end = read_amount(a, at, &value, &found);
    if (end == NULL)
        return false;
    /* The digits themselves were typed otherwise than they now read. */
    if (strncmp(text_trim(a, trimmed), at, (size_t)(end - at)) != 0)
        found |= NUMBER_FULL_WIDTH;
    const char *suffix = text_trim(a, end);
    if (*suffix != '\0') {
        if (unit == NULL || !is_same_unit(suffix, text_fold(a, unit)))
            return false;
        found |= NUMBER_UNIT;
    }
    *out = value;
    *repairs = found;
    return true;
}

bool number_parse_range(struct arena *a, const char *text, double *low,
                        double *high)
{
    if (is_spoilt_by_folding(text))
        return false;
    char *from = text_fold(a, text);
    const char *end = unsigned_end(from);
    if (end == NULL)
        return false;
    char *mark = from + (end - from);
    while (*mark == ' ')
        mark++;
    if (*mark != '~' && *mark != '-')
        return false;
    const char *to = mark + 1;
    while (*to == ' ')
        to++;
    double least, most;
    if (!is_digit(*to) || !number_parse(to, &most) ||
        !number_parse(arena_copy_n(a, from, (size_t)(end - from)), &least) ||
        least > most)
        return false;
    *low = least;
    *high = most;
    return true;
}

/* printf's decimal mark follows the locale; files hold '.'. */
static char *with_point(struct arena *a, const char *text)
{
    const char *mark = localeconv()->decimal_point;
    const char *at = strstr(text, mark);
    if (at == NULL || text_equal(mark, "."))
        return arena_copy(a, text);
    return arena_format(a, "%.*s.%s", (int)(at - text), text,
                        at + strlen(mark));
}

static char *write_digits(struct arena *a, double x, bool shortest)
{
    if (isnan(x))
        return arena_copy(a, "");
    if (isinf(x))
        return arena_copy(a, x > 0 ? "Inf" : "-Inf"); /* as R reads them */
    if (x == 0)
        return arena_copy(a, "0");
    char text[64];
    bool reads_back;
    for (int digits = shortest ? 15 : 17; digits <= 17; digits++) {
        if (number_digits(x, digits, text, &reads_back)) {
            if (reads_back)
                return arena_copy(a, text);
            continue;
        }
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (digits == 17 || strtod(text, NULL) == x)
            break;
    }
    return with_point(a, text);
}

char *number_write(struct arena *a, double x)
{
    return write_digits(a, x, true);
}

char *number_write_full(struct arena *a, double x)
{
    return write_digits(a, x, false);
}
