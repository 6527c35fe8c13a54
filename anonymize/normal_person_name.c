/* normal_person_name: names in kanji, kana or Latin letters. */
#include "anonymize/normal.h"

size_t normal_person_name(const char *in, size_t n, char *out, size_t capacity)
{
    return normal_text(in, n, out, capacity);
}
