/* workbook_library: which library writes workbooks. */
#include "report/workbook_library.h"

#include "report/late_library.h"
#include <stddef.h>

#define WORKBOOK_NAME(name) #name,

static const char *const names[] = {WORKBOOK_FUNCTIONS(WORKBOOK_NAME) NULL};

struct workbook_functions lxw;

enum status workbook_library_load(void)
{
    static const struct late_library writing = {AYUMI_XLSXWRITER, names, &lxw};
    return late_library_load(&writing);
}
