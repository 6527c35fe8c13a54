/* xlsx_value: what a number in a workbook's cell shows, by its format. */
#include "base/xlsx_value.h"

#include "base/calendar.h"
#include "base/number_text.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400, MAX_SHOWN_DIGITS = 32 };

struct number_format number_format_built_in(unsigned id)
{
    bool is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                   (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    if (is_date)
        return (struct number_format){LOOK_DATE, 0};
    if (id == 9 || id == 10)
        return (struct number_format){LOOK_PERCENT, 0};
    return (struct number_format){LOOK_NUMBER, 0};
}

/* Behind what is only shown: "quoted", \x, _x, *x and [bracketed] text, but
 * [h] [mm] [ss] are durations. NULL at the end of the first section. */
static const char *skip_shown(const char *at)
{
    for (;;) {
        const char *end = NULL;
        if (*at == '"')
            end = strchr(at + 1, '"');
        else if (*at == '[' && strchr("hms", at[1]) == NULL)
            end = strchr(at + 1, ']');
        else if (*at == '\\' || *at == '_' || *at == '*')
            end = at[1] == '\0' ? NULL : at + 1;
        else
            return *at == '\0' || *at == ';' ? NULL : at;
        if (end == NULL)
            return NULL;
        at = end + 1;
    }
}

struct number_format number_format_of(const char *code)
{
    struct number_format f = {LOOK_NUMBER, 0};
    bool has_figure = false, has_era = false;
    int digits = 0;
    size_t n = 0;
    if (text_starts_with(code, "General") || text_starts_with(code, "G/"))
        return f;
    for (const char *at = skip_shown(code); at != NULL;
         at = skip_shown(at + 1)) {
        n++;
        digits += *at == '0';
        has_figure = has_figure || strchr("0#?", *at) != NULL;
        has_era = has_era || *at == 'e' || *at == 'E';
        if (*at == '%')
            f.look = LOOK_PERCENT;
        else if (strchr("ymdhsgYMDHSG", *at) != NULL)
            f.look = LOOK_DATE;
    }
    if (has_era && !has_figure)
        f.look = LOOK_DATE;
    if (f.look == LOOK_NUMBER && digits >= 2 && (size_t)digits == n &&
        digits <= MAX_SHOWN_DIGITS)
        f.digits = digits;
    return f;
}

/* Excel shows 15 digits: 18.100000000000001 is 18.1. */
static const char *plain_number(struct arena *a, double x)
{
    char *text = arena_format(a, "%.15g", x == 0 ? 0.0 : x);
    if (strchr(text, 'e') == NULL || fabs(x) >= 1)
        return text;
    text = arena_format(a, "%.20f", x);
    size_t n = strlen(text);
    while (text[n - 1] == '0')
        n--;
    return arena_copy_n(a, text, text[n - 1] == '.' ? n - 1 : n);
}

/* false when the serial is no day. */
static bool day_of_serial(double serial, bool from_1904, struct date *out)
{
    static const struct date epoch_1900 = {1899, 12, 31};
    static const struct date epoch_1904 = {1904, 1, 1};
    if (serial < 0 || serial > 200000)
        return false;
    int32_t n = (int32_t)serial;
    if (from_1904) {
        *out = date_from_days(date_to_days(epoch_1904) + n);
    } else {
        if (n == 0 || n == 60) /* 29 February 1900 never was */
            return false;
        *out = date_from_days(date_to_days(epoch_1900) + n - (n > 60));
    }
    return date_is_valid(*out);
}

static const char *date_text(struct arena *a, double x, bool from_1904)
{
    double day = floor(x);
    int32_t seconds = (int32_t)floor((x - day) * SECONDS_A_DAY + 0.5);
    struct date d;
    char iso[11];
    if (seconds == SECONDS_A_DAY) {
        seconds = 0;
        day++;
    }
    const char *time =
        seconds % 60 == 0
            ? arena_format(a, "%02d:%02d", seconds / 3600, seconds / 60 % 60)
            : arena_format(a, "%02d:%02d:%02d", seconds / 3600,
                           seconds / 60 % 60, seconds % 60);
    if (day == 0 && seconds > 0)
        return time;
    if (!day_of_serial(day, from_1904, &d))
        return NULL;
    date_write_iso(d, iso);
    return seconds == 0 ? arena_copy(a, iso)
                        : arena_format(a, "%s %s", iso, time);
}

const char *xlsx_number_text(struct arena *a, const char *text,
                             struct number_format format, bool from_1904)
{
    double x;
    if (!number_parse_machine(text, &x) || !isfinite(x))
        return NULL;
    if (format.look == LOOK_PERCENT)
        return arena_format(a, "%s%%", plain_number(a, x * 100));
    if (format.look == LOOK_DATE) {
        const char *shown = date_text(a, x, from_1904);
        return shown == NULL ? plain_number(a, x) : shown;
    }
    if (format.digits > 0 && x >= 0 && x == floor(x) && x < 1e15)
        return arena_format(a, "%0*.0f", format.digits, x);
    return plain_number(a, x);
}

static int hex_value(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits) % 16;
}

const char *xlsx_unescape(struct arena *a, const char *text)
{
    if (strstr(text, "_x") == NULL)
        return text;
    char *out = arena_take(a, strlen(text) + 1);
    size_t n = 0;
    while (*text != '\0') {
        uint32_t code = 0;
        bool is_escape = text[0] == '_' && text[1] == 'x';
        for (size_t i = 2; is_escape && i < 6; i++) {
            int digit = hex_value(text[i]);
            is_escape = digit >= 0;
            code = code * 16 + (uint32_t)(is_escape ? digit : 0);
        }
        if (is_escape && text[6] == '_' && code > 0 && code < 0x80) {
            n += text_encode(code, out + n);
            text += 7;
        } else {
            out[n++] = *text++;
        }
    }
    return out;
}
