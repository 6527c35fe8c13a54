/* normal_digits: numbers that name something. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

size_t normal_digits(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t folded = normal_fold(in, n, points);
    size_t kept = 0;
    for (size_t i = 0; i < folded; i++) {
        uint32_t c = points[i];
        if (c >= 'a' && c <= 'z')
            c -= 32;
        if ((c >= '0' && c <= '9') || c >= 0x80 || (c >= 'A' && c <= 'Z') ||
            c == '?')
            points[kept++] = c;
    }
    return normal_write(points, kept, out, capacity);
}
