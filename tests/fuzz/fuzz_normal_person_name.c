/* fuzz_normal_person_name: see fuzz_normal.h. */
#include "fuzz_normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_normal(normal_person_name, data, size);
    return 0;
}
