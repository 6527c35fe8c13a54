/* cell_signs: what a text shows of what was done to it on its way here. */
#include "base/cell_signs.h"

#include "base/text.h"

#include <string.h>

bool text_is_exponent(const char *text)
{
    static const char digits[] = "0123456789";
    size_t n = strspn(text, digits);
    if (n == 0)
        return false;
    text += n;
    if (*text == '.') {
        n = strspn(++text, digits);
        if (n == 0)
            return false;
        text += n;
    }
    if ((*text != 'E' && *text != 'e') || text[1] != '+')
        return false;
    text += 2;
    n = strspn(text, digits);
    return n > 0 && text[n] == '\0';
}

bool text_has_lost_character(const char *text)
{
    static const char *const marks[] = {"〓", "■", "?", "？", "\xef\xbf\xbd"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strstr(text, marks[i]) != NULL)
            return true;
    return false;
}

/* 0 = Sunday; -1 when the text begins with no weekday. */
static int weekday_named(const char *text)
{
    static const char *const names[] = {"日", "月", "火", "水",
                                        "木", "金", "土"};
    static const char *const english[] = {"sun", "mon", "tue", "wed",
                                          "thu", "fri", "sat"};
    for (int i = 0; i < 7; i++) {
        bool is_english = true;
        for (size_t n = 0; n < 3; n++)
            is_english = is_english && text[n] != '\0' &&
                         strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz",
                                text[n]) != NULL &&
                         (text[n] | 0x20) == english[i][n];
        if (is_english || text_starts_with(text, names[i]))
            return i;
    }
    return -1;
}

bool text_is_another_weekday(struct arena *a, const char *text, struct date day)
{
    const char *folded = text_fold_header(a, text);
    if (*folded == '(')
        folded++;
    int named = weekday_named(folded);
    return named >= 0 && named != (int)date_weekday(day);
}
