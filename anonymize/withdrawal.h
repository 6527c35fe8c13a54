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

/* identity/withdrawals/PSEUDONYM.begun: there from before the withdrawal is in
 * the vault until its certificate is written; in it stands what was found
 * (withdraw_research.h). Its path, in the arena. */
const char *withdrawal_record(struct arena *a, const char *study,
                              const struct withdrawal *w);
MUST_CHECK enum status withdrawal_begin(struct arena *a, const char *study,
                                        const struct withdrawal *w);

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
