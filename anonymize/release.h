/* release: where study.csv asks for it (handover_approval), a finished
 * handover waits beside handover/ until an official has approved its hash.
 *
 *   handover.waiting/   as handover/, mode 0700: not released
 *   handover/approval.json   {"manifest_sha256":"…"}: of the manifest beside it
 *
 * `ayumi` takes a handover of such a study with the right approval only, and
 * none while another waits. */
#ifndef AYUMI_ANONYMIZE_RELEASE_H
#define AYUMI_ANONYMIZE_RELEASE_H

#include "anonymize/identity_run.h"

/* The folder into which this run writes. */
char *release_folder(const struct identity_run *r);

/* The folder in which the newest handover lies: waiting, else released. */
char *release_newest(const struct identity_run *r);

/* After a handover was written: one that says what is released already does
 * not wait. */
MUST_CHECK enum status release_settle(struct identity_run *r);

/* STATUS_FINDINGS, and said, while a handover waits; STATUS_OK else. */
MUST_CHECK enum status release_say(const struct identity_run *r);

/* hash: 16 digits or more of the waiting manifest's SHA-256. Writes the audit
 * line, then releases. STATUS_REFUSED with a message, and nothing changed,
 * when nothing waits, the hash is another's, or a file was changed since. */
MUST_CHECK enum status release_approve(struct arena *a, const char *study,
                                       const char *hash);

/* Who may write into handover/ can write an approval; only who opens the key
 * can write the line of the log. STATUS_REFUSED, and said, when the released
 * handover has the one without the other. The log was found whole. */
MUST_CHECK enum status release_check_log(struct arena *a, const char *study);

#endif
