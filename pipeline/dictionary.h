/* dictionary: the codebook as people read it: one HTML page, one workbook. */
#ifndef AYUMI_PIPELINE_DICTIONARY_H
#define AYUMI_PIPELINE_DICTIONARY_H

#include "base/codebook.h"
#include "base/messages.h"

MUST_CHECK enum status dictionary_html(struct arena *a, const char *path,
                                       const struct codebook *c,
                                       enum language lang);
MUST_CHECK enum status dictionary_xlsx(struct arena *a, const char *path,
                                       const struct codebook *c,
                                       enum language lang);

#endif
