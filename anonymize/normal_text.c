/* normal_text: any text, and the sexes as offices write them. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

static bool is_punctuation(uint32_t c)
{
    return c < 0x80
               ? !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '?'
               : c == 0x3001 || c == 0x3002 || c == 0x30fb || c == 0x2019 ||
                     c == 0x2018 || c == 0x201c || c == 0x201d;
}

/* An apostrophe joins (o'brien, obrien); other marks part. */
static bool joins(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018;
}

size_t normal_text(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t folded = normal_fold(in, n, points);
    size_t kept = 0;
    bool parted = false;
    for (size_t i = 0; i < folded; i++) {
        uint32_t c = points[i];
        if (joins(c))
            continue;
        if (is_punctuation(c)) {
            parted = kept > 0;
            continue;
        }
        if (parted)
            points[kept++] = ' ';
        points[kept++] = c;
        parted = false;
    }
    return normal_write(points, kept, out, capacity);
}

static const struct {
    const char *written;
    char sex;
} sexes[] = {
    {"男", 'm'}, {"男性", 'm'}, {"m", 'm'}, {"male", 'm'},
    {"女", 'f'}, {"女性", 'f'}, {"f", 'f'}, {"female", 'f'},
};

size_t normal_sex(const char *in, size_t n, char *out, size_t capacity)
{
    char word[NORMAL_CAPACITY];
    size_t size = normal_text(in, n, word, sizeof word);
    for (size_t i = 0; i < sizeof sexes / sizeof *sexes; i++) {
        const char *s = sexes[i].written;
        if (capacity > 0 && strlen(s) == size && memcmp(s, word, size) == 0) {
            out[0] = sexes[i].sex;
            return 1;
        }
    }
    return normal_text(in, n, out, capacity);
}
