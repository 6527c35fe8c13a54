/* linkage_report: how far the links can be trusted. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_REPORT_H
#define AYUMI_ANONYMIZE_LINKAGE_REPORT_H

#include "anonymize/linkage.h"

/* report.csv (measure,value,low,high) and report.html in the language of the
 * process. Rates are expected ones, from the probabilities; with labels also
 * the precision and recall that they show (of the pairs that were decided,
 * which need not be like the others). */
MUST_CHECK enum status linkage_report_write(const struct linkage *l,
                                            const char *folder);

#endif
