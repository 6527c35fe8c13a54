/* inquiry: 照会票, what each office is asked to look up.
 *
 * Only an office can say which row of its paper is meant: the research side
 * never sees the number that it knows the row by. So the letters are written
 * here, into review/inquiry/<as-of>/, one for every office (subfolder of the
 * inbox) that has something to look up:
 *
 *   照会票_<office>.html .xlsx  a letter ready to send, and its list
 *   回答票_<office>.csv .xlsx   the answer: a file of corrections (28) with
 *                              table, number, item, file and row filled in,
 *                              to come back through the inbox
 *
 * A row is named by file, row and the sender's own number, never by a
 * pseudonym, a name or what stands in it. First come the findings that touch
 * the most printed cells, once a run has printed any; before that those that
 * most scores, classes and comparisons use. */
#ifndef AYUMI_ANONYMIZE_INQUIRY_H
#define AYUMI_ANONYMIZE_INQUIRY_H

#include "anonymize/identity_run.h"
#include "base/command_line.h"

#define INQUIRY_FOLDER "inquiry" /* in review/ */

/* After the handover: all findings of the identity room are known. */
MUST_CHECK enum status inquiry_write(struct identity_run *r);

/* The letters once more, from what a run of the research side left open: the
 * findings that only it can make are asked too, and all are ranked by printed
 * cells. */
MUST_CHECK enum status inquiry_write_printed(struct identity_run *r,
                                             const char *cells_path);

/* ayumi-anonymize inquiry */
enum status run_inquiry(struct arena *a, const struct command *self,
                        void *invocation);

#endif
