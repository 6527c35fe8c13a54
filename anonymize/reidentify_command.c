/* reidentify_command: `reidentify`, whose pseudonym is this?
 *
 * Only with a reason, only to a terminal, and only after the line in the
 * audit log is on the disk. A key of two holders asks for both passphrases
 * before anything else happens. */
#include "anonymize/reidentify_command.h"

#include "anonymize/audit.h"
#include "anonymize/open_vault.h"
#include "anonymize/passphrase.h"
#include "base/japanese_date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct option reidentify_options[] = {
    {"--reason", "TEXT", false,
     "なぜ本人を確かめるのか（必須。監査記録に残ります。氏名は書かない）",
     "why the person has to be known (needed; kept in the audit log; no "
     "names)"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

enum { SHORTEST_REASON = 4 };

static enum status check_request(const struct invocation *in)
{
    const char *reason = option_value(in, "--reason");
    if (in->n_operands != 1) {
        say_error("person.needs_pseudonym", "reidentify");
        return STATUS_USAGE;
    }
    if (reason == NULL || text_length(reason) < SHORTEST_REASON) {
        say_error("reidentify.needs_reason");
        return STATUS_USAGE;
    }
    if (!in->dry_run && !isatty(STDOUT_FILENO)) {
        say_error("reidentify.terminal_only");
        return STATUS_REFUSED;
    }
    return STATUS_OK;
}

/* ----------------------------------------------------------------- printing */

static void print_field(const char *name, const char *value)
{
    if (*value != '\0')
        printf("  %s: %s\n", message(name), value);
}

static void print_contact(struct arena *a, const char *lines)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        print_field("person.contact", arena_copy_n(a, lines, n));
        lines += n + (lines[n] == '\n');
    }
}

static const char *birth_text(struct arena *a, const char *iso)
{
    struct date birth;
    if (language_get() != LANGUAGE_JA || !date_parse_iso(iso, &birth))
        return iso;
    return arena_format(a, "%s (%s)", japanese_date_write(a, birth), iso);
}

static void print_record(struct arena *a, const struct person_record *r)
{
    print_field("person.name", r->name);
    print_field("person.kana", r->kana);
    print_field("person.birth", birth_text(a, r->birth));
    print_field("person.office", r->office);
    print_field("person.number", r->number);
    print_contact(a, r->contact);
}

/* A person joined from several records has one line of each. */
static enum status print_people(struct open_vault *o, uint32_t serial)
{
    uint32_t root = vault_root(o->vault, serial);
    enum status st = STATUS_OK;
    size_t n = vault_n_people(o->vault);
    for (uint32_t s = root; st == STATUS_OK && s <= n; s++) {
        struct person_record r;
        struct subject pseudonym;
        bool erased;
        if (vault_root(o->vault, s) != root)
            continue;
        st = vault_is_erased(o->vault, s, &erased);
        if (st == STATUS_OK)
            st = vault_person(o->vault, o->arena, s, &r);
        if (st != STATUS_OK)
            break;
        pseudonym_write(o->keys, s, &pseudonym);
        printf("%s %s%s\n", message("person.pseudonym"), pseudonym.text,
               message(s == root ? "person.is_current" : "person.is_former"));
        if (erased)
            printf("  %s\n", message("person.erased"));
        else
            print_record(o->arena, &r);
    }
    return st;
}

static enum status show(struct open_vault *o, const struct invocation *in)
{
    uint32_t serial;
    const char *pseudonym = in->operands[0];
    enum status st = person_of_pseudonym(o->vault, pseudonym, &serial);
    if (st != STATUS_OK)
        return st;
    if (in->dry_run) {
        say("reidentify.would", pseudonym);
        return STATUS_OK;
    }
    const struct audit_event event = {"reidentify", pseudonym,
                                      option_value(in, "--reason")};
    st = audit_append(o->arena, o->study, o->keys, &event);
    if (st == STATUS_OK)
        st = print_people(o, serial);
    if (st == STATUS_OK)
        say("reidentify.noted");
    return st;
}

enum status run_reidentify(struct arena *a, const struct command *self,
                           void *invocation)
{
    const struct invocation *in = invocation;
    struct open_vault o;
    (void)self;
    enum status st = check_request(in);
    if (st != STATUS_OK)
        return st;
    st = open_vault_begin(&o, a, in);
    if (st == STATUS_OK)
        st = show(&o, in);
    enum status closing = open_vault_close(&o);
    return status_worse(st, closing);
}
