/* fuzz_normal_kana_sound: see fuzz_normal.h. */
#include "fuzz_normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_normal(normal_kana_sound, data, size);
    return 0;
}
