/* withdrawal: what was asked for when a person withdrew, and what was done. */
#ifndef AYUMI_ANONYMIZE_WITHDRAWAL_H
#define AYUMI_ANONYMIZE_WITHDRAWAL_H

#include "anonymize/vault.h"
#include "anonymize/withdraw_research.h"
#include "base/calendar.h"
#include "base/settings.h"

struct withdrawal {
    const char *scope; /* "all" "follow" "link" "reuse" */
    struct date day;
    bool backward;         /* what was collected before goes as well */
    bool is_further;       /* that day another one was told before it */
    bool erase_rows;       /* of study.sqlite and the exports, at once */
    const char *pseudonym; /* the one the person is known by now */
    size_t n_pseudonyms;   /* and those of records joined to it */
    const char **pseudonyms;
    bool is_erased;      /* the vault's keys were destroyed */
    size_t n_vault_rows; /* emptied in the vault */
    struct research_traces traces;
};

/* Both in the arena: identity/withdrawals, and the options that ask for this
 * withdrawal, "--scope all --backward --date 2023-08-01 --rows erase". */
char *withdrawal_folder(struct arena *a, const char *study);
const char *withdrawal_words(struct arena *a, const struct withdrawal *w);

/* identity/withdrawals/PSEUDONYM.begun: there from before the withdrawal is in
 * the vault until its certificate is written; in it stand the words that ask
 * for it, and what was found (withdraw_research.h). Its path, in the arena. */
const char *withdrawal_record(struct arena *a, const char *study,
                              const struct withdrawal *w);
MUST_CHECK enum status withdrawal_begin(struct arena *a, const char *study,
                                        const struct withdrawal *w);

/* A person's withdrawal that is in the vault and was cut short is ended before
 * another one of theirs. STATUS_REFUSED with a message that tells the command
 * to give. told: the n consents of the person. */
MUST_CHECK enum status
withdrawal_stop_if_other(struct arena *a, const char *study,
                         const struct withdrawal *w,
                         const struct vault_consent *told, size_t n);

/* Says how many withdrawals, whosever, were begun and have not ended. */
MUST_CHECK enum status withdrawals_say_unfinished(struct arena *a,
                                                  const char *study);

/* identity/withdrawals/PSEUDONYM_DAY.html, for printing; *path in the arena. Of
 * a further withdrawal of that day PSEUDONYM_DAY_SCOPE.html, or with _backward
 * behind the scope, so that each keeps its own.
 * The same withdrawal gives the same bytes: one that was finished before leaves
 * its certificate as it is, as there is nothing left that it could tell. No
 * name is in it: the counter writes it by hand. */
MUST_CHECK enum status withdrawal_certificate(struct arena *a,
                                              const char *study,
                                              const struct settings *settings,
                                              const struct withdrawal *w,
                                              const char **path);

#endif
