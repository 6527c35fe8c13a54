/* normal_number: a quantity, or a month, which one office writes 07 and
 * another 7. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

static bool is_whole_number(const char *form, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (form[i] < '0' || form[i] > '9')
            return false;
    return n > 0;
}

size_t normal_number(const char *in, size_t n, char *out, size_t capacity)
{
    char form[NORMAL_CAPACITY];
    size_t length = normal_text(in, n, form, sizeof form), zeros = 0;
    if (is_whole_number(form, length))
        while (zeros + 1 < length && form[zeros] == '0')
            zeros++;
    return normal_copy(form + zeros, length - zeros, out, capacity);
}
