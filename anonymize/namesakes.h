/* namesakes: two strangers of one name are of one age more often than other
 * strangers are, since given names follow fashion.
 *
 * How much more often is seen in the files: of the pairs within one file that
 * share a name, as many as share the year of birth, over what chance would
 * give. Small files hold hardly any such pair, and in a dedupe they may be one
 * person: there counts what is known beforehand.
 *
 * And they are of one sex, where names tell it: seen among random pairs. */
#ifndef AYUMI_ANONYMIZE_NAMESAKES_H
#define AYUMI_ANONYMIZE_NAMESAKES_H

#include "anonymize/linkage.h"

/* Fills l->namesakes; needs units and forms. */
void namesakes_measure(struct linkage *l);

/* The sexes of strangers whose given name agrees, from the levels of n random
 * pairs (pair_levels). Needs what namesakes_measure fills. */
void namesakes_measure_sexes(struct linkage *l, const uint64_t *levels,
                             size_t n);

/* Log of how much likelier strangers are to agree so than name, birth and
 * sex each for itself say; 0 where the pattern is not one of namesakes. */
double namesakes_log_ratio_of_year(const struct linkage *l, uint64_t pattern);
double namesakes_log_ratio_of_sex(const struct linkage *l, uint64_t pattern);

#endif
