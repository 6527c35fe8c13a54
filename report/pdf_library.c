/* pdf_library: which libraries draw and finish the pages. */
#include "report/pdf_library.h"

#include "report/late_library.h"
#include <stddef.h>

#define PAPER_NAME(name) #name,
#define QPDF_NAME(name) "qpdf_" #name,

static const char *const paper_names[] = {PAPER_FUNCTIONS(PAPER_NAME) NULL};
static const char *const qpdf_names[] = {QPDF_FUNCTIONS(QPDF_NAME) NULL};

struct paper_functions paper;
struct qpdf_functions qpdf;

enum status pdf_library_load(void)
{
    /* PangoCairo brings Pango, cairo and GLib, whose functions are found
     * through it. */
    static const struct late_library drawing = {AYUMI_PANGOCAIRO, paper_names,
                                                &paper};
    static const struct late_library finishing = {AYUMI_QPDF, qpdf_names,
                                                  &qpdf};
    enum status st = late_library_load(&drawing);
    return st == STATUS_OK ? late_library_load(&finishing) : st;
}
