/* fuzz_normal_telephone: see fuzz_normal.h. */
#include "fuzz_normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_normal(normal_telephone, data, size);
    return 0;
}
