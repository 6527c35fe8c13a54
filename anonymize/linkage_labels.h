/* linkage_labels: pairs that a person has decided.
 *
 * CSV left_id,right_id,label with label same/different (同一/別人; anything
 * else, such as 不明, says nothing). They teach the weights and stand above
 * them: such a pair is linked, or never. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_LABELS_H
#define AYUMI_ANONYMIZE_LINKAGE_LABELS_H

#include "anonymize/linkage.h"

/* STATUS_USAGE with file and row when an id is in neither file, or one pair is
 * decided both ways, in one file also by way of others (a = b, b = c, and a and
 * c two people). */
MUST_CHECK enum status linkage_labels_read(struct linkage *l, const char *path);

/* Puts the decided pairs into l->links, as good as certain either way. */
void linkage_labels_apply(struct linkage *l);

/* The decision on a pair, or NULL. */
const struct label *linkage_label_of(const struct linkage *l, uint32_t i,
                                     uint32_t j);

#endif
