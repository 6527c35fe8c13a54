/* list_commands: `contact` and `labels`, lists of names for the clerk.
 *
 * Both know people by what the inbox and the vault say today and list only
 * those who agree to follow-up today, whatever the research side asks for. The
 * audit line is on the disk before the list is. */
#include "anonymize/list_commands.h"

#include "anonymize/audit.h"
#include "anonymize/consent_forms.h"
#include "anonymize/expiring_list.h"
#include "anonymize/form_number.h"
#include "anonymize/identity_lock.h"
#include "anonymize/identity_run.h"
#include "anonymize/passphrase.h"
#include "base/csv_writer.h"
#include "base/number_text.h"
#include "base/study_lock.h"
#include "base/table_file.h"
#include "base/text.h"

#include <string.h>

#define VISITS "export/expected_visits.csv"

const struct option contact_options[] = {
    {"--wave", "NAME", false,
     "調査の回の名前（英数字。ファイル名と監査記録に残る）",
     "name of the survey wave (letters and digits), for the file and the log"},
    {"--from", "FILE", false,
     "予定の一覧（省略時は out/ のいちばん新しい expected_visits.csv）",
     "who is expected (default: the newest expected_visits.csv of out/)"},
    {"--days", "N", false, "一覧を残す日数（1から60、省略時は14）",
     "how many days the list may stay, 1 to 60 (default 14)"},
    {"--delete", NULL, false, "使い終えた一覧をいますぐすべて消す",
     "remove all lists now, when the calls are done"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

const struct option labels_options[] = {
    {"--batch", "N", false,
     "何組目の番号か（1から63）。同じ組なら同じ人は同じ番号",
     "which set of numbers, 1 to 63; a person keeps the number within a set"},
    {"--days", "N", false, "一覧を残す日数（1から60、省略時は14）",
     "how many days the list may stay, 1 to 60 (default 14)"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

/* Everything one list needs to know. */
struct list {
    struct identity_run *run;
    const struct invocation *in;
    struct consent_ledger consent;
    const char *kind, *name;
    uint32_t batch; /* labels: which set of numbers */
    struct date until;
    struct csv_writer writer;
    size_t n_people, n_skipped;
};

/* ------------------------------------------------------------------- a list */

static const char *telephone(struct arena *a, const char *lines)
{
    const char *all = "";
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n"), n_digits = 0;
        const char *line = text_fold(a, arena_copy_n(a, lines, n));
        for (const char *c = line; *c != '\0'; c++)
            n_digits += *c >= '0' && *c <= '9';
        if (n_digits >= 9 && strspn(line, "0123456789-() +.") == strlen(line))
            all =
                arena_format(a, "%s%s%s", all, *all == '\0' ? "" : " / ", line);
        lines += n + (lines[n] == '\n');
    }
    return all;
}

static enum status open_list(struct list *l, const char *const *columns)
{
    enum status st = csv_writer_open(
        &l->writer,
        list_path(l->run->arena, l->run->study, l->kind, l->name, l->until),
        CSV_FOR_EXCEL);
    for (; st == STATUS_OK && *columns != NULL; columns++)
        csv_text(&l->writer, message(*columns));
    if (st == STATUS_OK)
        csv_end_row(&l->writer);
    return st;
}

/* Who may be called or sent a sheet today; others are counted. */
static enum status may_list(struct list *l, uint32_t root, bool *yes)
{
    bool erased = true;
    enum status st = vault_is_erased(l->run->vault, root, &erased);
    *yes = st == STATUS_OK && !erased &&
           consent_covers(&l->consent, root, CONSENT_FOLLOW);
    l->n_skipped += !*yes;
    l->n_people += *yes;
    return st;
}

static void write_person(struct list *l, const struct person_record *r)
{
    struct csv_writer *w = &l->writer;
    char until[11];
    date_write_iso(l->until, until);
    csv_text(w, until);
    csv_text(w, r->office);
    csv_text(w, *r->number == '\0'
                    ? ""
                    : arena_format(&w->arena, "「%s」", r->number));
    csv_text(w, r->name);
    csv_text(w, r->kana);
}

static enum status note(struct list *l)
{
    char until[11];
    date_write_iso(l->until, until);
    const struct audit_event event = {
        l->kind, "",
        arena_format(l->run->arena, "%s: %zu people, until %s", l->name,
                     l->n_people, until)};
    return audit_append(l->run->arena, l->run->study, l->run->keys, &event);
}

/* ------------------------------------------------------------------ contact */

struct visit {
    uint32_t root;
    const char *expected_on, *window_to, *overdue;
};

struct visits {
    struct visit *list;
    size_t n;
};

static const char *newest_visits(struct list *l)
{
    struct arena *a = l->run->arena;
    const char **names, *newest = NULL;
    size_t n;
    char *out = arena_format(a, "%s/out", l->run->study);
    if (!path_is_folder(out) ||
        folder_list(a, out, &names, &n, NULL) != STATUS_OK)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const char *slash = strchr(names[i], '/');
        if (strncmp(names[i], "FY", 2) == 0 && slash != NULL &&
            strcmp(slash + 1, VISITS) == 0)
            newest = arena_format(a, "%s/%s", out, names[i]);
    }
    return newest;
}

static enum status take_visit(struct list *l, const struct table_row *row,
                              const size_t columns[5], struct visits *out)
{
    const char *state = row->cells[columns[1]];
    const char *pseudonym = row->cells[columns[0]];
    uint32_t serial = 0;
    bool yes;
    if (strcmp(state, "due") != 0 && strcmp(state, "overdue") != 0)
        return STATUS_OK;
    enum status st = STATUS_OK;
    if (pseudonym_is_valid(pseudonym))
        st = vault_find_pseudonym(l->run->vault, pseudonym, &serial);
    if (st != STATUS_OK)
        return st;
    if (serial == 0) {
        l->n_skipped++;
        return STATUS_OK;
    }
    uint32_t root = vault_root(l->run->vault, serial);
    st = may_list(l, root, &yes);
    if (st == STATUS_OK && yes)
        out->list[out->n++] =
            (struct visit){root, row->cells[columns[2]], row->cells[columns[3]],
                           row->cells[columns[4]]};
    return st;
}

static enum status read_visits(struct list *l, struct visits *out)
{
    static const char *const names[] = {"subject", "state", "expected_on",
                                        "window_to", "days_overdue"};
    struct table_file t;
    size_t columns[5];
    const char *path = option_value(l->in, "--from");
    if (path == NULL)
        path = newest_visits(l);
    if (path == NULL || !path_exists(path)) {
        say_error("contact.no_visits", path == NULL ? VISITS : path);
        return STATUS_USAGE;
    }
    enum status st = table_file_read(l->run->arena, path, &t);
    for (size_t i = 0; st == STATUS_OK && i < 5; i++)
        st = table_file_column(&t, names[i], &columns[i]);
    if (st != STATUS_OK)
        return st;
    out->list =
        arena_take_array(l->run->arena, t.n_rows + 1, sizeof *out->list);
    for (size_t i = 0; st == STATUS_OK && i < t.n_rows; i++)
        st = take_visit(l, &t.rows[i], columns, out);
    return st;
}

static enum status write_visits(struct list *l, const struct visits *visits)
{
    static const char *const columns[] = {"list.until",
                                          "person.office",
                                          "person.number",
                                          "person.name",
                                          "person.kana",
                                          "list.telephone",
                                          "list.expected",
                                          "list.window",
                                          "list.overdue",
                                          "list.result",
                                          NULL};
    enum status st = open_list(l, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; st == STATUS_OK && i < visits->n; i++) {
        const struct visit *v = &visits->list[i];
        struct person_record r;
        st = vault_person(l->run->vault, l->run->arena, v->root, &r);
        if (st != STATUS_OK)
            break;
        write_person(l, &r);
        csv_text(&l->writer, telephone(l->run->arena, r.contact));
        csv_text(&l->writer, v->expected_on);
        csv_text(&l->writer, v->window_to);
        csv_text(&l->writer, v->overdue);
        csv_empty(&l->writer);
        csv_end_row(&l->writer);
    }
    if (st == STATUS_OK)
        return csv_writer_keep(&l->writer);
    csv_writer_drop(&l->writer);
    return st;
}

static enum status make_contact(struct list *l)
{
    struct visits visits = {NULL, 0};
    enum status st = read_visits(l, &visits);
    if (st == STATUS_OK && visits.n > 0 && !l->run->is_dry)
        st = note(l);
    if (st == STATUS_OK && visits.n > 0 && !l->run->is_dry)
        st = write_visits(l, &visits);
    return st;
}

/* ------------------------------------------------------------------- labels */

enum status labels_have_numbers(const bool *chosen, size_t n)
{
    for (size_t s = FORM_MAX_SERIAL + 1; s <= n; s++)
        if (chosen[s]) {
            say_error("list.no_form_number", FORM_MAX_SERIAL);
            return STATUS_REFUSED;
        }
    return STATUS_OK;
}

static enum status choose_people(struct list *l, bool *chosen, size_t n)
{
    enum status st = STATUS_OK;
    for (uint32_t s = 1; st == STATUS_OK && s <= n; s++)
        if (vault_root(l->run->vault, s) == s)
            st = may_list(l, s, &chosen[s]);
    return st == STATUS_OK ? labels_have_numbers(chosen, n) : st;
}

static enum status write_labels(struct list *l, const bool *chosen, size_t n)
{
    static const char *const columns[] = {
        "list.until",  "person.office", "person.number",
        "person.name", "person.kana",   "list.form",
        NULL};
    char form[FORM_NUMBER_SIZE];
    enum status st = open_list(l, columns);
    if (st != STATUS_OK)
        return st;
    for (uint32_t s = 1; st == STATUS_OK && s <= n; s++) {
        struct person_record r;
        if (!chosen[s])
            continue;
        st = vault_person(l->run->vault, l->run->arena, s, &r);
        if (st == STATUS_OK &&
            !form_number_write(l->run->keys, s, l->batch, form))
            st = STATUS_BUG;
        if (st != STATUS_OK)
            break;
        write_person(l, &r);
        csv_text(&l->writer, form);
        csv_end_row(&l->writer);
    }
    if (st == STATUS_OK)
        return csv_writer_keep(&l->writer);
    csv_writer_drop(&l->writer);
    return st;
}

static enum status make_labels(struct list *l)
{
    size_t n = vault_n_people(l->run->vault);
    bool *chosen = arena_take_array(l->run->arena, n + 1, sizeof *chosen);
    enum status st = choose_people(l, chosen, n);
    if (st == STATUS_OK && l->n_people > 0 && !l->run->is_dry)
        st = note(l);
    if (st == STATUS_OK && l->n_people > 0 && !l->run->is_dry)
        st = write_labels(l, chosen, n);
    return st;
}

/* ----------------------------------------------------------------- commands */

static enum status say_list(const struct list *l)
{
    char until[11];
    date_write_iso(l->until, until);
    if (l->n_people == 0) {
        say("list.nobody", l->n_skipped);
        return STATUS_OK;
    }
    say(l->run->is_dry ? "list.would" : "list.written", l->n_people,
        list_path(l->run->arena, l->run->study, l->kind, l->name, l->until));
    if (l->n_skipped > 0)
        say("list.skipped", l->n_skipped);
    say("list.expires", until);
    return STATUS_OK;
}

static enum status make_list(struct list *l)
{
    struct identity_run *r = l->run;
    enum status st = step1_intake(r);
    size_t n_removed;
    if (st == STATUS_OK && r->vault == NULL) {
        say_error("person.no_vault", r->study);
        return STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        st = step2_match(r);
    if (st == STATUS_OK)
        st = consent_forms_read(r, &l->consent);
    if (st == STATUS_OK && !r->is_dry)
        st = lists_remove(r->arena, r->study, r->keys, r->files.today, false,
                          &n_removed);
    if (st == STATUS_OK)
        st = strcmp(l->kind, CONTACT_LIST) == 0 ? make_contact(l)
                                                : make_labels(l);
    return st == STATUS_OK ? say_list(l) : st;
}

/* Consent as of today: a withdrawal of this morning counts. */
static enum status run_list(struct arena *a, const struct invocation *in,
                            struct list *l)
{
    struct identity_run r;
    int lock = -1, days;
    if (!list_days(option_value(in, "--days"), &days)) {
        say_error("command.wrong_value", "--days", "1-60");
        return STATUS_USAGE;
    }
    enum status st = identity_run_open(&r, a, in, NULL);
    r.files.as_of = r.files.today;
    r.files.as_of_is_asked = true;
    r.is_dry = in->dry_run;
    l->run = &r;
    l->in = in;
    l->until = date_from_days(date_to_days(r.files.today) + days);
    if (st == STATUS_OK && !vault_exists(a, in->study)) {
        say_error("person.no_vault", in->study);
        st = STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = make_list(l);
    enum status closing = identity_run_close(&r);
    study_unlock(lock);
    return status_worse(st, closing);
}

static enum status delete_lists(struct arena *a, const struct invocation *in)
{
    struct keys *k = NULL;
    int lock = -1;
    size_t n = 0;
    enum status st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = key_file_load(a, in->study, &k);
    if (st == STATUS_OK)
        st = lists_remove(a, in->study, k, (struct date){1970, 1, 1}, true, &n);
    if (st == STATUS_OK)
        say("list.removed", n);
    keys_free(k);
    study_unlock(lock);
    return st;
}

enum status run_contact(struct arena *a, const struct command *self,
                        void *invocation)
{
    const struct invocation *in = invocation;
    struct list l = {.kind = CONTACT_LIST, .name = option_value(in, "--wave")};
    if (option_given(in, "--delete"))
        return delete_lists(a, in);
    if (l.name == NULL) {
        say_error("command.needs_value", self->name, "--wave", "NAME");
        return STATUS_USAGE;
    }
    if (!list_name_is_plain(l.name)) {
        say_error("command.wrong_value", "--wave", "A-Z a-z 0-9 - _");
        return STATUS_USAGE;
    }
    return run_list(a, in, &l);
}

enum status run_labels(struct arena *a, const struct command *self,
                       void *invocation)
{
    const struct invocation *in = invocation;
    struct list l = {.kind = LABELS_LIST, .name = option_value(in, "--batch")};
    int64_t batch;
    (void)self;
    if (l.name == NULL)
        l.name = "1";
    if (!number_parse_integer(l.name, &batch) || batch < 1 ||
        batch > FORM_MAX_BATCH) {
        say_error("command.wrong_value", "--batch", "1-63");
        return STATUS_USAGE;
    }
    l.batch = (uint32_t)batch;
    return run_list(a, in, &l);
}
