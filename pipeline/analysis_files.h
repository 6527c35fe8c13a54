/* analysis_files: a fit as CSV files for R, Excel, pandas and people. */
#ifndef AYUMI_PIPELINE_ANALYSIS_FILES_H
#define AYUMI_PIPELINE_ANALYSIS_FILES_H

#include "pipeline/analysis_fit.h"

/* coefficients.csv fit.csv vcov.csv predictions.csv margins.csv; where there
 * are estimates terms.csv, for a binary outcome performance.csv, with profile
 * limits lr_tests.csv, with an ordinal model proportional_odds.csv.
 * The folder is made when missing. */
MUST_CHECK enum status analysis_write(struct arena *a, const char *folder,
                                      const struct analysis_result *r,
                                      double level);

#endif
