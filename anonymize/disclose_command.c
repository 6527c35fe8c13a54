/* disclose_command: `disclose`, everything held about one person, printed.
 *
 * The page lies in identity/, expires like the clerk's other lists, and the
 * audit line is on the disk before it is. */
#include "anonymize/disclose_command.h"

#include "anonymize/audit.h"
#include "anonymize/consent_forms.h"
#include "anonymize/disclosure.h"
#include "anonymize/expiring_list.h"
#include "anonymize/identity_lock.h"
#include "anonymize/open_vault.h"
#include "anonymize/passphrase.h"
#include "base/study_lock.h"

const struct option disclose_options[] = {
    {"--days", "N", false, "開示書を残す日数（1から60、省略時は14）",
     "how many days the page may stay, 1 to 60 (default 14)"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static enum status write_page(struct identity_run *r,
                              const struct consent_ledger *consent,
                              uint32_t root, int days)
{
    struct subject pseudonym;
    struct disclosure d = {.run = r, .consent = consent, .root = root};
    char iso[11];
    struct date until = date_from_days(date_to_days(r->files.today) + days);
    pseudonym_write(r->keys, root, &pseudonym);
    date_write_iso(until, iso);
    if (r->is_dry) {
        say("disclose.would", pseudonym.text);
        return STATUS_OK;
    }
    const struct audit_event event = {"disclose", pseudonym.text,
                                      arena_format(r->arena, "until %s", iso)};
    char *path =
        list_path(r->arena, r->study, DISCLOSURE_LIST, pseudonym.text, until);
    enum status st = audit_append(r->arena, r->study, r->keys, &event);
    if (st == STATUS_OK)
        st = disclosure_write(&d, path);
    if (st == STATUS_OK) {
        say("disclose.written", d.n_rows, path);
        say("list.expires", iso);
    }
    return st;
}

static enum status disclose(struct identity_run *r, const struct invocation *in,
                            int days)
{
    struct consent_ledger consent;
    uint32_t serial;
    enum status st = step1_intake(r);
    if (st == STATUS_OK && r->vault == NULL)
        st = key_file_load(r->arena, r->study, &r->keys);
    if (st == STATUS_OK && r->vault == NULL) {
        st = vault_open(r->arena, r->study, r->keys, &r->vault);
        if (st == STATUS_OK)
            st = vault_begin(r->vault);
    }
    if (st == STATUS_OK)
        st = step2_match(r);
    if (st == STATUS_OK)
        st = consent_forms_read(r, &consent);
    if (st == STATUS_OK)
        st = person_asked(r->vault, r->arena, in, &serial);
    return st == STATUS_OK
               ? write_page(r, &consent, vault_root(r->vault, serial), days)
               : st;
}

enum status run_disclose(struct arena *a, const struct command *self,
                         void *invocation)
{
    const struct invocation *in = invocation;
    struct identity_run r;
    int lock = -1, days;
    (void)self;
    if (!list_days(option_value(in, "--days"), &days)) {
        say_error("command.wrong_value", "--days", "1-60");
        return STATUS_USAGE;
    }
    enum status st = identity_run_open(&r, a, in, NULL);
    r.files.as_of = r.files.today;
    r.files.as_of_is_asked = true;
    r.is_dry = in->dry_run;
    if (st == STATUS_OK && !vault_exists(a, in->study)) {
        say_error("person.no_vault", in->study);
        st = STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = disclose(&r, in, days);
    enum status closing = identity_run_close(&r);
    study_unlock(lock);
    return status_worse(st, closing);
}
