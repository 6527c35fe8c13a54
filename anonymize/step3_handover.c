/* step3_handover: what may cross the wall, under which name?
 *
 * In    inbox/      once more, accepted rows only
 *       vault       person of each row, birth dates
 * Out   handover/   a full snapshot as of a day (layout: base/handover.h)
 *
 * Always true afterwards
 *       a column crosses only if its role says so
 *       a pseudonym stands only where consent covers the row
 *       no cell repeats what identifies the person of its row
 *       no cell is a value of anybody in the vault (leak_check.h), or the
 *       folder is not released
 *       a yes to reuse, which only the other side can obey, is one in force
 *       the same inbox, settings, answers, key and as-of give the same bytes
 *
 * No clock, no path outside the study, no office number is written. */
#include "anonymize/identity_run.h"

#include "anonymize/confirmation.h"
#include "anonymize/consent_forms.h"
#include "anonymize/folder_swap.h"
#include "anonymize/kept_part.h"
#include "anonymize/manifest.h"
#include "anonymize/own_details.h"
#include "anonymize/release.h"
#include "base/cell_memo.h"
#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RULE_OWN_DETAIL "W3020"

/* What crosses of the file that is being written. */
struct part_out {
    struct csv_writer writer;
    bool is_open;
    struct manifest_part *part; /* its line in the manifest */
};

struct handover {
    struct identity_run *run;
    const char *folder;
    const char *last; /* folder of the last handover */
    struct consent_ledger consent;
    int32_t *birth_days; /* by serial (roots); INT32_MIN = unknown */
    struct manifest_parts parts;
    struct part_out out;
    struct arena row;
    /* Of the file that is being written. */
    struct arena of_file;
    struct cell_memo *memo;
    int happened; /* variable, or -1 */
    int reuse;    /* likewise: the column that agrees to reuse */
};

/* One row about to be written. */
struct crossing {
    const struct delivered_file *file;
    const struct row_note *note;
    const char *const *texts;
    uint32_t person;    /* root; 0 = none */
    bool is_covered;    /* crosses under a pseudonym */
    const bool *is_own; /* by variable: repeats what identifies the person */
};

/* ------------------------------------------------------------------ births */

struct birth_cursor {
    struct handover *handover;
    const struct delivered_file *file;
    size_t at;
};

/* Where a correction put another birth date into the roster's row. */
static bool corrected_birth(const struct birth_cursor *c, uint32_t row,
                            struct date *birth)
{
    const struct delivered_file *f = c->file;
    int at = kind_role(f->kind, ROLE_BIRTH);
    for (size_t i = 0; i < f->n_overlays; i++) {
        struct cell cell;
        if (f->overlays[i].row != row || (int)f->overlays[i].variable != at)
            continue;
        cell_check(&c->handover->row, f->kind->variables[at],
                   f->overlays[i].text, &cell);
        *birth = cell.date;
        return cell.state == CELL_VALUE;
    }
    return false;
}

static void take_birth(void *context, const struct vault_row *row)
{
    struct birth_cursor *c = context;
    struct date birth;
    const struct delivered_file *f = c->file;
    while (c->at < f->n_rows && file_note(f, c->at)->row < row->row)
        c->at++;
    bool is_accepted = c->at < f->n_rows &&
                       file_note(f, c->at)->row == row->row &&
                       file_note(f, c->at)->fate == ROW_ACCEPTED;
    if (is_accepted && (corrected_birth(c, (uint32_t)row->row, &birth) ||
                        date_parse_iso(row->record->birth, &birth)))
        c->handover->birth_days[vault_root(c->handover->run->vault,
                                           file_note(f, c->at)->serial)] =
            date_to_days(birth);
}

/* The vault no longer knows when an erased person was born, but who counts
 * as elderly must go on counting: the office's own row says it. */
static enum status read_births_of_erased(struct handover *h,
                                         struct delivered_file *f)
{
    struct file_rows rows;
    int at = kind_role(f->kind, ROLE_BIRTH);
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    while (st == STATUS_OK && file_rows_next(&rows)) {
        bool erased = false;
        struct cell cell;
        uint32_t root = vault_root(h->run->vault, rows.note->serial);
        if (at < 0 || rows.note->fate != ROW_ACCEPTED || rows.note->serial == 0)
            continue;
        st = vault_is_erased(h->run->vault, root, &erased);
        if (st != STATUS_OK || !erased)
            continue;
        arena_reset(&h->row);
        cell_check(&h->row, f->kind->variables[at], rows.texts[at], &cell);
        if (cell.state == CELL_VALUE)
            h->birth_days[root] = date_to_days(cell.date);
    }
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

/* The newest accepted roster row says when a person was born. */
static enum status read_births(struct handover *h)
{
    struct study_files *s = &h->run->files;
    size_t n = vault_n_people(h->run->vault) + 1;
    enum status st = STATUS_OK;
    h->birth_days = arena_take_array(h->run->arena, n, sizeof *h->birth_days);
    for (size_t i = 0; i < n; i++)
        h->birth_days[i] = INT32_MIN;
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++) {
        struct birth_cursor c = {h, &s->files[i], 0};
        if (file_has_people(c.file) && c.file->vault_delivery != 0 &&
            c.file->kind->people == PEOPLE_ENROL)
            st = vault_rows(h->run->vault, c.file->vault_delivery, true,
                            take_birth, &c);
    }
    bool any = false;
    if (st == STATUS_OK)
        st = vault_anyone_is_erased(h->run->vault, &any);
    for (size_t i = 0; st == STATUS_OK && any && i < s->n_files; i++)
        if (file_has_people(&s->files[i]) &&
            s->files[i].kind->people == PEOPLE_ENROL)
            st = read_births_of_erased(h, &s->files[i]);
    return st;
}

/* ------------------------------------------------------------------- a part */

static bool has_age(const struct file_kind *k, const struct variable *v)
{
    return k->people != PEOPLE_NONE && v->type == TYPE_DATE &&
           column_may_cross(v);
}

static void write_header(struct csv_writer *w, struct arena *a,
                         const struct file_kind *k)
{
    csv_text(w, "row");
    csv_text(w, "subject");
    for (size_t i = 0; i < k->n_variables; i++)
        if (has_age(k, k->variables[i]))
            csv_text(w, arena_format(a, "age_%s", k->variables[i]->name));
    csv_text(w, "elderly");
    for (size_t i = 0; i < k->n_variables; i++)
        if (column_may_cross(k->variables[i]))
            csv_text(w, k->variables[i]->name);
    csv_end_row(w);
}

/* A file of which nothing crosses has no part. */
static enum status open_part(struct handover *h, const struct delivered_file *f)
{
    struct arena *a = h->run->arena;
    struct part_out *o = &h->out;
    if (o->is_open)
        return STATUS_OK;
    const char *path = manifest_part_path(a, f);
    enum status st =
        csv_writer_open(&o->writer, arena_format(a, "%s/%s", h->folder, path),
                        CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    o->is_open = true;
    o->part = &h->parts.list[h->parts.n++];
    *o->part = (struct manifest_part){.file = f, .path = path};
    write_header(&o->writer, a, f->kind);
    return STATUS_OK;
}

static enum status keep_part(struct handover *h)
{
    h->out.is_open = false;
    return csv_writer_keep(&h->out.writer);
}

static void drop_part(struct handover *h)
{
    if (h->out.is_open)
        csv_writer_drop(&h->out.writer);
    h->out.is_open = false;
}

/* -------------------------------------------------------------------- a row */

/* Day of a date cell, or INT32_MIN. */
static int32_t cell_days(struct handover *h, const struct crossing *c,
                         size_t variable)
{
    struct cell cell;
    if (c->is_own != NULL && c->is_own[variable])
        return INT32_MIN;
    cell_memo_check(h->memo, &h->row, variable, c->texts[variable], &cell);
    return cell.state == CELL_VALUE ? date_to_days(cell.date) : INT32_MIN;
}

static int32_t happened_days(struct handover *h, const struct crossing *c)
{
    if (h->happened >= 0)
        return cell_days(h, c, (size_t)h->happened);
    return event_day(&h->run->files.events, c->note->event);
}

/* Without a day of its own a row counts in the year of its delivery. */
static int token_year(const struct handover *h, const struct crossing *c,
                      int32_t days)
{
    if (days != INT32_MIN)
        return fiscal_year_of(date_from_days(days));
    return fiscal_year_of(c->file->has_delivered ? c->file->delivered
                                                 : h->run->files.as_of);
}

static void write_age(struct csv_writer *w, int32_t birth, int32_t on)
{
    if (birth == INT32_MIN || on == INT32_MIN || on < birth)
        csv_empty(w);
    else
        csv_integer(w, age_legal(date_from_days(birth), date_from_days(on)));
}

static void write_elderly(struct handover *h, struct csv_writer *w,
                          int32_t birth, int32_t happened)
{
    double threshold;
    if (birth == INT32_MIN || happened == INT32_MIN || happened < birth ||
        !codebook_threshold(&h->run->codebook, "elderly_age",
                            date_from_days(happened), &threshold)) {
        csv_empty(w);
        return;
    }
    int age = age_legal(date_from_days(birth), date_from_days(happened));
    csv_integer(w, age >= threshold ? 1 : 0);
}

static void write_subject(struct handover *h, struct csv_writer *w,
                          const struct crossing *c, int32_t happened)
{
    struct subject subject;
    if (c->file->kind->people == PEOPLE_NONE || c->note->is_anonymous) {
        csv_empty(w);
        return;
    }
    if (c->is_covered)
        pseudonym_write(h->run->keys, c->person, &subject);
    else
        token_write(h->run->keys, c->person, token_year(h, c, happened),
                    &subject);
    csv_text(w, subject.text);
}

/* Under a token only columns of indicators cross. */
static bool crosses(const struct crossing *c, size_t variable)
{
    const struct variable *v = c->file->kind->variables[variable];
    bool has_person = c->file->kind->people != PEOPLE_NONE;
    return c->texts[variable] != NULL && cell_may_cross(c->file->kind, v) &&
           (!has_person || c->is_covered || v->role == ROLE_INDICATOR);
}

/* What the vault and the row itself say about who it is. */
static enum status add_record_of(struct handover *h, struct own_details *own,
                                 uint32_t serial)
{
    struct person_record r;
    enum status st = vault_person(h->run->vault, &h->row, serial, &r);
    if (st == STATUS_OK)
        own_details_add(&h->row, own, &r);
    return st;
}

static enum status add_birth_of(struct handover *h, struct own_details *own,
                                uint32_t serial)
{
    int32_t days;
    enum status st = vault_birth(h->run->vault, serial, &days);
    if (st == STATUS_OK)
        own_details_add_birth(own, days);
    return st;
}

static void add_row(struct handover *h, const struct crossing *c,
                    enum own_comparison needed, struct own_details *own)
{
    struct person_record r;
    struct cell birth;
    int at = kind_role(c->file->kind, ROLE_BIRTH);
    if (at >= 0)
        cell_memo_check(h->memo, &h->row, (size_t)at, c->texts[at], &birth);
    if (needed == OWN_EVERYTHING) {
        row_person(&h->row, c->file, at >= 0 ? &birth : NULL, NULL, c->texts,
                   &r);
        own_details_add(&h->row, own, &r);
    } else if (at >= 0 && birth.state == CELL_VALUE) {
        own_details_add_birth(own, date_to_days(birth.date));
    }
}

static enum status person_of_row(struct handover *h, const struct crossing *c,
                                 enum own_comparison needed,
                                 struct own_details *own)
{
    const uint32_t serials[] = {c->person, c->note->serial};
    enum status st = STATUS_OK;
    own_details_begin(own, &h->run->variants);
    own_details_add_birth(own, h->birth_days[c->person]);
    add_row(h, c, needed, own);
    size_t n = c->person == c->note->serial ? 1 : 2;
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = needed == OWN_EVERYTHING ? add_record_of(h, own, serials[i])
                                      : add_birth_of(h, own, serials[i]);
    return st;
}

static bool is_compared(const struct crossing *c, size_t variable)
{
    const struct file_kind *k = c->file->kind;
    return c->texts[variable] != NULL &&
           cell_may_cross(k, k->variables[variable]);
}

/* Most rows hold codes and days only: no name has to be unsealed for them. */
static enum own_comparison needed_of(const struct crossing *c)
{
    const struct file_kind *k = c->file->kind;
    enum own_comparison most = OWN_NOTHING;
    for (size_t i = 0; i < k->n_variables && most != OWN_EVERYTHING; i++) {
        if (!is_compared(c, i))
            continue;
        enum own_comparison needed =
            own_details_needed(k->variables[i], c->texts[i]);
        most = needed > most ? needed : most;
    }
    return most;
}

/* A cell that repeats who the person is doesn't cross, whatever its column. */
static enum status find_own(struct handover *h, struct crossing *c)
{
    const struct file_kind *k = c->file->kind;
    bool *is_own = arena_take_array(&h->row, k->n_variables, sizeof *is_own);
    struct own_details own;
    c->is_own = is_own;
    enum own_comparison needed = c->person == 0 ? OWN_NOTHING : needed_of(c);
    if (needed == OWN_NOTHING)
        return STATUS_OK;
    enum status st = person_of_row(h, c, needed, &own);
    for (size_t i = 0; st == STATUS_OK && i < k->n_variables; i++) {
        if (!is_compared(c, i))
            continue;
        is_own[i] =
            own_details_match(&h->row, &own, k->variables[i], c->texts[i]);
        if (is_own[i] && crosses(c, i))
            study_files_report(&h->run->files, c->file->number - 1,
                               c->note->row, c->file->variable_column[i],
                               k->variables[i], RULE_OWN_DETAIL);
    }
    return st;
}

static bool is_yes_withdrawn(struct handover *h, const struct crossing *c,
                             size_t variable)
{
    struct cell cell;
    if ((int)variable != h->reuse ||
        consent_agrees(&h->consent, c->person, SCOPE_REUSE))
        return false;
    cell_memo_check(h->memo, &h->row, variable, c->texts[variable], &cell);
    return cell.state == CELL_VALUE && strcmp(cell.clean, CONSENT_YES) == 0;
}

/* As the office wrote it, or the rule that it broke. */
static void write_cell(struct handover *h, struct csv_writer *w,
                       const struct crossing *c, size_t variable)
{
    const char *text = c->texts[variable];
    struct cell cell = {.rule = NULL};
    if (!crosses(c, variable)) {
        csv_empty(w);
        return;
    }
    if (c->is_own[variable])
        cell.rule = RULE_OWN_DETAIL;
    else if (c->note->has_marks)
        cell_memo_check(h->memo, &h->row, variable, text, &cell);
    if (cell.rule != NULL)
        text = arena_format(&h->row, "%c%s", HANDOVER_REFUSED_MARK, cell.rule);
    else if (is_yes_withdrawn(h, c, variable))
        text = CONSENT_NO;
    csv_text(w, text);
}

static void count_row(struct manifest_part *p, const struct crossing *c)
{
    if (c->file->kind->people == PEOPLE_NONE || c->note->is_anonymous)
        p->n_nobody++;
    else if (c->is_covered)
        p->n_named++;
    else
        p->n_counted++;
}

static void write_row(struct handover *h, const struct crossing *c)
{
    struct csv_writer *w = &h->out.writer;
    const struct file_kind *k = c->file->kind;
    bool has_people = k->people != PEOPLE_NONE;
    int32_t happened = has_people ? happened_days(h, c) : INT32_MIN;
    int32_t birth = has_people ? h->birth_days[c->person] : INT32_MIN;
    count_row(h->out.part, c);
    csv_integer(w, c->note->row);
    write_subject(h, w, c, happened);
    for (size_t i = 0; i < k->n_variables; i++)
        if (has_age(k, k->variables[i]))
            write_age(w, c->is_covered ? birth : INT32_MIN,
                      c->is_covered ? cell_days(h, c, i) : INT32_MIN);
    write_elderly(h, w, birth, happened);
    for (size_t i = 0; i < k->n_variables; i++)
        if (column_may_cross(k->variables[i]))
            write_cell(h, w, c, i);
    csv_end_row(w);
}

/* The day of a row is looked at only where it matters. */
static bool is_covered(struct handover *h, const struct crossing *c)
{
    enum file_consent needed = c->file->kind->consent;
    if (!consent_depends_on_day(&h->consent, c->person))
        return consent_covers(&h->consent, c->person, needed);
    return consent_covers_day(&h->consent, c->person, needed,
                              happened_days(h, c));
}

static int variable_of(const struct file_kind *k, const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (strcmp(k->variables[i]->name, name) == 0)
            return (int)i;
    return -1;
}

static void begin_file(struct handover *h, const struct file_kind *k)
{
    arena_reset(&h->of_file);
    h->memo = cell_memo_new(&h->of_file, k);
    h->happened = variable_of(k, k->happened);
    h->reuse =
        strcmp(k->kind, CONSENT_KIND) == 0 ? variable_of(k, CONSENT_REUSE) : -1;
}

static enum status write_crossing(struct handover *h, struct crossing *c)
{
    const struct delivered_file *f = c->file;
    arena_reset(&h->row);
    if (f->kind->people != PEOPLE_NONE && !c->note->is_anonymous) {
        c->person = vault_root(h->run->vault, c->note->serial);
        c->is_covered = is_covered(h, c);
    }
    enum status st = open_part(h, f);
    if (st == STATUS_OK)
        st = find_own(h, c);
    if (st == STATUS_OK)
        write_row(h, c);
    return st;
}

static enum status write_rows(struct handover *h, struct delivered_file *f)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    begin_file(h, f->kind);
    while (st == STATUS_OK && file_rows_next(&rows)) {
        struct crossing c = {.file = f, .note = rows.note, .texts = rows.texts};
        if (rows.note->fate == ROW_ACCEPTED)
            st = write_crossing(h, &c);
    }
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

static enum status write_part(struct handover *h, struct delivered_file *f)
{
    const struct study_files *s = &h->run->files;
    struct manifest_part *part = &h->parts.list[h->parts.n];
    bool is_taken = false;
    if (file_count(f, ROW_ACCEPTED) == 0)
        return STATUS_OK;
    enum status st = kept_part_take(s, f, h->last, h->folder, part, &is_taken);
    if (st != STATUS_OK || is_taken) {
        h->parts.n += is_taken;
        return st;
    }
    st = write_rows(h, f);
    if (st == STATUS_OK)
        st = keep_part(h);
    if (st == STATUS_OK)
        st = kept_part_keep(s, h->folder, part);
    drop_part(h);
    return st;
}

/* ------------------------------------------------- findings, repairs, balance
 */

static enum status open_csv(struct handover *h, const char *name,
                            struct csv_writer *w, const char *const *columns)
{
    enum status st = csv_writer_open(
        w, arena_format(h->run->arena, "%s/%s", h->folder, name),
        CSV_FOR_PROGRAMS);
    if (st == STATUS_OK)
        csv_row(w, columns);
    return st;
}

static enum status write_findings(struct handover *h)
{
    static const char *const columns[] = {
        "file", "row", "column", "variable", "rule", "severity", NULL};
    const struct study_files *s = &h->run->files;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_FINDINGS, &w, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < s->findings->n; i++) {
        const struct place_finding *f = study_finding(s, i);
        char letters[8] = "";
        if (f->column >= 0)
            column_letters((size_t)f->column, letters);
        csv_integer(&w, (long long)f->file + 1);
        csv_integer(&w, f->row);
        csv_text(&w, letters);
        csv_text(&w, f->variable == NULL ? "" : f->variable->name);
        csv_text(&w, f->rule);
        csv_text(&w, severity_name(finding_severity(s, f)));
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

static enum status write_repairs(struct handover *h)
{
    static const char *const columns[] = {"file", "repair", "count", NULL};
    const struct study_files *s = &h->run->files;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_REPAIRS, &w, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < s->n_files; i++) {
        for (unsigned bit = 0; bit < N_REPAIRS; bit++) {
            if (s->files[i].repairs[bit] == 0)
                continue;
            csv_integer(&w, (long long)s->files[i].number);
            csv_text(&w, repair_code(bit));
            csv_integer(&w, (long long)s->files[i].repairs[bit]);
            csv_end_row(&w);
        }
    }
    return csv_writer_keep(&w);
}

static enum status write_balance(struct handover *h)
{
    static const char *const columns[] = {
        "file",      "received",   "accepted", "quarantined",
        "duplicate", "superseded", "outside",  NULL};
    const struct study_files *s = &h->run->files;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_BALANCE, &w, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < s->n_files; i++) {
        const struct delivered_file *f = &s->files[i];
        size_t counts[N_ROW_FATES];
        file_counts(f, counts);
        csv_integer(&w, (long long)f->number);
        csv_integer(&w, (long long)f->n_rows);
        for (int fate = 0; fate < N_ROW_FATES; fate++)
            csv_integer(&w, (long long)counts[fate]);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

/* How sure it is who a row is about, where no office number said it. */
static enum status write_links(struct handover *h)
{
    static const char *const columns[] = {"file", "row", "probability", NULL};
    const struct study_files *s = &h->run->files;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_LINKS, &w, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < s->n_files; i++) {
        const struct delivered_file *f = &s->files[i];
        for (size_t n = 0; n < f->n_rows; n++) {
            const struct row_note *note = file_note(f, n);
            if (note->fate != ROW_ACCEPTED || !(note->link_probability > 0))
                continue;
            csv_integer(&w, (long long)f->number);
            csv_integer(&w, note->row);
            csv_number(&w, round((double)note->link_probability * 1e4) / 1e4);
            csv_end_row(&w);
        }
    }
    return csv_writer_keep(&w);
}

static int by_row(const void *left, const void *right)
{
    const struct known_row *a = left;
    const struct known_row *b = right;
    uint64_t x = (uint64_t)a->file << 32 | a->row;
    uint64_t y = (uint64_t)b->file << 32 | b->row;
    return (x > y) - (x < y);
}

static enum status write_known(struct handover *h)
{
    static const char *const columns[] = {"file", "row", "known", NULL};
    const struct study_files *s = &h->run->files;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_KNOWN, &w, columns);
    if (st != STATUS_OK)
        return st;
    if (s->n_known > 1)
        qsort(s->known, s->n_known, sizeof *s->known, by_row);
    for (size_t i = 0; i < s->n_known; i++) {
        char iso[11] = "";
        if (s->known[i].days != INT32_MIN)
            date_write_iso(date_from_days(s->known[i].days), iso);
        csv_integer(&w, (long long)s->known[i].file + 1);
        csv_integer(&w, s->known[i].row);
        csv_text(&w, iso);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

/* Now, or with rows of before they withdrew. */
static bool crosses_at_all(const struct handover *h, uint32_t person)
{
    static const enum file_consent asked[] = {CONSENT_FOLLOW, CONSENT_LINK};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (consent_covers(&h->consent, person, asked[i]) ||
            consent_covers_day(&h->consent, person, asked[i], INT32_MIN + 1))
            return true;
    return false;
}

/* Only where rows of the person cross: nobody else has a pseudonym there. */
static void write_pseudonym(struct handover *h, struct csv_writer *w,
                            const struct correction *c)
{
    const struct keys *k = vault_keys(h->run->vault);
    struct subject before, now;
    char since[11];
    if (!crosses_at_all(h, vault_root(h->run->vault, c->from)) ||
        !crosses_at_all(h, vault_root(h->run->vault, c->to)))
        return;
    pseudonym_write(k, c->from, &before);
    pseudonym_write(k, c->to, &now);
    date_write_iso(date_from_days(c->days), since);
    csv_text(w, before.text);
    csv_text(w, now.text);
    csv_text(w, since);
    csv_text(w, c->action == CORRECT_MERGE ? "merged" : "split");
    csv_end_row(w);
}

static enum status write_pseudonyms(struct handover *h)
{
    static const char *const columns[] = {"subject", "now", "since", "reason",
                                          NULL};
    const struct corrections *all = &h->run->corrections;
    struct csv_writer w;
    enum status st = open_csv(h, HANDOVER_PSEUDONYMS, &w, columns);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].outcome == OUTCOME_APPLIED && all->list[i].from != 0)
            write_pseudonym(h, &w, &all->list[i]);
    return csv_writer_keep(&w);
}

/* ------------------------------------------------------------------- the step
 */

static enum status write_snapshot(struct handover *h)
{
    struct identity_run *r = h->run;
    struct study_files *s = &r->files;
    struct leak_result leaks;
    enum status st = STATUS_OK;
    h->parts.list =
        arena_take_array(r->arena, s->n_files, sizeof *h->parts.list);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        if (file_is_read(&s->files[i]))
            st = write_part(h, &s->files[i]);
    study_files_sort_findings(s);
    if (st == STATUS_OK)
        st = write_findings(h);
    if (st == STATUS_OK)
        st = write_repairs(h);
    if (st == STATUS_OK)
        st = write_balance(h);
    if (st == STATUS_OK)
        st = write_known(h);
    if (st == STATUS_OK)
        st = write_links(h);
    if (st == STATUS_OK)
        st = write_pseudonyms(h);
    if (st == STATUS_OK)
        st = leak_check(r, h->folder, &h->parts, &leaks);
    if (st == STATUS_OK)
        st = manifest_write(r, h->folder, &h->parts, &leaks);
    if (st == STATUS_OK) {
        const struct confirmation page = {r, h->folder, &h->parts, &leaks,
                                          r->vault == NULL ? NULL
                                                           : &h->consent};
        st = confirmation_write(&page);
    }
    return st;
}

enum status step3_handover(struct identity_run *r)
{
    char *folder = release_folder(r);
    char *building;
    struct handover h = {.run = r};
    arena_init(&h.row);
    arena_init(&h.of_file);
    enum status st = STATUS_OK;
    if (r->vault != NULL)
        st = vault_begin_reading(r->vault);
    if (st == STATUS_OK && r->vault != NULL)
        st = consent_forms_read(r, &h.consent);
    study_files_sort_findings(&r->files);
    if (st == STATUS_OK && r->vault != NULL)
        st = read_births(&h);
    if (st == STATUS_OK)
        st = folder_swap_begin(r->arena, folder, &building);
    if (st == STATUS_OK) {
        h.folder = building;
        h.last = release_newest(r);
        st = write_snapshot(&h);
        if (st == STATUS_OK)
            st = folder_swap_finish(r->arena, folder);
        else
            st = status_worse(st, folder_remove(building));
    }
    if (st == STATUS_OK)
        st = release_settle(r);
    if (st == STATUS_OK) {
        struct manifest_parts *parts = arena_take(r->arena, sizeof *parts);
        *parts = h.parts;
        r->parts = parts;
    }
    if (r->vault != NULL)
        vault_end_reading(r->vault);
    arena_release(&h.row);
    arena_release(&h.of_file);
    return st;
}
