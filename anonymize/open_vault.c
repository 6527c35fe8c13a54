/* open_vault: a study's vault, opened for a question about one person. */
#include "anonymize/open_vault.h"

#include "anonymize/identity_lock.h"
#include "base/study_lock.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum status open_vault_begin(struct open_vault *o, struct arena *a,
                             const struct invocation *in)
{
    *o = (struct open_vault){.arena = a, .study = in->study, .lock = -1};
    enum status st =
        settings_load_and_speak(a, in->study, in->language_given, &o->settings);
    if (st != STATUS_OK)
        return st;
    if (!vault_exists(a, in->study)) {
        say_error("person.no_vault", in->study);
        return STATUS_REFUSED;
    }
    st = study_lock(a, in->study, IDENTITY_LOCK, &o->lock);
    if (st == STATUS_OK)
        st = key_file_load(a, in->study, &o->keys);
    if (st == STATUS_OK)
        st = vault_open(a, in->study, o->keys, &o->vault);
    return st;
}

enum status open_vault_close(struct open_vault *o)
{
    enum status st = vault_close(o->vault);
    o->vault = NULL;
    keys_free(o->keys);
    o->keys = NULL;
    study_unlock(o->lock);
    o->lock = -1;
    return st;
}

enum status person_of_pseudonym(struct vault *v, const char *pseudonym,
                                uint32_t *serial)
{
    *serial = 0;
    if (pseudonym[0] == TOKEN_MARK && pseudonym_is_valid(pseudonym + 1)) {
        say_error("person.is_token");
        return STATUS_REFUSED;
    }
    if (!pseudonym_is_valid(pseudonym)) {
        say_error("person.no_pseudonym");
        return STATUS_USAGE;
    }
    enum status st = vault_find_pseudonym(v, pseudonym, serial);
    if (st == STATUS_OK && *serial == 0) {
        say_error("person.nobody");
        return STATUS_REFUSED;
    }
    return st;
}

static bool read_number(struct arena *a, const char *parts[2])
{
    char line[512];
    if (isatty(STDIN_FILENO))
        fputs(message("person.ask_number"), stderr);
    char *comma =
        fgets(line, sizeof line, stdin) == NULL ? NULL : strchr(line, ',');
    if (comma == NULL)
        return false;
    *comma = '\0';
    parts[0] = text_trim(a, line);
    parts[1] = text_trim(a, comma + 1);
    return *parts[1] != '\0';
}

static enum status by_number(struct vault *v, struct arena *a, uint32_t *serial)
{
    const char *parts[2];
    uint32_t *found;
    size_t n = 0;
    *serial = 0;
    if (!read_number(a, parts)) {
        say_error("person.no_number");
        return STATUS_USAGE;
    }
    enum status st = vault_find(v, a, BLIND_NUMBER, parts, 2, &found, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        if (*serial != 0 && vault_root(v, found[i]) != vault_root(v, *serial)) {
            say_error("person.several");
            return STATUS_REFUSED;
        }
        *serial = found[i];
    }
    if (st == STATUS_OK && *serial == 0) {
        say_error("person.nobody");
        st = STATUS_REFUSED;
    }
    return st;
}

enum status person_asked(struct vault *v, struct arena *a,
                         const struct invocation *in, uint32_t *serial)
{
    if (in->n_operands > 1) {
        say_error("person.one_at_a_time");
        return STATUS_USAGE;
    }
    return in->n_operands == 1 ? person_of_pseudonym(v, in->operands[0], serial)
                               : by_number(v, a, serial);
}
