/* identity_run: one run of the identity room, and its three steps.
 *
 *   step1_intake    inbox/ -> fates, findings; identity columns -> vault
 *   step2_match     rows of the vault -> people; doubts -> review/
 *   step3_handover  inbox/ + people + consent -> handover/
 *
 * Steps 1 and 2 are one transaction of the vault. A study without files
 * about people has neither keys nor vault. */
#ifndef AYUMI_ANONYMIZE_IDENTITY_RUN_H
#define AYUMI_ANONYMIZE_IDENTITY_RUN_H

#include "anonymize/corrections.h"
#include "anonymize/review.h"
#include "anonymize/study_files.h"
#include "anonymize/vault.h"

struct manifest_parts;
struct invocation; /* base/command_line.h */

struct identity_run {
    struct arena *arena;
    const char *study;
    struct settings settings;
    struct codebook codebook;
    struct name_variants variants;
    struct study_files files;
    struct keys *keys;   /* NULL until a file about people was met */
    struct vault *vault; /* NULL likewise; inside a transaction */
    bool new_delivery;   /* of the file that is being taken in */
    bool is_dry;         /* nothing is written: a missing vault is not made */
    struct review review;
    struct corrections corrections;     /* asked for in files of kind 28 */
    const struct manifest_parts *parts; /* NULL until they are handed over */
};

/* Settings, codebook, names, the list of files of the study that is asked for;
 * from the settings on everything is said in its language, unless one was
 * given. identity_run_close must be called also after a failure. as_of_asked:
 * NULL when not asked. */
MUST_CHECK enum status identity_run_open(struct identity_run *r,
                                         struct arena *a,
                                         const struct invocation *in,
                                         const struct date *as_of_asked);
/* Rolls back what was not committed. */
MUST_CHECK enum status identity_run_close(struct identity_run *r);

/* Always true afterwards
 *     received = accepted + quarantined + duplicate + superseded, per file */
MUST_CHECK enum status step1_intake(struct identity_run *r);

/* Always true afterwards
 *     received = … + outside, per file
 *     every accepted or superseded row of a participant has a person */
MUST_CHECK enum status step2_match(struct identity_run *r);

/* handover/ is replaced as a whole, or not at all. */
MUST_CHECK enum status step3_handover(struct identity_run *r);

/* Makes what the steps found permanent: vault, then review/ if it was
 * matched. */
MUST_CHECK enum status identity_run_commit(struct identity_run *r,
                                           bool is_matched);

/* true when handover/ is already what this run would write: same files,
 * codebook, settings, answers, as-of and program. Needs no key. */
MUST_CHECK enum status identity_run_is_unchanged(struct identity_run *r,
                                                 bool *unchanged);
/* After a successful handover: what to compare with the next time. */
MUST_CHECK enum status identity_run_remember(struct identity_run *r);

/* Before the vault changes otherwise: the next handover is written anew, and
 * nothing is left of what was found in files. */
MUST_CHECK enum status identity_run_forget(struct identity_run *r);

/* The value of thresholds.csv in force on the as-of day; STATUS_USAGE with a
 * message when there is none. */
MUST_CHECK enum status identity_threshold(const struct identity_run *r,
                                          const char *name, double *out);

/* What a row says about its person; texts as written, trimmed. */
void row_person(struct arena *a, const struct delivered_file *f,
                const struct cell *birth, const struct cell *office,
                const char *const *texts, struct person_record *out);

#endif
