/* twins: strangers who share a surname and the day of birth, and often a
 * character of the given name.
 *
 * In two files of names and birth dates nearly every false link is of twins,
 * or of brothers and sisters born on one day of whom one is not in the other
 * file. How many there are is seen within each file, where nobody stands
 * twice: pairs of one day of birth that share a surname, less those that chance
 * gives. Small files hold hardly any: there counts what is known beforehand. */
#ifndef AYUMI_ANONYMIZE_TWINS_H
#define AYUMI_ANONYMIZE_TWINS_H

#include "anonymize/linkage.h"

/* Fills l->twins; needs the shares of pairs_sample. Nothing is known of twins
 * in a dedupe, where pairs of one file may be one person. */
void twins_measure(struct linkage *l);

/* Log of P(code of unit n | twins) / P(code | strangers), for each code of a
 * unit of names; 0 where a unit is none. */
void twins_fill(const struct linkage *l, size_t n, double out[UNIT_CODES]);

#endif
