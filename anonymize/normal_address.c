/* normal_address: addresses, house numbers as N-N-N. */
#include "anonymize/normal.h"

size_t normal_address(const char *in, size_t n, char *out, size_t capacity)
{
    return normal_text(in, n, out, capacity);
}
