/* fuzz_normal_digits: see fuzz_normal.h. */
#include "fuzz_normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_normal(normal_digits, data, size);
    return 0;
}
