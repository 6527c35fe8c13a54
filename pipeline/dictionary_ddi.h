/* dictionary_ddi: the codebook as DDI-Codebook 2.5, for archives.
 *
 * One fileDscr per kind, one var per column that may cross the wall, with
 * labels in Japanese and English, ranges, units, codes; words for a missing
 * answer are categories with missing="Y". Columns that stay at the office are
 * not data of the study and stand nowhere.
 *
 * Valid against ddi_codebook_2_5.xsd of the DDI Alliance (xmllint --schema;
 * tests/reference/ddi/validate.sh asks again, given the folder of schemas).
 * The same codebook gives the same bytes: no date, no path. */
#ifndef AYUMI_PIPELINE_DICTIONARY_DDI_H
#define AYUMI_PIPELINE_DICTIONARY_DDI_H

#include "base/codebook.h"

MUST_CHECK enum status dictionary_ddi(struct arena *a, const char *path,
                                      const struct codebook *c);

#endif
