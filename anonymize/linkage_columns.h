/* linkage_columns: the columns that are compared, chosen or as told. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_COLUMNS_H
#define AYUMI_ANONYMIZE_LINKAGE_COLUMNS_H

#include "anonymize/linkage.h"

/* Makes components and units, and l->left_out. With compare rows in
 * l->settings just these; else by what each column holds: a constant column,
 * one put together from others (a full name beside its parts) and one whose
 * codes differ between the files are left out. STATUS_USAGE when nothing is
 * left, or a row of the settings names what is not there. */
MUST_CHECK enum status linkage_columns_choose(struct linkage *l);

#endif
