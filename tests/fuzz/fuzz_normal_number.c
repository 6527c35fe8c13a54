/* fuzz_normal_number: see fuzz_normal.h. */
#include "fuzz_normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_normal(normal_number, data, size);
    return 0;
}
