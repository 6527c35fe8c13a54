/* withdraw_command: `withdraw`, a person takes consent back. */
#include "anonymize/withdraw_command.h"

#include "anonymize/audit.h"
#include "anonymize/folder_swap.h"
#include "anonymize/identity_lock.h"
#include "anonymize/identity_run.h"
#include "anonymize/passphrase.h"
#include "anonymize/release.h"
#include "anonymize/withdrawal.h"
#include "base/study_lock.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct option withdraw_options[] = {
    {"--scope", "SCOPE", false,
     "撤回する範囲: all（省略時）, follow（追跡調査）, link（他データ突合）, "
     "reuse（二次利用）",
     "what is taken back: all (default), follow, link or reuse"},
    {"--backward", NULL, false,
     "これまでに集めたデータも使わない（全部の撤回なら、本人の情報を開く鍵を"
     "破棄する）",
     "also what was collected before; if all is taken back, the key to who "
     "the person is is destroyed"},
    {"--date", "DATE", false, "撤回した日（省略時は今日）",
     "the day of the withdrawal (default: today)"},
    {"--rows", "POLICY", false,
     "研究用の行: erase すぐ消す（--backward のときの省略時）/ rerun 次の "
     "ayumi "
     "run で外れる",
     "rows of the research side: erase at once (default with --backward), or "
     "rerun: they leave with the next ayumi run"},
    {"--reason", "TEXT", false, "監査記録に残す理由（氏名は書かない）",
     "a reason for the audit log; no names"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

/* ------------------------------------------------------------------ options */

static enum status wrong_value(const char *option, const char *expected)
{
    say_error("command.wrong_value", option, expected);
    return STATUS_USAGE;
}

static bool is_one_of(const char *value, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(*words, value) == 0)
            return true;
    return false;
}

static enum status read_options(const struct invocation *in, struct date today,
                                struct withdrawal *w)
{
    static const char *const scopes[] = {"all", "follow", "link", "reuse",
                                         NULL};
    static const char *const policies[] = {"erase", "rerun", NULL};
    const char *scope = option_value(in, "--scope");
    const char *rows = option_value(in, "--rows");
    const char *day = option_value(in, "--date");
    w->scope = scope == NULL ? "all" : scope;
    w->backward = option_given(in, "--backward");
    /* Reuse is not what the study's own tables hold. */
    w->erase_rows = rows == NULL ? w->backward && strcmp(w->scope, "reuse") != 0
                                 : strcmp(rows, "erase") == 0;
    w->day = today;
    if (!is_one_of(w->scope, scopes))
        return wrong_value("--scope", "all, follow, link, reuse");
    if (rows != NULL && !is_one_of(rows, policies))
        return wrong_value("--rows", "erase, rerun");
    if (day != NULL && !date_parse_iso(day, &w->day))
        return wrong_value("--date", "YYYY-MM-DD");
    if (date_compare(w->day, today) > 0)
        return wrong_value("--date", "YYYY-MM-DD <= today");
    return STATUS_OK;
}

/* ------------------------------------------------------------------- person */

/* "OFFICE,NUMBER", a line of standard input: an office number is not for the
 * command line, which others on the machine can see. */
static enum status read_number(struct arena *a, const char **office,
                               const char **number)
{
    char line[512];
    if (isatty(STDIN_FILENO))
        fputs(message("withdraw.ask_number"), stderr);
    if (fgets(line, sizeof line, stdin) == NULL)
        return wrong_value("withdraw", message("withdraw.person"));
    char *comma = strchr(line, ',');
    if (comma == NULL)
        return wrong_value("withdraw", message("withdraw.person"));
    *comma = '\0';
    *office = text_trim(a, line);
    *number = text_trim(a, comma + 1);
    return STATUS_OK;
}

static enum status find_by_number(struct identity_run *r, uint32_t *serial)
{
    const char *parts[2];
    uint32_t *found;
    size_t n = 0;
    *serial = 0;
    enum status st = read_number(r->arena, &parts[0], &parts[1]);
    if (st == STATUS_OK)
        st = vault_find(r->vault, r->arena, BLIND_NUMBER, parts, 2, &found, &n);
    for (size_t i = 0; i < n; i++) {
        uint32_t root = vault_root(r->vault, found[i]);
        if (*serial != 0 && root != *serial) {
            say_error("withdraw.several");
            return STATUS_REFUSED;
        }
        *serial = root;
    }
    return st;
}

static enum status find_person(struct identity_run *r,
                               const struct invocation *in, uint32_t *serial)
{
    enum status st =
        in->n_operands > 0
            ? vault_find_pseudonym(r->vault, in->operands[0], serial)
            : find_by_number(r, serial);
    if (st == STATUS_OK && *serial == 0) {
        say_error("withdraw.nobody");
        return STATUS_REFUSED;
    }
    *serial = vault_root(r->vault, *serial);
    return st;
}

static void name_pseudonyms(struct identity_run *r, uint32_t root,
                            struct withdrawal *w)
{
    size_t capacity = 0;
    struct subject s;
    pseudonym_write(r->keys, root, &s);
    w->pseudonym = arena_copy(r->arena, s.text);
    for (uint32_t p = 1; p <= vault_n_people(r->vault); p++) {
        if (vault_root(r->vault, p) != root)
            continue;
        pseudonym_write(r->keys, p, &s);
        w->pseudonyms = arena_grow(r->arena, w->pseudonyms, w->n_pseudonyms,
                                   &capacity, sizeof *w->pseudonyms);
        w->pseudonyms[w->n_pseudonyms++] = arena_copy(r->arena, s.text);
    }
}

/* -------------------------------------------------------------------- vault */

static bool is_same(const struct vault_consent *a,
                    const struct vault_consent *b)
{
    return a->serial == b->serial && strcmp(a->act, b->act) == 0 &&
           strcmp(a->scope, b->scope) == 0 && a->from_days == b->from_days &&
           a->backward == b->backward;
}

static bool is_of_that_day(const struct vault_consent *a,
                           const struct vault_consent *b)
{
    return a->serial == b->serial && strcmp(a->act, b->act) == 0 &&
           a->from_days == b->from_days;
}

/* The same withdrawal is told once, however often the command is given. From
 * here on a certificate is due. */
static enum status add_to_ledger(struct identity_run *r, uint32_t root,
                                 struct withdrawal *w)
{
    const struct vault_consent c = {.serial = root,
                                    .act = "withdrawn",
                                    .scope = w->scope,
                                    .version = "",
                                    .from_days = date_to_days(w->day),
                                    .backward = w->backward};
    struct vault_consent *told;
    size_t n;
    enum status st = vault_consents(r->vault, r->arena, &told, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        if (is_same(&told[i], &c))
            return STATUS_OK;
        w->is_further = w->is_further || is_of_that_day(&told[i], &c);
    }
    if (st == STATUS_OK)
        st = withdrawal_begin(r->arena, r->study, w);
    return st == STATUS_OK ? vault_add_consent(r->vault, &c) : st;
}

static enum status erase(struct identity_run *r, uint32_t root,
                         struct withdrawal *w)
{
    enum status st = STATUS_OK;
    for (uint32_t p = 1; st == STATUS_OK && p <= vault_n_people(r->vault);
         p++) {
        size_t n = 0;
        if (vault_root(r->vault, p) == root)
            st = vault_erase(r->vault, p, &n);
        w->n_vault_rows += n;
    }
    return st;
}

static enum status note(struct identity_run *r, const struct invocation *in,
                        const struct withdrawal *w)
{
    const char *reason = option_value(in, "--reason");
    char day[11];
    date_write_iso(w->day, day);
    const struct audit_event event = {
        "withdraw", w->pseudonym,
        arena_format(r->arena, "%s %s from %s rows %s%s%s", w->scope,
                     w->backward ? "backward" : "forward", day,
                     w->erase_rows ? "erase" : "rerun",
                     reason == NULL ? "" : ": ", reason == NULL ? "" : reason)};
    return audit_append(r->arena, r->study, r->keys, &event);
}

static enum status stop_if_other(struct identity_run *r, uint32_t root,
                                 const struct withdrawal *w)
{
    struct vault_consent *told;
    size_t n_told, n = 0;
    enum status st = vault_consents(r->vault, r->arena, &told, &n_told);
    for (size_t i = 0; st == STATUS_OK && i < n_told; i++)
        if (told[i].serial == root)
            told[n++] = told[i];
    return st == STATUS_OK
               ? withdrawal_stop_if_other(r->arena, r->study, w, told, n)
               : st;
}

/* The receipt goes first: whatever happens after this, the next handover is
 * written anew. */
static enum status record(struct identity_run *r, const struct invocation *in,
                          struct withdrawal *w)
{
    uint32_t root;
    enum status st = find_person(r, in, &root);
    if (st != STATUS_OK)
        return st;
    name_pseudonyms(r, root, w);
    w->is_erased = w->backward && strcmp(w->scope, "all") == 0;
    st = stop_if_other(r, root, w);
    if (st != STATUS_OK || r->is_dry)
        return st;
    st = note(r, in, w);
    if (st == STATUS_OK)
        st = identity_run_forget(r);
    if (st == STATUS_OK)
        st = add_to_ledger(r, root, w);
    if (st == STATUS_OK && w->is_erased)
        st = erase(r, root, w);
    return st == STATUS_OK ? identity_run_commit(r, false) : st;
}

/* -------------------------------------------------------------------- steps */

static enum status recover_folders(struct identity_run *r)
{
    enum status st = folder_swap_recover(
        r->arena, arena_format(r->arena, "%s/" HANDOVER_FOLDER, r->study));
    return st == STATUS_OK ? folder_swap_recover(r->arena, release_folder(r))
                           : st;
}

static enum status need_vault(struct identity_run *r)
{
    if (r->vault != NULL)
        return STATUS_OK;
    if (!vault_exists(r->arena, r->study)) {
        say_error("withdraw.nobody");
        return STATUS_REFUSED;
    }
    enum status st = key_file_load(r->arena, r->study, &r->keys);
    if (st == STATUS_OK)
        st = vault_open(r->arena, r->study, r->keys, &r->vault);
    return st == STATUS_OK ? vault_begin(r->vault) : st;
}

static enum status settle_vault(struct identity_run *r,
                                const struct invocation *in,
                                struct withdrawal *w)
{
    enum status st = recover_folders(r);
    if (st == STATUS_OK)
        st = step1_intake(r);
    if (st == STATUS_OK)
        st = need_vault(r);
    if (st == STATUS_OK)
        st = step2_match(r);
    return st == STATUS_OK ? record(r, in, w) : st;
}

static enum status follow_up(struct identity_run *r, struct withdrawal *w)
{
    const char *path;
    const struct research_request asked = {
        .study = r->study,
        .record = withdrawal_record(r->arena, r->study, w),
        .words = withdrawal_words(r->arena, w),
        .n_pseudonyms = w->n_pseudonyms,
        .pseudonyms = w->pseudonyms,
        .erase = w->erase_rows};
    enum status st = step3_handover(r);
    if (st == STATUS_OK)
        st = identity_run_remember(r);
    if (st == STATUS_OK)
        st = research_withdraw(r->arena, &asked, &w->traces);
    if (st == STATUS_OK)
        st = withdrawal_certificate(r->arena, r->study, &r->settings, w, &path);
    if (st != STATUS_OK)
        return st;
    say("withdraw.recorded", path);
    if (w->is_erased)
        say("withdraw.erased", w->n_vault_rows);
    for (size_t i = 0; i < w->traces.n_editions; i++)
        say("withdraw.was_published", w->traces.editions[i].folder);
    say("withdraw.next");
    st = withdrawals_say_unfinished(r->arena, r->study);
    return st == STATUS_OK ? release_say(r) : st;
}

/* The vault as it is now decides what is handed over: matched anew, as any
 * later handover will, under the keys that are unlocked already. */
static enum status hand_over(struct arena *a, const struct invocation *in,
                             struct keys *keys, struct withdrawal *w)
{
    struct identity_run r;
    enum status st = identity_run_open(&r, a, in, NULL);
    r.keys = keys;
    if (st == STATUS_OK)
        st = step1_intake(&r);
    if (st == STATUS_OK)
        st = need_vault(&r);
    if (st == STATUS_OK)
        st = step2_match(&r);
    if (st == STATUS_OK)
        st = identity_run_commit(&r, true);
    if (st == STATUS_OK)
        st = follow_up(&r, w);
    enum status closing = identity_run_close(&r);
    return status_worse(st, closing);
}

static enum status withdraw(struct identity_run *r, const struct invocation *in)
{
    struct withdrawal w = {.n_pseudonyms = 0};
    enum status st = read_options(in, r->files.today, &w);
    if (st == STATUS_OK)
        st = settle_vault(r, in, &w);
    if (st != STATUS_OK)
        return st;
    if (r->is_dry) {
        say("withdraw.would", w.pseudonym);
        return STATUS_OK;
    }
    struct keys *keys = r->keys;
    r->keys = NULL;
    st = identity_run_close(r);
    if (st == STATUS_OK)
        return hand_over(r->arena, in, keys, &w);
    keys_free(keys);
    return st;
}

enum status run_withdraw(struct arena *a, const struct command *self,
                         void *invocation)
{
    const struct invocation *in = invocation;
    struct identity_run r;
    int lock = -1;
    (void)self;
    enum status st = identity_run_open(&r, a, in, NULL);
    r.is_dry = in->dry_run;
    if (st == STATUS_OK)
        st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = withdraw(&r, in);
    enum status closing = identity_run_close(&r);
    study_unlock(lock);
    return status_worse(st, closing);
}
