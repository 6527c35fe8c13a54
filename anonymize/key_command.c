/* key_command: `key`, making, guarding and renewing a study's key. */
#include "anonymize/key_command.h"

#include "anonymize/audit.h"
#include "anonymize/identity_lock.h"
#include "anonymize/passphrase.h"
#include "anonymize/vault.h"
#include "base/study_lock.h"

#include <sodium.h>

const struct option key_options[] = {
    {"--new", NULL, false, "新しい鍵を作る", "make a new key"},
    {"--rotate", NULL, false, "鍵を新しくする（仮名は変わらない）",
     "renew the key; pseudonyms stay the same"},
    {"--passphrase", NULL, false,
     "パスフレーズで守る（--new とともに、またはいまの鍵に）",
     "guard it by a passphrase, with --new or the key that is there"},
    {"--two-persons", NULL, false,
     "2人で守る: 2つのパスフレーズがそろわないと開かない",
     "two holders: it opens with both passphrases only"},
    {"--no-passphrase", NULL, false,
     "パスフレーズを外す（無人で動かすため。危険は docs/privacy.md に）",
     "take the passphrase off, for unattended runs; docs/privacy.md says what "
     "the risk is"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static enum key_guard asked_guard(const struct invocation *in)
{
    if (option_given(in, "--two-persons"))
        return KEY_OF_TWO;
    return option_given(in, "--passphrase") ? KEY_OF_ONE : KEY_UNGUARDED;
}

static const char *guard_name(enum key_guard guard)
{
    switch (guard) {
    case KEY_OF_ONE:
        return "key.of_one";
    case KEY_OF_TWO:
        return "key.of_two";
    case KEY_UNGUARDED:
        break;
    }
    return "key.unguarded";
}

/* The line in the audit log comes first, under the key as it was. */
static enum status note(struct arena *a, const struct invocation *in,
                        const struct keys *k, const char *what)
{
    const struct audit_event event = {"key", "", what};
    return audit_append(a, in->study, k, &event);
}

/* ------------------------------------------------------------------ guarding
 */

static enum status guard_opened(struct arena *a, const struct invocation *in,
                                struct key_secret *secret,
                                struct key_shares *shares)
{
    struct keys *k = keys_of(secret);
    enum status st = k == NULL
                         ? STATUS_REFUSED
                         : key_shares_ask(asked_guard(in), secret, shares);
    if (st == STATUS_OK)
        st = note(a, in, k,
                  arena_format(a, "guard %zu", (size_t)asked_guard(in)));
    if (st == STATUS_OK)
        st = key_file_replace(a, in->study, secret, shares);
    if (st == STATUS_OK)
        say(guard_name(asked_guard(in)));
    keys_free(k);
    return st;
}

static enum status guard(struct arena *a, const struct invocation *in)
{
    struct key_secret *secret;
    struct key_shares shares;
    enum status st = key_file_unlock(a, in->study, &secret, &shares);
    if (st == STATUS_OK)
        st = guard_opened(a, in, secret, &shares);
    sodium_free(secret);
    return st;
}

/* ------------------------------------------------------------------ rotating
 */

static enum status rewrap(struct arena *a, const char *study,
                          const struct keys *k)
{
    struct vault *v;
    if (!vault_exists(a, study))
        return STATUS_OK;
    enum status st = vault_open(a, study, k, &v);
    if (st != STATUS_OK)
        return st;
    if (vault_key_version(v) != keys_newest(k)) {
        st = vault_begin(v);
        if (st == STATUS_OK)
            st = vault_rewrap(v, keys_newest(k));
        if (st == STATUS_OK)
            st = vault_commit(v);
        if (st != STATUS_OK)
            vault_rollback(v);
    }
    enum status closing = vault_close(v);
    return status_worse(st, closing);
}

/* Both masters stand in the file until no data key needs the older one; a
 * rotation that was cut short is finished with the master it began with. */
static enum status rotate_opened(struct arena *a, const struct invocation *in,
                                 struct key_secret *secret,
                                 const struct key_shares *shares)
{
    enum status st = STATUS_OK;
    if (secret->n_masters == 1) {
        key_secret_add_master(secret);
        st = key_file_replace(a, in->study, secret, shares);
    }
    struct keys *k = keys_of(secret);
    if (st == STATUS_OK && k == NULL)
        st = STATUS_REFUSED;
    if (st == STATUS_OK)
        st = note(a, in, k,
                  arena_format(a, "rotate to version %u", keys_newest(k)));
    if (st == STATUS_OK)
        st = rewrap(a, in->study, k);
    if (st == STATUS_OK) {
        secret->masters[0] = secret->masters[1];
        secret->n_masters = 1;
        st = key_file_replace(a, in->study, secret, shares);
    }
    if (st == STATUS_OK)
        say("key.rotated", (size_t)secret->masters[0].version);
    keys_free(k);
    return st;
}

static enum status rotate(struct arena *a, const struct invocation *in)
{
    struct key_secret *secret;
    struct key_shares shares;
    enum status st = key_file_unlock(a, in->study, &secret, &shares);
    if (st == STATUS_OK)
        st = rotate_opened(a, in, secret, &shares);
    sodium_free(secret);
    return st;
}

/* ------------------------------------------------------------------- the verb
 */

static enum status say_guard(struct arena *a, const struct invocation *in)
{
    enum key_guard how;
    enum status st = key_file_guard(a, in->study, &how);
    if (st == STATUS_OK)
        say(guard_name(how));
    return st;
}

static bool wants_guard(const struct invocation *in)
{
    return option_given(in, "--passphrase") ||
           option_given(in, "--two-persons") ||
           option_given(in, "--no-passphrase");
}

static bool contradicts_itself(const struct invocation *in)
{
    int verbs = option_given(in, "--new") + option_given(in, "--rotate");
    int guards = option_given(in, "--passphrase") +
                 option_given(in, "--two-persons") +
                 option_given(in, "--no-passphrase");
    return verbs > 1 || guards > 1 ||
           (option_given(in, "--rotate") && guards > 0);
}

static enum status change(struct arena *a, const struct invocation *in)
{
    int lock = -1;
    enum status st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = option_given(in, "--rotate") ? rotate(a, in) : guard(a, in);
    study_unlock(lock);
    return st;
}

enum status run_key(struct arena *a, const struct command *self,
                    void *invocation)
{
    const struct invocation *in = invocation;
    if (contradicts_itself(in)) {
        say_error("key.one_at_a_time", self->name);
        return STATUS_USAGE;
    }
    if (in->dry_run && key_file_exists(a, in->study))
        return say_guard(a, in);
    if (option_given(in, "--new"))
        return in->dry_run ? STATUS_OK
                           : key_file_create(a, in->study, asked_guard(in));
    if (option_given(in, "--rotate") || wants_guard(in))
        return change(a, in);
    return say_guard(a, in);
}
