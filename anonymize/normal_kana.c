/* normal_kana: readings as offices and banks write them. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

/* ァィゥェォッャュョヮヵヶ and what each is written as where there is no small
 * one; ヲ ヰ ヱ by their sound. */
static uint32_t large(uint32_t c)
{
    switch (c) {
    case 0x30a1:
    case 0x30a3:
    case 0x30a5:
    case 0x30a7:
    case 0x30a9:
    case 0x30c3:
    case 0x30e3:
    case 0x30e5:
    case 0x30e7:
    case 0x30ee:
        return c + 1;
    case 0x30f5:
        return 0x30ab;
    case 0x30f6:
        return 0x30b1;
    case 0x30f2:
        return 0x30aa;
    case 0x30f0:
        return 0x30a4;
    case 0x30f1:
        return 0x30a8;
    default:
        return c;
    }
}

size_t normal_kana(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t folded = normal_fold(in, n, points);
    size_t kept = 0;
    bool parted = false;
    for (size_t i = 0; i < folded; i++) {
        uint32_t c = points[i];
        if (c >= 0x3041 && c <= 0x3096)
            c += 0x60;
        if (c == ' ') {
            parted = kept > 0;
            continue;
        }
        if (c == '-')
            c = 0x30fc;
        if (parted)
            points[kept++] = ' ';
        points[kept++] = large(c);
        parted = false;
    }
    return normal_write(points, kept, out, capacity);
}
