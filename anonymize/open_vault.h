/* open_vault: a study's vault, opened for a question about one person or a
 * list, and who is asked about. */
#ifndef AYUMI_ANONYMIZE_OPEN_VAULT_H
#define AYUMI_ANONYMIZE_OPEN_VAULT_H

#include "anonymize/vault.h"
#include "base/command_line.h"
#include "base/settings.h"

struct open_vault {
    struct arena *arena;
    const char *study;
    struct settings settings;
    struct keys *keys;
    struct vault *vault;
    int lock;
};

/* Settings and language, the identity room's lock, the key (asking for its
 * passphrases), the vault. open_vault_close must be called also after a
 * failure. STATUS_REFUSED with a message when there is no vault. */
MUST_CHECK enum status open_vault_begin(struct open_vault *o, struct arena *a,
                                        const struct invocation *in);
MUST_CHECK enum status open_vault_close(struct open_vault *o);

/* Who is asked about: the operand, a pseudonym, also one that was merged away
 * since; or without an operand a line "OFFICE,NUMBER" of standard input (an
 * office number is not for the command line, which others on the machine can
 * see). *serial is not a root. STATUS_REFUSED or STATUS_USAGE with a message
 * when it is nobody, or several. */
MUST_CHECK enum status person_asked(struct vault *v, struct arena *a,
                                    const struct invocation *in,
                                    uint32_t *serial);
/* By pseudonym only. */
MUST_CHECK enum status
person_of_pseudonym(struct vault *v, const char *pseudonym, uint32_t *serial);

#endif
