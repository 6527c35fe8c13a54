/* consent_forms: what do the forms of consent say about each person? */
#include "anonymize/consent_forms.h"

#include "anonymize/consent_version.h"
#include "anonymize/correction_people.h"
#include "base/text.h"

#include <string.h>

#define RULE_UNCERTAIN "W3014"
#define RULE_OF_PAIR "W3016"

/* A form that stops a person, kept until all forms are told. */
struct stopping_form {
    uint32_t file, row;
    int column;
    const struct variable *variable;
    uint32_t person;
};

struct form_reader {
    struct identity_run *run;
    struct consent_ledger *ledger;
    const struct file_rows *rows;
    size_t file;
    struct arena row;
    struct stopping_form *stops;
    size_t n_stops, capacity;
    struct consent_versions versions;
};

/* ------------------------------------------------------------------- cells */

static int variable_at(const struct form_reader *f, const char *name)
{
    const struct file_kind *k = f->rows->file->kind;
    for (size_t i = 0; i < k->n_variables; i++)
        if (strcmp(k->variables[i]->name, name) == 0)
            return (int)i;
    return -1;
}

static struct cell form_cell(struct form_reader *f, const char *name)
{
    struct cell cell = {.state = CELL_MISSING,
                        .missing_reason = MISSING_NO_ANSWER};
    int at = variable_at(f, name);
    if (at >= 0)
        cell_check(&f->row, f->rows->file->kind->variables[at],
                   f->rows->texts[at], &cell);
    return cell;
}

static bool form_agrees(struct form_reader *f, const char *name)
{
    struct cell cell = form_cell(f, name);
    return cell.state == CELL_VALUE && strcmp(cell.clean, CONSENT_YES) == 0;
}

static int32_t form_day(struct form_reader *f, const char *name)
{
    struct cell cell = form_cell(f, name);
    return cell.state == CELL_VALUE ? date_to_days(cell.date) : INT32_MIN;
}

/* Something stands there: neither left blank nor "not applicable". */
static bool is_filled(struct form_reader *f, const char *name)
{
    int at = variable_at(f, name);
    struct cell cell = form_cell(f, name);
    return at >= 0 && f->rows->texts[at] != NULL &&
           !text_is_blank(f->rows->texts[at]) &&
           !(cell.state == CELL_MISSING &&
             cell.missing_reason == MISSING_NOT_APPLICABLE);
}

/* ------------------------------------------------------------------- stops */

/* The day of a form whose own can't be read: that of its delivery. */
static int32_t stop_day(struct form_reader *f)
{
    const struct delivered_file *file = f->rows->file;
    int32_t given = form_day(f, "consent_date");
    if (given != INT32_MIN)
        return given;
    return file->has_delivered ? date_to_days(file->delivered)
                               : f->ledger->as_of_days;
}

static void stop(struct form_reader *f, uint32_t person, const char *name,
                 enum consent_doubt doubt)
{
    const struct delivered_file *file = f->rows->file;
    int at = variable_at(f, name);
    consent_stop(f->ledger, person, stop_day(f), doubt);
    f->stops = arena_grow(f->run->arena, f->stops, f->n_stops, &f->capacity,
                          sizeof *f->stops);
    f->stops[f->n_stops++] = (struct stopping_form){
        .file = (uint32_t)f->file,
        .row = f->rows->note->row,
        .column = at < 0 ? -1 : file->variable_column[at],
        .variable = at < 0 ? NULL : file->kind->variables[at],
        .person = person};
}

/* Whoever holds the number of the row, as written; when nobody does, all whose
 * number differs in zeros or widths only. */
static enum status find_holders(struct form_reader *f, uint32_t **serials,
                                size_t *n)
{
    struct person_record person;
    struct person_forms forms;
    struct vault *v = f->run->vault;
    row_person(&f->row, f->rows->file, NULL, NULL, f->rows->texts, &person);
    const char *const parts[] = {person.office, person.number};
    bool has_office = *person.office != '\0';
    *n = 0;
    if (*person.number == '\0')
        return STATUS_OK;
    enum status st = STATUS_OK;
    if (has_office)
        st = vault_find(v, &f->row, BLIND_NUMBER, parts, 2, serials, n);
    if (st == STATUS_OK && *n == 0)
        st =
            vault_find(v, &f->row, BLIND_BARE_NUMBER, parts + 1, 1, serials, n);
    if (st != STATUS_OK || *n > 0)
        return st;
    person_record_forms(&f->row, &f->run->variants, &person, &forms);
    return vault_find(v, &f->row, BLIND_LOOSE_NUMBER, &forms.loose_number, 1,
                      serials, n);
}

/* A form that can't be taken stops whoever holds its number. When nobody does,
 * a withdrawal may be lost. */
static enum status stop_holders(struct form_reader *f)
{
    uint32_t *serials = NULL;
    size_t n = 0;
    enum status st = find_holders(f, &serials, &n);
    enum consent_doubt doubt =
        is_filled(f, "withdrawn") || is_filled(f, "withdraw_scope")
            ? DOUBT_WITHDRAWAL
            : DOUBT_FORM;
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        stop(f, vault_root(f->run->vault, serials[i]), "", doubt);
    if (st == STATUS_OK && n == 0)
        study_files_report(&f->run->files, f->file, f->rows->note->row, -1,
                           NULL, CONSENT_OF_NOBODY);
    return st;
}

/* ------------------------------------------------------------------- forms */

/* A version that can't be read stops its row as an error of the row. */
static const struct consent_version *form_version(struct form_reader *f)
{
    struct cell cell = form_cell(f, "consent_version");
    return consent_version_find(&f->versions,
                                cell.state == CELL_VALUE ? cell.clean : "");
}

static void tell_form(struct form_reader *f, bool is_superseded)
{
    uint32_t person = vault_root(f->run->vault, f->rows->note->serial);
    const struct consent_form form = {
        .given_days = form_day(f, "consent_date"),
        .withdrawn_days = form_day(f, "withdrawn"),
        .agreed = {[SCOPE_FOLLOW] = form_agrees(f, "scope_follow"),
                   [SCOPE_LINK] = form_agrees(f, "scope_link"),
                   [SCOPE_REUSE] = form_agrees(f, CONSENT_REUSE)},
        .version = form_version(f),
    };
    if (is_superseded)
        consent_withdraw(f->ledger, person, form.withdrawn_days);
    else
        consent_tell(f->ledger, person, &form);
    if (form.withdrawn_days == INT32_MIN && is_filled(f, "withdrawn"))
        stop(f, person, "withdrawn", DOUBT_WITHDRAWAL);
    else if (form.withdrawn_days == INT32_MIN && is_filled(f, "withdraw_scope"))
        stop(f, person, "withdraw_scope", DOUBT_WITHDRAWAL);
    else if (form.given_days == INT32_MIN && !is_superseded)
        stop(f, person, "consent_date", DOUBT_FORM);
}

static enum status read_form(struct form_reader *f)
{
    arena_reset(&f->row);
    switch (f->rows->note->fate) {
    case ROW_QUARANTINED:
        return stop_holders(f);
    case ROW_ACCEPTED:
    case ROW_SUPERSEDED:
        if (!f->rows->note->was_refused)
            tell_form(f, f->rows->note->fate == ROW_SUPERSEDED);
        break;
    default:
        break;
    }
    return STATUS_OK;
}

static enum status read_file(struct form_reader *f)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, &f->run->files.files[f->file]);
    if (st != STATUS_OK)
        return st;
    f->rows = &rows;
    while (st == STATUS_OK && file_rows_next(&rows))
        st = read_form(f);
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

/* ------------------------------------------------------------------ ledger */

static unsigned scopes_of(const char *scope)
{
    static const char *const names[N_CONSENT_SCOPES] = {"follow", "link",
                                                        "reuse"};
    unsigned all = (1U << N_CONSENT_SCOPES) - 1;
    for (unsigned i = 0; i < N_CONSENT_SCOPES; i++)
        if (strcmp(names[i], scope) == 0)
            return 1U << i;
    return all;
}

/* What was said at the counter, beside the forms. */
static enum status tell_ledger(struct form_reader *f)
{
    struct vault *v = f->run->vault;
    struct vault_consent *said;
    size_t n;
    enum status st = vault_consents(v, f->run->arena, &said, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        const struct consent_end end = {.days = said[i].from_days,
                                        .scopes = scopes_of(said[i].scope),
                                        .backward = said[i].backward};
        if (strcmp(said[i].act, "given") != 0)
            consent_end(f->ledger, vault_root(v, said[i].serial), &end);
    }
    for (uint32_t p = 1; st == STATUS_OK && p <= vault_n_people(v); p++) {
        bool erased;
        st = vault_is_erased(v, p, &erased);
        if (st == STATUS_OK && erased)
            consent_erase(f->ledger, vault_root(v, p));
    }
    return st;
}

/* ------------------------------------------------------------------- pairs */

/* While a pair is open, or nobody knows, the no of one holds for both. */
static enum status pair_doubts(struct form_reader *f)
{
    struct vault *v = f->run->vault;
    struct vault_doubt_row *doubts;
    size_t n;
    enum status st = vault_doubts(v, f->run->arena, &doubts, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (!correction_settles(v, &doubts[i]) &&
            strcmp(doubts[i].verdict, "same") != 0 &&
            strcmp(doubts[i].verdict, "other") != 0)
            consent_pair(f->ledger, vault_root(v, doubts[i].low),
                         vault_root(v, doubts[i].high));
    return st;
}

/* At the number of the form that says no. */
static void report_pairs(struct form_reader *f, size_t file)
{
    const struct delivered_file *d = &f->run->files.files[file];
    int number = kind_role(d->kind, ROLE_OFFICE_NUMBER);
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct row_note *note = file_note(d, i);
        if (note->fate == ROW_ACCEPTED &&
            consent_holds_other(f->ledger,
                                vault_root(f->run->vault, note->serial)))
            study_files_report(&f->run->files, file, note->row,
                               number < 0 ? -1 : d->variable_column[number],
                               number < 0 ? NULL : d->kind->variables[number],
                               RULE_OF_PAIR);
    }
}

/* Said only where the stop keeps something back. */
static void report_stops(struct form_reader *f)
{
    for (size_t i = 0; i < f->n_stops; i++) {
        const struct stopping_form *s = &f->stops[i];
        if (consent_is_held_back(f->ledger, s->person) ||
            consent_holds_other(f->ledger, s->person))
            study_files_report(&f->run->files, s->file, s->row, s->column,
                               s->variable, RULE_UNCERTAIN);
    }
}

static bool holds_forms(const struct delivered_file *f)
{
    return file_has_people(f) && strcmp(f->kind->kind, CONSENT_KIND) == 0;
}

enum status consent_forms_read(struct identity_run *r, struct consent_ledger *l)
{
    const struct study_files *s = &r->files;
    struct form_reader f = {.run = r, .ledger = l};
    arena_init(&f.row);
    enum status st = consent_versions_load(r->arena, &r->codebook, &f.versions);
    consent_init(l, r->arena, vault_n_people(r->vault), date_to_days(s->as_of));
    for (f.file = 0; st == STATUS_OK && f.file < s->n_files; f.file++)
        if (holds_forms(&s->files[f.file]))
            st = read_file(&f);
    if (st == STATUS_OK)
        st = tell_ledger(&f);
    if (st == STATUS_OK)
        st = pair_doubts(&f);
    if (st == STATUS_OK)
        report_stops(&f);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        if (holds_forms(&s->files[i]))
            report_pairs(&f, i);
    arena_release(&f.row);
    return st;
}
