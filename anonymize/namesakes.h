/* namesakes: two strangers of one name are of one age more often than other
 * strangers are, since given names follow fashion.
 *
 * How much more often is seen in the files: of the pairs within one file that
 * share a name, as many as share the year of birth, over what chance would
 * give. Small files hold hardly any such pair, and in a dedupe they may be one
 * person: there counts what is known beforehand. */
#ifndef AYUMI_ANONYMIZE_NAMESAKES_H
#define AYUMI_ANONYMIZE_NAMESAKES_H

#include "anonymize/linkage.h"

/* Fills l->namesakes; needs units and forms. */
void namesakes_measure(struct linkage *l);

/* Log of how much likelier strangers are to agree so than name and birth each
 * for itself say; 0 where the pattern is not one of namesakes of one year. */
double namesakes_log_ratio(const struct linkage *l, uint64_t pattern);

#endif
