/* step2_match: who is each row about?
 *
 * In    vault: received_row without a person; answers in review/pairs.csv
 *       inbox/ files of third parties
 * Out   vault: person, blind_index, doubt, decision
 *       notes of every file: person of each row, strangers are `outside`
 *       review/pairs.csv: what a person must decide
 *
 * Always true afterwards
 *       received = accepted + … + outside, per file
 *       every accepted or superseded row that names someone has a person
 *
 * Rows are matched in (file, row) order, so that people get the same serials
 * whether the files came in one by one or all at once. */
#include "anonymize/identity_run.h"

#include "anonymize/blind_sample.h"
#include "anonymize/candidate_search.h"
#include "anonymize/correction_people.h"
#include "anonymize/person_match.h"
#include "anonymize/roster_match.h"
#include "anonymize/shared_values.h"
#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* What is remembered of each person while findings are made; by serial. */
struct standing {
    bool is_enrolled;   /* root: has a row on a roster of this inbox */
    const char *reason; /* of an open doubt in which it is the newer one */
};

/* Where a finding about a person stands: the number, or the name when the
 * number is right and the file has names; near matches concern the row. */
static void report_about(struct identity_run *r, size_t file,
                         const struct row_note *note, const char *rule)
{
    const struct delivered_file *f = &r->files.files[file];
    int v = -1;
    if (strcmp(rule, "W3006") == 0)
        v = kind_role(f->kind, ROLE_NAME);
    if (v < 0 && strcmp(rule, "W3009") != 0 && strcmp(rule, "I3007") != 0)
        v = kind_role(f->kind, ROLE_OFFICE_NUMBER);
    study_files_report(&r->files, file, note->row,
                       v < 0 ? -1 : f->variable_column[v],
                       v < 0 ? NULL : f->kind->variables[v], rule);
}

/* ---------------------------------------------------------------- answers */

/* A cell left blank takes an earlier answer back, no more. */
static enum status take_answer(struct identity_run *r,
                               struct review_answer *answer)
{
    const char *last;
    if (!pair_name_is_valid(answer->pair))
        return STATUS_OK;
    enum status st = vault_verdict(r->vault, r->arena, answer->pair, &last);
    if (st != STATUS_OK)
        return st;
    const char *verdict = review_settle(answer, last);
    if (verdict == NULL) {
        say_error("review.two_answers", answer->pair);
        r->review.n_unreadable++;
        return STATUS_OK;
    }
    if (answer->in_csv != NULL && answer->in_book != NULL &&
        strcmp(answer->in_csv, answer->in_book) != 0)
        answer->settled = verdict;
    if (strcmp(verdict, "open") == 0 && strcmp(last, "open") == 0)
        return STATUS_OK;
    return vault_decide(r->vault, answer->pair, verdict);
}

static enum status take_answers(struct identity_run *r)
{
    enum status st = review_read(&r->review, r->arena, r->study);
    for (size_t i = 0; st == STATUS_OK && i < r->review.n_answers; i++)
        st = take_answer(r, &r->review.answers[i]);
    return st == STATUS_OK ? corrections_settle_people(r) : st;
}

/* ----------------------------------------------------------- participants */

static enum status match_waiting_rows(struct identity_run *r, struct matcher *m)
{
    struct arena a;
    struct person_record person;
    int64_t received = 0;
    bool found = true;
    enum status st = STATUS_OK;
    arena_init(&a);
    while (st == STATUS_OK) {
        uint32_t serial = 0;
        arena_reset(&a);
        st = vault_next_unmatched(r->vault, &a, &received, &person, &found);
        if (st != STATUS_OK || !found)
            break;
        st = person_match(m, received, &person, &serial);
        if (st == STATUS_OK)
            st = vault_assign(r->vault, received, serial);
    }
    arena_release(&a);
    return st;
}

struct note_cursor {
    struct delivered_file *file;
    size_t at;
};

/* The vault knows rows of earlier readings too; both sides ascend. */
static void give_serial(void *context, const struct vault_row *row)
{
    struct note_cursor *c = context;
    struct delivered_file *f = c->file;
    while (c->at < f->n_rows && file_note(f, c->at)->row < row->row)
        c->at++;
    if (c->at < f->n_rows && file_note(f, c->at)->row == row->row)
        file_note(f, c->at)->serial = row->serial;
}

static enum status note_serials(struct identity_run *r)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++) {
        struct note_cursor c = {&r->files.files[i], 0};
        if (!file_has_people(c.file) || c.file->vault_delivery == 0)
            continue;
        st = vault_rows(r->vault, c.file->vault_delivery, false, give_serial,
                        &c);
        for (size_t n = 0; st == STATUS_OK && n < c.file->n_rows; n++) {
            const struct row_note *note = file_note(c.file, n);
            if (row_names_someone(note) && note->serial == 0) {
                say_error("match.row_without_person",
                          file_label(r->arena, c.file), (size_t)note->row);
                st = STATUS_BUG;
            }
        }
    }
    return st;
}

/* ------------------------------------------------------ doubts and findings */

static enum status list_doubts(struct identity_run *r,
                               struct standing *standing)
{
    struct vault_doubt_row *doubts;
    size_t n;
    enum status st = vault_doubts(r->vault, r->arena, &doubts, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        const struct vault_doubt_row *d = &doubts[i];
        if (correction_settles(r->vault, d))
            continue;
        struct review_pair pair = {.pair = d->pair, .verdict = d->verdict};
        st = review_side_of(r, d->low, &pair.a);
        if (st == STATUS_OK)
            st = review_side_of(r, d->high, &pair.b);
        if (st != STATUS_OK)
            break;
        review_add(&r->review, &pair);
        bool is_settled =
            strcmp(d->verdict, "same") == 0 || strcmp(d->verdict, "other") == 0;
        if (!is_settled && standing[d->high].reason == NULL)
            standing[d->high].reason = d->reason;
    }
    return st;
}

static const char *rule_of_reason(const char *reason)
{
    static const char *const rules[][2] = {
        {REASON_NUMBER_SPELLING, "W3005"},
        {REASON_NUMBER_OTHER_PERSON, "W3006"},
        {REASON_NAME_ONLY, "W3010"},
        {REASON_SEVERAL_OFFICES, "W3012"}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rules[i][0], reason) == 0)
            return rules[i][1];
    return "W3009";
}

static void mark_enrolled(struct identity_run *r, struct standing *standing)
{
    for (size_t i = 0; i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (!file_has_people(f) || f->kind->people != PEOPLE_ENROL)
            continue;
        for (size_t n = 0; n < f->n_rows; n++)
            if (row_names_someone(file_note(f, n)))
                standing[vault_root(r->vault, file_note(f, n)->serial)]
                    .is_enrolled = true;
    }
}

/* A row without a number can't be on a roster: that is another finding. */
static enum status stranger_rule(struct identity_run *r, uint32_t serial,
                                 const char **rule)
{
    struct person_record person;
    struct arena a;
    arena_init(&a);
    enum status st = vault_person(r->vault, &a, serial, &person);
    *rule = st == STATUS_OK && *person.number == '\0' ? "W3010" : "W3004";
    arena_release(&a);
    return st;
}

static enum status report_row(struct identity_run *r,
                              const struct standing *standing, size_t file,
                              const struct row_note *note)
{
    const struct delivered_file *f = &r->files.files[file];
    const struct standing *own = &standing[note->serial];
    uint32_t root = vault_root(r->vault, note->serial);
    const char *rule = NULL;
    enum status st = STATUS_OK;
    if (own->reason != NULL)
        rule = rule_of_reason(own->reason);
    else if (f->kind->people == PEOPLE_OFFICE && !standing[root].is_enrolled)
        st = stranger_rule(r, note->serial, &rule);
    if (st != STATUS_OK || rule == NULL)
        return st;
    report_about(r, file, note, rule);
    return STATUS_OK;
}

static enum status report_people(struct identity_run *r)
{
    size_t n_people = vault_n_people(r->vault) + 1;
    struct standing *standing =
        arena_take_array(r->arena, n_people, sizeof *standing);
    mark_enrolled(r, standing);
    enum status st = list_doubts(r, standing);
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (!file_has_people(f) || f->kind->people == PEOPLE_THIRD_PARTY)
            continue;
        for (size_t n = 0; st == STATUS_OK && n < f->n_rows; n++)
            if (file_note(f, n)->fate == ROW_ACCEPTED &&
                row_names_someone(file_note(f, n)))
                st = report_row(r, standing, i, file_note(f, n));
    }
    return st;
}

static enum status match_people(struct identity_run *r)
{
    struct matcher m;
    enum status st = take_answers(r);
    if (st != STATUS_OK)
        return st;
    matcher_init(&m, r->vault, &r->variants);
    st = identity_threshold(r, "ask_probability_min", &m.ask_from);
    if (st == STATUS_OK)
        st = candidates_index_vault(r->vault);
    if (st == STATUS_OK)
        st = match_waiting_rows(r, &m);
    if (st == STATUS_OK && r->corrections.n > 0)
        st = corrections_settle_people(r);
    if (st == STATUS_OK)
        st = note_serials(r);
    if (st == STATUS_OK)
        st = corrections_rematch(r, &m);
    corrections_report(&r->corrections, &r->files);
    if (st == STATUS_OK)
        st = report_people(r);
    if (st == STATUS_OK)
        st = roster_match_all(r, &m);
    if (st == STATUS_OK)
        st = blind_sample_add(r);
    if (m.n_not_asked > 0)
        say("match.not_asked", m.n_not_asked);
    matcher_release(&m);
    return st;
}

enum status step2_match(struct identity_run *r)
{
    enum status st = STATUS_OK;
    if (r->vault != NULL)
        st = match_people(r);
    else
        corrections_report(&r->corrections, &r->files);
    if (st == STATUS_OK)
        st = shared_values_check(r);
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++)
        st = file_balances(&r->files.files[i]);
    return st;
}
