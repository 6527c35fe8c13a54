/* step1_intake: what came in, and what of it can be taken?
 *
 * In    inbox/      as received; a subfolder names the office
 * Out   the fate of every row, findings, repairs
 *       vault: delivery, received_row (files of participants)
 *
 * Always true afterwards
 *       received = accepted + quarantined + duplicate + superseded, per file
 *
 * Rows that name nobody are not stored: there is no one to find.
 *
 * Not done here: deciding who a row is about, see step2_match.c. Rows of a
 * third party's roster are checked but not stored: most are of strangers. */
#include "anonymize/identity_run.h"

#include "anonymize/checked_file.h"
#include "anonymize/consent.h"
#include "anonymize/file_check.h"
#include "base/messages.h"

#include <string.h>

/* A file about people needs the key before anything of it is kept. */
static enum status need_vault(struct identity_run *r)
{
    if (r->vault != NULL)
        return STATUS_OK;
    enum status st = r->keys != NULL
                         ? STATUS_OK
                         : key_file_load(r->arena, r->study, &r->keys);
    if (st == STATUS_OK && r->is_dry && !vault_exists(r->arena, r->study))
        return STATUS_OK;
    if (st == STATUS_OK)
        st = vault_open(r->arena, r->study, r->keys, &r->vault);
    if (st == STATUS_OK)
        st = vault_begin(r->vault);
    return st;
}

static const struct cell *cell_of(const struct delivered_file *f,
                                  const struct cell *cells,
                                  enum variable_role role)
{
    int at = kind_role(f->kind, role);
    return at < 0 ? NULL : &cells[at];
}

static enum status take_row(void *context, struct delivered_file *f,
                            const struct row_note *note,
                            const struct cell *cells, const char *const *texts)
{
    struct identity_run *r = context;
    struct person_record person;
    struct arena a;
    if (strcmp(f->kind->kind, CORRECTION_KIND) == 0)
        correction_take(&r->corrections, &r->files, f, file_note_index(f, note),
                        cells, texts);
    if (f->kind->people != PEOPLE_ENROL && f->kind->people != PEOPLE_OFFICE)
        return STATUS_OK;
    if (note->is_anonymous)
        return STATUS_OK;
    enum status st = need_vault(r);
    if (st != STATUS_OK || r->vault == NULL)
        return st;
    if (f->vault_delivery == 0)
        st = vault_delivery(r->vault, f->delivery, f->office, f->kind->kind,
                            &f->vault_delivery, &r->new_delivery);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    row_person(&a, f, cell_of(f, cells, ROLE_BIRTH),
               cell_of(f, cells, ROLE_OFFICE), texts, &person);
    st = vault_receive(r->vault, f->vault_delivery, r->new_delivery, note->row,
                       &person);
    arena_release(&a);
    return st;
}

struct row_cursor {
    const struct delivered_file *file;
    size_t at, n_missing;
};

static bool is_stored(const struct row_note *note)
{
    return note->fate == ROW_ACCEPTED && !note->is_anonymous;
}

/* Both ascend. */
static void see_stored(void *context, const struct vault_row *row)
{
    struct row_cursor *c = context;
    const struct delivered_file *f = c->file;
    for (; c->at < f->n_rows && file_note(f, c->at)->row < row->row; c->at++)
        c->n_missing += is_stored(file_note(f, c->at));
    if (c->at < f->n_rows && file_note(f, c->at)->row == row->row)
        c->at++;
}

static bool stores_rows(const struct delivered_file *f)
{
    bool any = false;
    if (f->kind->people != PEOPLE_ENROL && f->kind->people != PEOPLE_OFFICE)
        return false;
    for (size_t i = 0; !any && i < f->n_rows; i++)
        any = is_stored(file_note(f, i));
    return any;
}

static enum status has_all_rows(void *context, struct delivered_file *f,
                                bool *all)
{
    struct identity_run *r = context;
    struct row_cursor c = {f, 0, 0};
    *all = true;
    if (!stores_rows(f))
        return STATUS_OK;
    enum status st = need_vault(r);
    *all = r->vault != NULL;
    if (st == STATUS_OK && *all)
        st = vault_delivery(r->vault, f->delivery, f->office, f->kind->kind,
                            &f->vault_delivery, &r->new_delivery);
    if (st != STATUS_OK || !*all || r->new_delivery) {
        *all = false;
        return st;
    }
    st = vault_rows(r->vault, f->vault_delivery, false, see_stored, &c);
    for (; c.at < f->n_rows; c.at++)
        c.n_missing += is_stored(file_note(f, c.at));
    *all = c.n_missing == 0;
    return st;
}

/* Files that carry no day of their own were delivered when the newest event
 * that they name had taken place. */
static void see_event_days(struct study_files *s)
{
    int32_t today = date_to_days(s->today);
    for (size_t i = 0; i < s->n_files; i++) {
        struct delivered_file *f = &s->files[i];
        for (size_t n = 0; n < f->n_rows; n++) {
            int32_t days = event_day(&s->events, file_note(f, n)->event);
            if (days == DAY_UNKNOWN || days > today ||
                (f->has_delivered && days <= date_to_days(f->delivered)))
                continue;
            f->delivered = date_from_days(days);
            f->has_delivered = true;
        }
    }
}

static int32_t delivery_days(void *context, uint32_t file)
{
    const struct study_files *s = context;
    const struct delivered_file *f = &s->files[file];
    return f->has_delivered ? date_to_days(f->delivered) : INT32_MIN;
}

/* After the deliveries have their days. Where a row was known on another day
 * than its file's, that is kept for the handover. */
static void settle_known_days(struct study_files *s)
{
    row_ledger_settle(&s->ledger, delivery_days, s);
    for (size_t i = 0; i < s->ledger.versions.n; i++) {
        const struct row_version *v = row_ledger_version(&s->ledger, i);
        if (v->is_by_delivery && v->known_days != delivery_days(s, v->file))
            study_files_known(s, v->file,
                              file_note(&s->files[v->file], v->row)->row,
                              v->known_days);
    }
}

/* One slip of a year would move the whole study: a delivery that lies far
 * after all the others is used, but said. */
static void say_jump(const struct study_files *s)
{
    enum { DAYS_OF_TWO_QUARTERS = 184 };
    const struct delivered_file *newest = NULL;
    int32_t last = 0, before = INT32_MIN;
    for (size_t i = 0; i < s->n_files; i++) {
        const struct delivered_file *f = &s->files[i];
        int32_t day = f->has_delivered ? date_to_days(f->delivered) : INT32_MIN;
        if (f->has_delivered && (newest == NULL || day > last)) {
            before = newest == NULL ? before : last;
            newest = f;
            last = day;
        } else if (day > before) {
            before = day;
        }
    }
    if (newest == NULL || before == INT32_MIN ||
        last - before <= DAYS_OF_TWO_QUARTERS)
        return;
    char day[11];
    date_write_iso(newest->delivered, day);
    say_error("intake.as_of_jump", newest->name, day);
}

/* Asked for, else the newest delivery, else the study's first day. */
static void settle_as_of(struct identity_run *r)
{
    struct study_files *s = &r->files;
    bool has_any = false;
    if (s->as_of_is_asked)
        return;
    s->as_of = quarter_first_day(r->settings.first_quarter);
    for (size_t i = 0; i < s->n_files; i++) {
        const struct delivered_file *f = &s->files[i];
        if (!f->has_delivered ||
            (has_any && date_compare(f->delivered, s->as_of) <= 0))
            continue;
        s->as_of = f->delivered;
        has_any = true;
    }
    say_jump(s);
}

static void supersede(void *context, const struct row_version *old)
{
    struct study_files *s = context;
    struct row_note *note = file_note(&s->files[old->file], old->row);
    if (note->fate != ROW_ACCEPTED)
        return;
    note->fate = ROW_SUPERSEDED;
    study_files_report(s, old->file, note->row, -1, NULL, "I3002");
}

/* A row in quarantine that a later file brought right asks for nothing any
 * more. An unreadable form of consent stays: it may have said no. */
static void supersede_refused(struct study_files *s)
{
    for (size_t i = 0; i < s->n_refused; i++) {
        const struct refused_row *r = &s->refused[i];
        struct delivered_file *f = &s->files[r->file];
        struct row_note *note = file_note(f, r->row);
        if (note->fate != ROW_QUARANTINED ||
            strcmp(f->kind->kind, CONSENT_KIND) == 0 ||
            !row_ledger_has_later(&s->ledger, r->key, r->file,
                                  date_to_days(s->as_of)))
            continue;
        note->fate = ROW_SUPERSEDED;
        note->was_refused = true;
        study_files_forget(s, r->file, note->row);
        study_files_report(s, r->file, note->row, -1, NULL, "I3002");
    }
}

enum status step1_intake(struct identity_run *r)
{
    struct study_files *s = &r->files;
    const struct row_taker taker = {take_row, r, has_all_rows};
    enum status st = STATUS_OK;
    s->keeps_checked = !r->is_dry;
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++) {
        st = file_check(s, i, &taker);
        if (st == STATUS_OK && file_has_people(&s->files[i]))
            st = need_vault(r);
    }
    if (st == STATUS_OK && s->keeps_checked)
        st = checked_files_tidy(s);
    if (st != STATUS_OK)
        return st;
    see_event_days(s);
    settle_known_days(s);
    settle_as_of(r);
    row_ledger_superseded(&s->ledger, date_to_days(s->as_of), supersede, s);
    r->new_delivery = false;
    st = corrections_apply(&r->corrections, s, &taker);
    if (st != STATUS_OK)
        return st;
    supersede_refused(s);
    /* A row that could be taken only now may replace an older version. */
    row_ledger_superseded(&s->ledger, date_to_days(s->as_of), supersede, s);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        st = file_balances(&s->files[i]);
    return st;
}
