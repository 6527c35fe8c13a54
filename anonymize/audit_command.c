/* audit_command: `audit`, the log of audit.h read and checked. */
#include "anonymize/audit_command.h"

#include "anonymize/audit.h"
#include "anonymize/passphrase.h"
#include "anonymize/release.h"
#include "base/output_file.h"

#include <stdio.h>
#include <string.h>

const struct option audit_options[] = {
    {"--verify", NULL, false,
     "記録が消されたり、書き換えられたり、並べ替えられたりしていないか調べる",
     "find lines that were removed, changed or moved"},
    {"--expect", "HASH", false,
     "紙の控えにある最後の照合値が記録の中にあることも確かめる",
     "also find the hash that the paper register has"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const char *fault_message(enum audit_fault fault)
{
    switch (fault) {
    case AUDIT_REMOVED:
        return "audit.removed";
    case AUDIT_MOVED:
        return "audit.moved";
    case AUDIT_TORN:
        return "audit.torn";
    case AUDIT_WHOLE:
    case AUDIT_CHANGED:
        break;
    }
    return "audit.changed";
}

static enum status say_check(const struct invocation *in, const char *path,
                             const struct audit_check *check)
{
    if (check->fault != AUDIT_WHOLE) {
        say_error(fault_message(check->fault), path, check->bad_line);
        return STATUS_REFUSED;
    }
    if (option_given(in, "--expect") && !check->has_expected) {
        say_error("audit.cut", path);
        return STATUS_REFUSED;
    }
    if (in->json)
        printf("{\"lines\":%zu,\"last\":\"%s\"}\n", check->n_lines,
               check->last);
    else
        say("audit.whole", check->n_lines,
            check->n_lines == 0 ? "-" : check->last);
    return STATUS_OK;
}

static enum status verify(struct arena *a, const struct invocation *in,
                          const char *path)
{
    struct keys *k;
    struct audit_check check;
    enum status st = key_file_load(a, in->study, &k);
    if (st == STATUS_OK)
        st =
            audit_verify(a, in->study, k, option_value(in, "--expect"), &check);
    keys_free(k);
    if (st == STATUS_OK)
        st = say_check(in, path, &check);
    return st == STATUS_OK ? release_check_log(a, in->study) : st;
}

/* The lines are for people: the hash at the end is left out. */
static enum status print_log(struct arena *a, const char *path)
{
    char *bytes;
    size_t n;
    if (!path_exists(path)) {
        say("audit.none");
        return STATUS_OK;
    }
    enum status st = path_is_private(path, false);
    if (st == STATUS_OK)
        st = file_read(a, path, &bytes, &n);
    if (st != STATUS_OK)
        return st;
    for (char *line = bytes, *end; *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        if (end == NULL)
            break;
        *end = '\0';
        char *hash = strrchr(line, '\t');
        printf("%.*s\n", hash == NULL ? 0 : (int)(hash - line), line);
    }
    return STATUS_OK;
}

enum status run_audit(struct arena *a, const struct command *self,
                      void *invocation)
{
    (void)self;
    const struct invocation *in = invocation;
    char *path =
        arena_format(a, "%s/" IDENTITY_FOLDER "/" AUDIT_FILE_NAME, in->study);
    if (option_given(in, "--verify") || option_given(in, "--expect"))
        return verify(a, in, path);
    return print_log(a, path);
}
