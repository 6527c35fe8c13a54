/* linkage_run: from two files to links. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_RUN_H
#define AYUMI_ANONYMIZE_LINKAGE_RUN_H

#include "anonymize/linkage.h"

struct options linkage_usual_options(void);

/* l->data and l->options are given; everything else is found. */
MUST_CHECK enum status linkage_run(struct linkage *l);

#endif
