/* audit: who looked at whom, when and why. identity/audit.log.
 *
 * One line an event, oldest first: number, time (UTC), user, action, subject,
 * detail, and a keyed hash of all that and of the hash before it, between
 * tabs. Without the key no line can be changed, taken out or put elsewhere
 * unseen; that the newest lines were cut off is seen by the last hash, which
 * `audit --verify` prints for a paper register.
 *
 * The file names people by pseudonym at most. A reason is kept as it was
 * typed, so the file stays in identity/ (mode 0600). */
#ifndef AYUMI_ANONYMIZE_AUDIT_H
#define AYUMI_ANONYMIZE_AUDIT_H

#include "anonymize/key_file.h"
#include <stddef.h>

#define AUDIT_FILE_NAME "audit.log"
#define AUDIT_APPROVAL "approve_handover" /* detail: the manifest's SHA-256 */

enum { AUDIT_HASH_SIZE = 32, AUDIT_HASH_TEXT = 2 * AUDIT_HASH_SIZE + 1 };

struct audit_event {
    const char *action;  /* one word: "reidentify" */
    const char *subject; /* pseudonym, or "" */
    const char *detail;  /* reason, counts; control characters become blanks */
};

/* Under the study's lock. On disk before it returns, so call it before what
 * it speaks of is shown or done. STATUS_REFUSED with a message, nothing
 * written, when the chain is broken or the file is open to others; STATUS_IO
 * likewise when it can't be written. A line torn by a power cut, which
 * nothing was done upon, is taken away first. */
MUST_CHECK enum status audit_append(struct arena *a, const char *study,
                                    const struct keys *k,
                                    const struct audit_event *event);

enum audit_fault {
    AUDIT_WHOLE,
    AUDIT_CHANGED, /* a line does not say what was written */
    AUDIT_REMOVED, /* lines are missing before it */
    AUDIT_MOVED,   /* the line that belongs here stands further down, or the
                      one that stands here is one from further up */
    AUDIT_TORN     /* the last line has no end: a power cut, or cut off */
};

struct audit_check {
    enum audit_fault fault;
    size_t n_lines;  /* whole lines before the fault */
    size_t bad_line; /* from 1; 0 when whole */
    char last[AUDIT_HASH_TEXT];
    bool has_expected; /* some line has the hash that was asked for */
};

/* A missing file is whole and has no lines. `expected` (64 hexadecimal
 * digits, of the paper register) may be NULL. Writes nothing. */
MUST_CHECK enum status audit_verify(struct arena *a, const char *study,
                                    const struct keys *k, const char *expected,
                                    struct audit_check *out);

/* Does a line tell of this action with this detail? Of a log that
 * audit_verify found whole; itself it follows no chain. */
MUST_CHECK enum status audit_tells(struct arena *a, const char *study,
                                   const char *action, const char *detail,
                                   bool *tells);

#endif
