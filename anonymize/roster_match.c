/* roster_match: whose are the rows of somebody else's roster? */
#include "anonymize/roster_match.h"

#include "anonymize/blind_sample.h"
#include "anonymize/candidate_search.h"
#include "anonymize/roster_linkage.h"

#include <string.h>

/* Up to so many people the engine sees everyone; else those whom the rows
 * could be about, and about so many others to learn from. */
enum { EVERYONE = 5000 };

/* Somebody a row could be about. */
struct option {
    uint32_t serial; /* a root */
    const char *pair;
    const char *verdict; /* "open" "same" "other" "unknown" */
    bool is_alike;       /* by the exact rules */
    bool has_birth;      /* the row's birth date, very same */
    double probability;
};

struct roster_row {
    struct row_note *note;
    struct person_record person;
    struct option *options;
    size_t n_options, capacity;
};

/* The rows of one roster that name someone. */
struct roster {
    struct identity_run *run;
    struct matcher *matcher;
    struct arena *arena; /* of this roster */
    size_t file;
    double link_from, ask_from;
    struct roster_row *rows;
    size_t n_rows, capacity;
};

/* ------------------------------------------------------------------- reading
 */

/* The pair's name comes from the participant and all that the row says. */
static void name_pair(const struct roster *t, const struct person_record *p,
                      uint32_t serial, struct subject *out)
{
    unsigned char tag[BLIND_TAG_SIZE];
    const char *number = arena_format(t->arena, "%u", serial);
    const char *const fields[] = {number,  p->office, p->number,
                                  p->name, p->kana,   p->birth};
    blind_tag(vault_keys(t->run->vault)->pair, 1, fields, 6, tag);
    pair_name_write(tag, out);
}

static struct option *option_of(const struct roster *t, struct roster_row *row,
                                uint32_t serial)
{
    uint32_t root = vault_root(t->run->vault, serial);
    for (size_t i = 0; i < row->n_options; i++)
        if (vault_root(t->run->vault, row->options[i].serial) == root)
            return &row->options[i];
    return NULL;
}

static enum status add_option(struct roster *t, struct roster_row *row,
                              uint32_t serial)
{
    struct subject pair;
    if (option_of(t, row, serial) != NULL)
        return STATUS_OK;
    name_pair(t, &row->person, serial, &pair);
    struct option option = {.serial = serial,
                            .pair = arena_copy(t->run->arena, pair.text)};
    enum status st = vault_verdict(t->run->vault, t->run->arena, option.pair,
                                   &option.verdict);
    row->options = arena_grow(t->arena, row->options, row->n_options,
                              &row->capacity, sizeof *row->options);
    row->options[row->n_options++] = option;
    return st;
}

/* Those who are alike first: a pair that was asked about keeps its name. */
static enum status find_options(struct roster *t, struct roster_row *row,
                                const struct candidates *near)
{
    struct person_forms forms;
    struct found_people found;
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < near->n; i++) {
        st = add_option(t, row, near->list[i].serial);
        option_of(t, row, near->list[i].serial)->is_alike = true;
    }
    person_record_forms(t->arena, &t->run->variants, &row->person, &forms);
    if (st == STATUS_OK)
        st = candidates_by_birth(t->run->vault, t->arena, &forms, &found);
    for (size_t i = 0; st == STATUS_OK && i < found.n; i++) {
        st = add_option(t, row, found.serials[i]);
        option_of(t, row, found.serials[i])->has_birth = true;
    }
    if (st == STATUS_OK)
        st = candidates_by_name(t->run->vault, t->arena, &forms, &found);
    for (size_t i = 0; st == STATUS_OK && i < found.n; i++)
        st = add_option(t, row, found.serials[i]);
    return st;
}

static enum status take_row(struct roster *t, const struct file_rows *rows)
{
    const struct delivered_file *f = rows->file;
    struct candidates near;
    struct cell birth;
    if (!row_names_someone(rows->note))
        return STATUS_OK;
    t->rows =
        arena_grow(t->arena, t->rows, t->n_rows, &t->capacity, sizeof *t->rows);
    struct roster_row *row = &t->rows[t->n_rows++];
    *row = (struct roster_row){.note = rows->note};
    int at = kind_role(f->kind, ROLE_BIRTH);
    if (at >= 0)
        cell_check(t->arena, f->kind->variables[at], rows->texts[at], &birth);
    row_person(t->arena, f, at < 0 ? NULL : &birth, NULL, rows->texts,
               &row->person);
    const struct person_record *p = &row->person;
    row->person = (struct person_record){arena_copy(t->run->arena, p->office),
                                         arena_copy(t->run->arena, p->number),
                                         arena_copy(t->run->arena, p->name),
                                         arena_copy(t->run->arena, p->kana),
                                         arena_copy(t->run->arena, p->birth),
                                         arena_copy(t->run->arena, p->contact)};
    enum status st =
        person_look_up(t->matcher, &row->person, &row->note->serial, &near);
    return st == STATUS_OK && row->note->serial == 0
               ? find_options(t, row, &near)
               : st;
}

static enum status read_roster(struct roster *t)
{
    struct file_rows rows;
    enum status st = file_rows_open(&rows, &t->run->files.files[t->file]);
    if (st != STATUS_OK)
        return st;
    while (st == STATUS_OK && file_rows_next(&rows))
        st = take_row(t, &rows);
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

/* ------------------------------------------------------------------ weighing
 */

/* Who is opened: everyone of a small vault. */
static bool *whom_to_open(const struct roster *t)
{
    size_t n = vault_n_people(t->run->vault), step = n / EVERYONE + 1;
    bool *wanted = arena_take_array(t->arena, n + 1, sizeof *wanted);
    for (size_t serial = 1; serial <= n; serial += step)
        wanted[serial] = true;
    for (size_t i = 0; i < t->n_rows; i++) {
        wanted[t->rows[i].note->serial] = true;
        for (size_t k = 0; k < t->rows[i].n_options; k++)
            wanted[t->rows[i].options[k].serial] = true;
    }
    return wanted;
}

/* Those whose name is known, each under the person they are. */
static enum status read_people(const struct roster *t,
                               struct roster_question *q)
{
    struct vault *v = t->run->vault;
    uint32_t n = (uint32_t)vault_n_people(v);
    bool *wanted = whom_to_open(t);
    struct linkage_person *people =
        arena_take_array(t->arena, n, sizeof *people);
    enum status st = STATUS_OK;
    for (uint32_t serial = 1; st == STATUS_OK && serial <= n; serial++) {
        struct person_record p;
        uint32_t root = vault_root(v, serial);
        if (!wanted[serial] && !wanted[root])
            continue;
        st = vault_person(v, t->arena, serial, &p);
        if (st == STATUS_OK && *p.name != '\0')
            people[q->n_people++] =
                (struct linkage_person){root, p.name, p.kana, p.birth};
    }
    q->people = people;
    return st;
}

static void read_rows(const struct roster *t, struct roster_question *q)
{
    struct linkage_person *rows =
        arena_take_array(t->arena, t->n_rows, sizeof *rows);
    for (size_t i = 0; i < t->n_rows; i++) {
        const struct person_record *p = &t->rows[i].person;
        rows[i] = (struct linkage_person){0, p->name, p->kana, p->birth};
    }
    q->rows = rows;
    q->n_rows = t->n_rows;
}

/* "unknown" is no decision: it teaches nothing. */
static void read_labels(const struct roster *t, struct roster_question *q)
{
    struct roster_label *labels = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < t->n_rows; i++) {
        for (size_t k = 0; k < t->rows[i].n_options; k++) {
            const struct option *o = &t->rows[i].options[k];
            bool is_same = strcmp(o->verdict, "same") == 0;
            if (!is_same && strcmp(o->verdict, "other") != 0)
                continue;
            labels = arena_grow(t->arena, labels, q->n_labels, &capacity,
                                sizeof *labels);
            labels[q->n_labels++] = (struct roster_label){
                i, vault_root(t->run->vault, o->serial), is_same};
        }
    }
    q->labels = labels;
}

/* So that 1 is left to what a person has decided. */
static float below_one(double probability)
{
    return probability > 0.9999 ? 0.9999f : (float)probability;
}

static void take_probabilities(struct roster *t,
                               const struct roster_pair *pairs, size_t n)
{
    struct vault *v = t->run->vault;
    for (size_t i = 0; i < t->n_rows; i++) {
        struct roster_row *row = &t->rows[i];
        if (row->note->serial != 0)
            row->note->link_probability = below_one(roster_probability(
                pairs, n, i, vault_root(v, row->note->serial)));
        for (size_t k = 0; k < row->n_options; k++)
            row->options[k].probability = roster_probability(
                pairs, n, i, vault_root(v, row->options[k].serial));
    }
}

static bool has_anybody(const struct roster *t)
{
    for (size_t i = 0; i < t->n_rows; i++)
        if (t->rows[i].note->serial != 0 || t->rows[i].n_options > 0)
            return true;
    return false;
}

/* Year, month and day of YYYY-MM-DD: two of them at least. */
static bool share_two_parts(const char *a, const char *b)
{
    static const size_t from[] = {0, 5, 8}, length[] = {4, 2, 2};
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        n += strncmp(a + from[i], b + from[i], length[i]) == 0;
    return n >= 2;
}

/* Two people of one name: worth a question only where the birth dates are
 * alike, since rosters hold the namesakes of participants. */
static enum status leave_out_strangers(struct roster *t, struct roster_row *row)
{
    enum status st = STATUS_OK;
    for (size_t k = 0; st == STATUS_OK && k < row->n_options; k++) {
        struct option *o = &row->options[k];
        struct person_record known;
        if (o->has_birth || o->probability < t->ask_from)
            continue;
        st = vault_person(t->run->vault, t->arena, o->serial, &known);
        if (st == STATUS_OK &&
            births_compare(known.birth, row->person.birth) == BIRTHS_DIFFER &&
            !share_two_parts(known.birth, row->person.birth))
            o->probability = 0;
    }
    return st;
}

static enum status weigh_roster(struct roster *t)
{
    struct roster_question q = {.n_people = 0};
    struct roster_pair *pairs;
    size_t n;
    if (!has_anybody(t))
        return STATUS_OK;
    enum status st = read_people(t, &q);
    read_rows(t, &q);
    read_labels(t, &q);
    if (st == STATUS_OK)
        st = roster_linkage(t->arena, &q, &pairs, &n);
    if (st == STATUS_OK)
        take_probabilities(t, pairs, n);
    for (size_t i = 0; st == STATUS_OK && i < t->n_rows; i++)
        st = leave_out_strangers(t, &t->rows[i]);
    return st;
}

/* ------------------------------------------------------------------ deciding
 */

static const struct option *decided_same(const struct roster_row *row)
{
    for (size_t k = 0; k < row->n_options; k++)
        if (strcmp(row->options[k].verdict, "same") == 0)
            return &row->options[k];
    return NULL;
}

/* Only one can be that sure: a row's probabilities add up to 1. Strangers of
 * one name who were born in one month are what the engine is wrong about, so
 * nobody is found without the very birth date. */
static const struct option *surest(const struct roster *t,
                                   const struct roster_row *row)
{
    for (size_t k = 0; k < row->n_options; k++) {
        const struct option *o = &row->options[k];
        if (o->has_birth && o->probability >= t->link_from &&
            strcmp(o->verdict, "open") == 0)
            return o;
    }
    return NULL;
}

static enum status ask_about(const struct roster *t,
                             const struct roster_row *row,
                             const struct option *o)
{
    struct identity_run *r = t->run;
    struct review_pair asked = {
        .pair = o->pair,
        .b = {row->person, file_label(r->arena, &r->files.files[t->file]),
              row->note->row},
        .verdict = o->verdict,
    };
    enum status st = review_side_of(r, o->serial, &asked.a);
    if (st == STATUS_OK)
        review_add(&r->review, &asked);
    return st;
}

/* What was decided stays in the sheet, so that it can be taken back; what is
 * alike by the exact rules is asked whatever the engine says. */
static enum status list_questions(struct roster *t, struct roster_row *row,
                                  bool is_sure, bool *is_open)
{
    enum status st = STATUS_OK;
    *is_open = false;
    for (size_t k = 0; st == STATUS_OK && k < row->n_options; k++) {
        const struct option *o = &row->options[k];
        bool open = strcmp(o->verdict, "open") == 0;
        bool asks = o->is_alike || o->probability >= t->ask_from;
        if (open && (is_sure || !asks))
            continue;
        st = ask_about(t, row, o);
        *is_open = *is_open || open;
    }
    return st;
}

static void report_row(struct roster *t, const struct roster_row *row,
                       const char *rule)
{
    study_files_report(&t->run->files, t->file, row->note->row, -1, NULL, rule);
}

static enum status decide_row(struct roster *t, struct roster_row *row)
{
    const struct option *same = decided_same(row);
    const struct option *sure = same == NULL ? surest(t, row) : NULL;
    bool is_open;
    size_t n_before = t->run->review.n_pairs;
    if (row->note->serial != 0)
        return STATUS_OK;
    if (same != NULL || sure != NULL)
        row->note->serial = same != NULL ? same->serial : sure->serial;
    if (same != NULL) /* somebody has looked: as sure as people are */
        row->note->link_probability = 1;
    else if (sure != NULL)
        row->note->link_probability = below_one(sure->probability);
    enum status st = list_questions(t, row, sure != NULL, &is_open);
    if (row->note->serial != 0)
        return st;
    if (is_open)
        report_row(t, row, "W3009");
    if (row->note->fate == ROW_ACCEPTED) {
        row->note->fate = ROW_OUTSIDE;
        if (t->run->review.n_pairs == n_before)
            report_row(t, row, "I3007");
    }
    return st;
}

/* --------------------------------------------------------------------- all */

static enum status match_roster(struct roster *t)
{
    enum status st = read_roster(t);
    if (st == STATUS_OK)
        st = weigh_roster(t);
    for (size_t i = 0; st == STATUS_OK && i < t->n_rows; i++)
        st = decide_row(t, &t->rows[i]);
    return st;
}

enum status roster_match_all(struct identity_run *r, struct matcher *m)
{
    struct arena a;
    arena_init(&a);
    struct roster t = {.run = r, .matcher = m, .arena = &a};
    enum status st =
        identity_threshold(r, "link_probability_min", &t.link_from);
    t.ask_from = m->ask_from;
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (!file_has_people(f) || f->kind->people != PEOPLE_THIRD_PARTY)
            continue;
        t.file = i;
        t.rows = NULL;
        t.n_rows = t.capacity = 0;
        st = match_roster(&t);
        arena_reset(&a);
    }
    arena_release(&a);
    return st;
}
