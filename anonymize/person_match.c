/* person_match: which person is this row about? */
#include "anonymize/person_match.h"

#include "anonymize/candidate_search.h"
#include "anonymize/form_number.h"
#include "anonymize/worth_asking.h"
#include "base/text.h"

#include <string.h>

/* So many are asked for before they are looked at. */
enum { AHEAD = 16 };

/* Fingerprints of a row and no more than two of its fields. */
enum { N_ROW_BLINDS = BLIND_NAME_KANA + 1 };

struct people {
    uint32_t *serials;
    size_t n;
};

struct row {
    const struct person_record *record;
    int64_t received;
    struct person_forms forms;
    struct candidates candidates;
    struct blind blinds[N_ROW_BLINDS]; /* by field; made when asked for */
    bool has_blind[N_ROW_BLINDS];
    struct people by_kana, by_name; /* same birth date, not only roots */
    struct contact_prints prints;   /* made when asked for */
    bool has_prints;
    struct name_ends ends; /* made for those of the same day */
    bool number_is_held;   /* by someone else: not this person's to have */
    bool number_is_alike;  /* someone's number is the same, loosely */
};

void matcher_init(struct matcher *m, struct vault *v,
                  const struct name_variants *variants)
{
    m->vault = v;
    m->variants = variants;
    arena_init(&m->arena);
    m->known = (struct known_details){NULL, 0};
    m->ask_from = 0;
    m->n_not_asked = 0;
}

void matcher_release(struct matcher *m)
{
    arena_release(&m->arena);
    known_details_release(&m->known);
}

static bool given(const char *field)
{
    return *field != '\0';
}

/* ------------------------------------------------------------- candidates */

static void add_candidate(struct matcher *m, struct row *row, uint32_t serial,
                          const char *reason)
{
    struct candidates *c = &row->candidates;
    uint32_t root = vault_root(m->vault, serial);
    for (size_t i = 0; i < c->n; i++)
        if (vault_root(m->vault, c->list[i].serial) == root)
            return;
    c->list =
        arena_grow(&m->arena, c->list, c->n, &c->capacity, sizeof *c->list);
    c->list[c->n++] = (struct candidate){serial, reason};
}

/* What the row is found by; each looked for and kept under one fingerprint. */
static const struct blind *blind_of(struct matcher *m, struct row *row,
                                    enum blind_field field)
{
    const struct person_forms *f = &row->forms;
    const char *const parts[N_ROW_BLINDS][2] = {
        [BLIND_NUMBER] = {row->record->office, row->record->number},
        [BLIND_BARE_NUMBER] = {row->record->number, NULL},
        [BLIND_LOOSE_NUMBER] = {f->loose_number, NULL},
        [BLIND_KANA_BIRTH] = {f->kana, f->birth},
        [BLIND_NAME_BIRTH] = {f->name, f->birth},
        [BLIND_NAME] = {f->name, NULL},
        [BLIND_NAME_KANA] = {f->name, f->kana},
    };
    if (!row->has_blind[field])
        vault_blind(m->vault, field, parts[field],
                    parts[field][1] == NULL ? 1 : 2, &row->blinds[field]);
    row->has_blind[field] = true;
    return &row->blinds[field];
}

/* Serials ascend and the lowest of a person is the root: one that stands
 * alone is new, only one that was joined may have been met. */
static void keep_one_each(const struct matcher *m, uint32_t *serials, size_t *n)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        uint32_t root = vault_root(m->vault, serials[i]);
        bool is_new = true;
        for (size_t k = 0; root != serials[i] && is_new && k < kept; k++)
            is_new = vault_root(m->vault, serials[k]) != root;
        if (is_new)
            serials[kept++] = serials[i];
    }
    *n = kept;
}

static enum status find_distinct(struct matcher *m, const struct blind *b,
                                 uint32_t **serials, size_t *n)
{
    enum status st = vault_find_blind(m->vault, &m->arena, b, serials, n);
    if (st == STATUS_OK)
        keep_one_each(m, *serials, n);
    else
        *n = 0;
    return st;
}

/* Distinct people (roots) with the row's fingerprint; keeps the first serial
 * of each. */
static enum status find_people(struct matcher *m, struct row *row,
                               enum blind_field field, uint32_t **serials,
                               size_t *n)
{
    return find_distinct(m, blind_of(m, row, field), serials, n);
}

/* A new person is looked for, and kept, under all of them. */
static void expect_blinds(struct matcher *m, struct row *row)
{
    const struct person_forms *f = &row->forms;
    if (!vault_has_many_blinds(m->vault) || !given(row->record->number) ||
        !given(f->name) || !given(f->kana) || !given(f->birth))
        return;
    for (enum blind_field field = BLIND_NUMBER; field < BLIND_RECORD; field++)
        vault_expect_blind(m->vault, blind_of(m, row, field));
}

/* --------------------------------------------------------------- indexing */

static void index_field(struct matcher *m, struct row *row,
                        enum blind_field field, uint32_t serial)
{
    vault_index_blind(m->vault, blind_of(m, row, field), serial);
}

static void index_number(struct matcher *m, struct row *row, uint32_t serial)
{
    if (!given(row->record->number))
        return;
    index_field(m, row, BLIND_NUMBER, serial);
    index_field(m, row, BLIND_BARE_NUMBER, serial);
    index_field(m, row, BLIND_LOOSE_NUMBER, serial);
}

/* Of several names and kana, the first of each are those of blind_of. */
static void index_pair(struct matcher *m, struct row *row,
                       enum blind_field field, const char *const parts[2],
                       uint32_t serial)
{
    const struct person_forms *f = &row->forms;
    bool is_first = parts[0] == f->name || parts[0] == f->kana;
    bool is_of_first = parts[1] == f->birth || parts[1] == f->kana;
    if (!given(parts[0]) || !given(parts[1]))
        return;
    if (is_first && is_of_first)
        index_field(m, row, field, serial);
    else
        vault_index(m->vault, field, parts, 2, serial);
}

static void index_name(struct matcher *m, struct row *row, const char *name,
                       uint32_t serial)
{
    const struct person_forms *f = &row->forms;
    const char *parts[] = {name, f->birth};
    index_pair(m, row, BLIND_NAME_BIRTH, parts, serial);
    if (name == f->name)
        index_field(m, row, BLIND_NAME, serial);
    else
        vault_index(m->vault, BLIND_NAME, parts, 1, serial);
    for (size_t k = 0; k < f->kanas.n; k++) {
        parts[1] = f->kanas.list[k];
        index_pair(m, row, BLIND_NAME_KANA, parts, serial);
    }
}

/* Under each of the names. */
static void index_person(struct matcher *m, struct row *row, uint32_t serial)
{
    const struct person_forms *f = &row->forms;
    for (size_t k = 0; k < f->kanas.n; k++) {
        const char *const parts[] = {f->kanas.list[k], f->birth};
        index_pair(m, row, BLIND_KANA_BIRTH, parts, serial);
    }
    for (size_t i = 0; i < f->names.n; i++)
        index_name(m, row, f->names.list[i], serial);
    candidates_index_birth(m->vault, f->birth, serial);
}

/* What is known of a person now is what the person is found by. */
static enum status keep_known(struct matcher *m, uint32_t serial,
                              const struct person_record *known)
{
    struct row row = {.record = known};
    person_record_forms(&m->arena, m->variants, known, &row.forms);
    known_details_forget(&m->known, serial);
    enum status st = vault_update_person(m->vault, serial, known);
    if (st == STATUS_OK)
        index_person(m, &row, serial);
    return st;
}

static void record_parts(const struct row *row, const char *parts[5])
{
    parts[0] = row->record->office;
    parts[1] = row->record->number;
    parts[2] = row->forms.name;
    parts[3] = row->forms.kana;
    parts[4] = row->forms.birth;
}

/* ------------------------------------------------------ a person is known */

/* What the vault does not know yet of a person is filled in. */
static enum status complete(struct matcher *m, const struct row *row,
                            uint32_t serial)
{
    struct person_record known;
    const struct person_record *r = row->record;
    bool erased;
    if (!given(r->name) && !given(r->kana) && !given(r->birth))
        return STATUS_OK;
    enum status st = vault_is_erased(m->vault, serial, &erased);
    if (st != STATUS_OK || erased)
        return st;
    st = vault_person(m->vault, &m->arena, serial, &known);
    if (st != STATUS_OK)
        return st;
    bool is_news = (!given(known.name) && given(r->name)) ||
                   (!given(known.kana) && given(r->kana)) ||
                   (!given(known.birth) && given(r->birth));
    if (!is_news)
        return STATUS_OK;
    if (!given(known.name))
        known.name = r->name;
    if (!given(known.kana))
        known.kana = r->kana;
    if (!given(known.birth))
        known.birth = r->birth;
    if (!given(known.office))
        known.office = r->office;
    if (!given(known.contact))
        known.contact = r->contact;
    return keep_known(m, serial, &known);
}

static bool holds(const struct people *list, uint32_t serial)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->serials[i] == serial)
            return true;
    return false;
}

/* Every serial, not only one each. */
static enum status find_all(struct matcher *m, struct row *row,
                            enum blind_field field, struct people *found)
{
    return vault_find_blind(m->vault, &m->arena, blind_of(m, row, field),
                            &found->serials, &found->n);
}

/* Of an erased person only fingerprints are left: they agree when one with
 * the birth date is the row's, or the row has too little to have one. */
static enum status agrees_with_erased(struct matcher *m, struct row *row,
                                      uint32_t serial, bool *yes)
{
    const struct person_forms *f = &row->forms;
    struct people found = {NULL, 0};
    enum status st = STATUS_OK;
    *yes = false;
    if (given(f->kana) && given(f->birth))
        st = find_all(m, row, BLIND_KANA_BIRTH, &found);
    *yes = holds(&found, serial);
    if (st == STATUS_OK && !*yes && given(f->name) && given(f->birth))
        st = find_all(m, row, BLIND_NAME_BIRTH, &found);
    else if (st == STATUS_OK && !*yes && given(f->name))
        st = find_all(m, row, BLIND_NAME, &found);
    *yes = *yes || holds(&found, serial);
    return st;
}

static enum status agrees(struct matcher *m, struct row *row, uint32_t serial,
                          bool *yes)
{
    struct person_record known;
    struct person_forms forms;
    bool erased;
    enum status st = vault_is_erased(m->vault, serial, &erased);
    if (st == STATUS_OK && erased)
        return agrees_with_erased(m, row, serial, yes);
    if (st == STATUS_OK)
        st = vault_person(m->vault, &m->arena, serial, &known);
    if (st != STATUS_OK)
        return st;
    person_record_forms(&m->arena, m->variants, &known, &forms);
    *yes = person_forms_agree(&forms, &row->forms);
    return STATUS_OK;
}

/* A person joined from several records agrees when one of them does: people
 * marry and change their names. */
static enum status someone_agrees(struct matcher *m, struct row *row,
                                  uint32_t holder, uint32_t *serial)
{
    const struct person_record *r = row->record;
    uint32_t root = vault_root(m->vault, holder);
    bool yes = false;
    *serial = holder;
    if (!given(r->name) && !given(r->kana) && !given(r->birth))
        return STATUS_OK;
    enum status st = agrees(m, row, holder, &yes);
    size_t n = vault_n_people(m->vault);
    for (uint32_t s = root; st == STATUS_OK && !yes && s <= n; s++) {
        if (s == holder || vault_root(m->vault, s) != root)
            continue;
        *serial = s;
        st = agrees(m, row, s, &yes);
    }
    if (!yes)
        *serial = 0;
    return st;
}

/* ------------------------------------------------------------- the number */

/* People who hold this very number. Where the row names no office, the one
 * office that knows the number; where the vault knew the number without an
 * office, that person now has one. */
static enum status number_holders(struct matcher *m, struct row *row,
                                  uint32_t **serials, size_t *n)
{
    const struct person_record *r = row->record;
    const char *const without_office[] = {"", r->number};
    struct blind bare;
    if (!given(r->office))
        return find_people(m, row, BLIND_BARE_NUMBER, serials, n);
    enum status st = find_people(m, row, BLIND_NUMBER, serials, n);
    if (st != STATUS_OK || *n > 0)
        return st;
    vault_blind(m->vault, BLIND_NUMBER, without_office, 2, &bare);
    st = find_distinct(m, &bare, serials, n);
    if (st == STATUS_OK && *n == 1)
        index_number(m, row, (*serials)[0]);
    return st;
}

/* A sheet handed out with a form number instead of the office's. */
static enum status by_form_number(struct matcher *m, struct row *row,
                                  uint32_t *serial)
{
    uint32_t holder, batch;
    if (!form_number_read(&m->arena, vault_keys(m->vault), row->record->number,
                          &holder, &batch) ||
        holder > vault_n_people(m->vault))
        return STATUS_OK;
    enum status st = someone_agrees(m, row, holder, serial);
    if (st == STATUS_OK && *serial == 0)
        add_candidate(m, row, holder, REASON_NUMBER_OTHER_PERSON);
    return st;
}

static enum status by_number(struct matcher *m, struct row *row,
                             uint32_t *serial)
{
    uint32_t *serials;
    size_t n;
    *serial = 0;
    if (!given(row->record->number))
        return STATUS_OK;
    enum status of_form = by_form_number(m, row, serial);
    if (of_form != STATUS_OK || *serial != 0)
        return of_form;
    /* The loosest form first: where it finds nobody, nothing else does. */
    enum status st = find_people(m, row, BLIND_LOOSE_NUMBER, &serials, &n);
    row->number_is_alike = n > 0;
    if (st != STATUS_OK || n == 0)
        return st;
    st = number_holders(m, row, &serials, &n);
    if (st != STATUS_OK)
        return st;
    row->number_is_held = n > 0;
    if (n == 1) {
        st = someone_agrees(m, row, serials[0], serial);
        if (st == STATUS_OK && *serial == 0)
            add_candidate(m, row, serials[0], REASON_NUMBER_OTHER_PERSON);
        return st;
    }
    for (size_t i = 0; i < n; i++)
        add_candidate(m, row, serials[i], REASON_SEVERAL_OFFICES);
    return STATUS_OK;
}

/* ------------------------------------------------------ the person's data */

/* Everyone with one of these names and the birth date, each serial once. */
static enum status find_named(struct matcher *m, struct row *row,
                              enum blind_field field,
                              const struct compared_names *names,
                              struct people *out)
{
    enum status st = STATUS_OK;
    const char *birth = row->forms.birth;
    size_t capacity = 0;
    if (given(birth) && names->n == 1)
        return find_all(m, row, field, out);
    for (size_t i = 0; st == STATUS_OK && given(birth) && i < names->n; i++) {
        const char *const parts[] = {names->list[i], birth};
        struct people found = {NULL, 0};
        st = vault_find(m->vault, &m->arena, field, parts, 2, &found.serials,
                        &found.n);
        for (size_t k = 0; st == STATUS_OK && k < found.n; k++) {
            if (holds(out, found.serials[k]))
                continue;
            out->serials = arena_grow(&m->arena, out->serials, out->n,
                                      &capacity, sizeof *out->serials);
            out->serials[out->n++] = found.serials[k];
        }
    }
    return st;
}

/* Everyone with this kana (name) and birth date, looked up once a row. */
static enum status find_births(struct matcher *m, struct row *row)
{
    const struct person_forms *f = &row->forms;
    enum status st =
        find_named(m, row, BLIND_KANA_BIRTH, &f->kanas, &row->by_kana);
    return st == STATUS_OK
               ? find_named(m, row, BLIND_NAME_BIRTH, &f->names, &row->by_name)
               : st;
}

/* All that is given agrees: kana and birth date, and the name, which may be
 * written in kana itself.
 * More than one person is a doubt. */
static void by_person(struct matcher *m, struct row *row, uint32_t *serial)
{
    size_t n = row->candidates.n;
    bool is_reading = given(row->record->name) && !given(row->forms.name);
    for (size_t i = 0; i < row->by_kana.n; i++)
        if (is_reading || holds(&row->by_name, row->by_kana.serials[i]))
            add_candidate(m, row, row->by_kana.serials[i],
                          REASON_SEVERAL_PEOPLE);
    *serial = 0;
    if (row->candidates.n == n + 1) {
        *serial = row->candidates.list[n].serial;
        row->candidates.n = n;
    }
}

/* What the row's telephone and address are compared by. */
static const struct contact_prints *prints_of(struct matcher *m,
                                              struct row *row)
{
    if (!row->has_prints)
        contact_prints_make(&m->arena, m->variants, row->record->contact,
                            &row->prints);
    row->has_prints = true;
    return &row->prints;
}

static enum status compare_contacts(struct matcher *m, struct row *row,
                                    uint32_t serial, enum contact_likeness *out)
{
    struct person_record known;
    *out = CONTACT_UNKNOWN;
    if (!given(row->record->contact) ||
        contact_prints_tell(prints_of(m, row), &m->known.list[serial].contact,
                            out))
        return STATUS_OK;
    enum status st = vault_person(m->vault, &m->arena, serial, &known);
    if (st == STATUS_OK)
        *out = contacts_compare(&m->arena, m->variants, row->record->contact,
                                known.contact);
    return st;
}

/* n: people of the row's name. What is asked whatever the contact says needs
 * no look at it. */
static enum status weigh_namesake(struct matcher *m, struct row *row,
                                  uint32_t serial, size_t n,
                                  enum birth_likeness births)
{
    enum contact_likeness contacts = CONTACT_OTHER;
    enum status st = STATUS_OK;
    if (!worth_asking(births, contacts, n))
        st = compare_contacts(m, row, serial, &contacts);
    if (st != STATUS_OK)
        return st;
    if (worth_asking(births, contacts, n))
        add_candidate(m, row, serial,
                      births == BIRTHS_MISSING ? REASON_NAME_ONLY
                                               : REASON_OTHER_BIRTH);
    else
        m->n_not_asked++;
    return st;
}

/* People of the same name, and kana where it is given: most are strangers. A
 * question only where a birth date is missing or looks like a slip of the
 * pen, and the name is rare or more speaks for it. */
static enum status namesakes(struct matcher *m, struct row *row,
                             enum blind_field field)
{
    uint32_t *serials;
    size_t n;
    uint32_t birth = birth_digits(row->forms.birth);
    enum status st = find_people(m, row, field, &serials, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        enum birth_likeness births = BIRTHS_DIFFER;
        if (i + AHEAD < n)
            known_details_expect(&m->known, serials[i + AHEAD]);
        st =
            known_details_look_up(&m->known, m->vault, m->variants, serials[i]);
        if (st == STATUS_OK)
            births =
                birth_digits_compare(m->known.list[serials[i]].birth, birth);
        if (births != BIRTHS_DIFFER)
            st = weigh_namesake(m, row, serials[i], n, births);
    }
    return st;
}

/* Somebody born on the row's day whose names are other ones: married, or
 * written wrongly in both. */
static enum status weigh_day_mate(struct matcher *m, struct row *row,
                                  uint32_t serial, struct day_mates mates)
{
    struct person_record known;
    enum contact_likeness contacts = CONTACT_UNKNOWN;
    enum status st =
        known_details_look_up(&m->known, m->vault, m->variants, serial);
    if (st != STATUS_OK ||
        !name_ends_meet(row->ends, m->known.list[serial].ends))
        return st;
    st = vault_person(m->vault, &m->arena, serial, &known);
    if (st == STATUS_OK)
        st = compare_contacts(m, row, serial, &contacts);
    if (st != STATUS_OK)
        return st;
    if (one_person(&m->arena, row->record, &known, contacts, mates) >=
        m->ask_from)
        add_candidate(m, row, serial, REASON_LIKELY);
    return st;
}

static bool is_candidate(const struct matcher *m, const struct row *row,
                         uint32_t serial)
{
    for (size_t i = 0; i < row->candidates.n; i++)
        if (vault_root(m->vault, row->candidates.list[i].serial) ==
            vault_root(m->vault, serial))
            return true;
    return false;
}

/* A day that many hundreds are said to be born on is a blank in disguise. */
enum { MOST_ON_A_DAY = 200 };

static enum status day_mates(struct matcher *m, struct row *row)
{
    struct day_mates mates = {vault_n_people(m->vault), 0};
    uint32_t *serials;
    if (!(m->ask_from > 0) || !given(row->forms.birth) ||
        (!given(row->forms.name) && !given(row->forms.kana)))
        return STATUS_OK;
    enum status st = vault_find(m->vault, &m->arena, BLIND_BIRTH,
                                &row->forms.birth, 1, &serials, &mates.n_born);
    size_t n = mates.n_born <= MOST_ON_A_DAY ? mates.n_born : 0;
    row->ends = name_ends(row->forms.name, row->forms.kana);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        if (i + AHEAD < n)
            known_details_expect(&m->known, serials[i + AHEAD]);
        if (!is_candidate(m, row, serials[i]))
            st = weigh_day_mate(m, row, serials[i], mates);
    }
    return st;
}

/* Two of three agree, or less is given than would decide. */
static enum status alike(struct matcher *m, struct row *row)
{
    const struct person_forms *f = &row->forms;
    bool name = given(f->name), kana = given(f->kana), birth = given(f->birth);
    enum status st = STATUS_OK;
    for (size_t i = 0; i < row->by_kana.n; i++)
        add_candidate(m, row, row->by_kana.serials[i],
                      name ? REASON_OTHER_NAME : REASON_NAME_ONLY);
    for (size_t i = 0; i < row->by_name.n; i++)
        add_candidate(m, row, row->by_name.serials[i], REASON_OTHER_KANA);
    if (name && kana && birth)
        st = namesakes(m, row, BLIND_NAME_KANA);
    if (st == STATUS_OK && name && !birth)
        st = namesakes(m, row, BLIND_NAME);
    return st;
}

/* The number is someone's, but for zeros and widths, in the same office. */
static enum status spelled_alike(struct matcher *m, struct row *row)
{
    const struct person_record *r = row->record;
    uint32_t *serials;
    size_t n = 0;
    enum status st = STATUS_OK;
    if (row->number_is_alike && !row->number_is_held)
        st = find_people(m, row, BLIND_LOOSE_NUMBER, &serials, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        struct person_record known;
        st = vault_person(m->vault, &m->arena, serials[i], &known);
        bool other_office = st == STATUS_OK && given(known.office) &&
                            given(r->office) &&
                            !text_equal(known.office, r->office);
        if (st == STATUS_OK && !other_office)
            add_candidate(m, row, serials[i], REASON_NUMBER_SPELLING);
    }
    return st;
}

/* ------------------------------------------------------------ a new person */

static enum status seen_before(struct matcher *m, const struct row *row,
                               uint32_t *serial)
{
    const char *parts[5];
    uint32_t *serials;
    size_t n;
    record_parts(row, parts);
    enum status st =
        vault_find(m->vault, &m->arena, BLIND_RECORD, parts, 5, &serials, &n);
    *serial = st == STATUS_OK && n > 0 ? serials[0] : 0;
    return st;
}

/* Nobody can be asked about an erased person: nothing is left to compare. */
static enum status drop_erased(struct matcher *m, struct row *row)
{
    struct candidates *c = &row->candidates;
    enum status st = STATUS_OK;
    size_t n = 0;
    for (size_t i = 0; st == STATUS_OK && i < c->n; i++) {
        bool erased;
        st = vault_is_erased(m->vault, c->list[i].serial, &erased);
        if (st == STATUS_OK && !erased)
            c->list[n++] = c->list[i];
    }
    c->n = n;
    return st;
}

static enum status new_person(struct matcher *m, struct row *row,
                              bool can_be_met_again, uint32_t *serial)
{
    const char *parts[5];
    enum status st =
        vault_new_person(m->vault, row->received, row->record, serial);
    if (st != STATUS_OK)
        return st;
    const struct known_detail detail = {
        birth_digits(row->record->birth), *prints_of(m, row),
        name_ends(row->forms.name, row->forms.kana)};
    known_details_put(&m->known, *serial, &detail);
    if (!row->number_is_held)
        index_number(m, row, *serial);
    index_person(m, row, *serial);
    if (can_be_met_again) {
        record_parts(row, parts);
        vault_index(m->vault, BLIND_RECORD, parts, 5, *serial);
    }
    st = drop_erased(m, row);
    for (size_t i = 0; st == STATUS_OK && i < row->candidates.n; i++)
        st = vault_doubt(m->vault, row->candidates.list[i].serial, *serial,
                         row->candidates.list[i].reason);
    return st;
}

/* The same doubtful record, met again, is asked about once only. */
static enum status doubtful_or_new(struct matcher *m, struct row *row,
                                   uint32_t *serial)
{
    const struct person_record *r = row->record;
    bool says_something = given(r->number) || given(r->name);
    bool can_be_met_again =
        says_something && (row->candidates.n > 0 || !given(r->number));
    enum status st = STATUS_OK;
    if (can_be_met_again)
        st = seen_before(m, row, serial);
    if (st == STATUS_OK && *serial == 0)
        st = new_person(m, row, can_be_met_again, serial);
    return st;
}

enum status person_match(struct matcher *m, int64_t received,
                         const struct person_record *r, uint32_t *serial)
{
    struct row row = {.record = r, .received = received};
    arena_reset(&m->arena);
    person_record_forms(&m->arena, m->variants, r, &row.forms);
    expect_blinds(m, &row);
    enum status st = by_number(m, &row, serial);
    if (st != STATUS_OK)
        return st;
    if (*serial != 0)
        return complete(m, &row, *serial);
    st = find_births(m, &row);
    if (st == STATUS_OK && row.candidates.n == 0)
        by_person(m, &row, serial);
    if (st == STATUS_OK && *serial != 0) {
        index_number(m, &row, *serial);
        return STATUS_OK;
    }
    if (st == STATUS_OK)
        st = spelled_alike(m, &row);
    if (st == STATUS_OK)
        st = alike(m, &row);
    if (st == STATUS_OK)
        st = day_mates(m, &row);
    return st == STATUS_OK ? doubtful_or_new(m, &row, serial) : st;
}

enum status person_by_number(struct matcher *m, const struct person_record *r,
                             uint32_t *serial)
{
    struct row row = {.record = r};
    arena_reset(&m->arena);
    person_record_forms(&m->arena, m->variants, r, &row.forms);
    return by_number(m, &row, serial);
}

enum status person_learn(struct matcher *m, uint32_t serial,
                         const struct person_record *r)
{
    struct person_record known;
    bool erased;
    arena_reset(&m->arena);
    enum status st = vault_is_erased(m->vault, serial, &erased);
    if (st != STATUS_OK || erased)
        return st;
    st = vault_person(m->vault, &m->arena, serial, &known);
    if (st != STATUS_OK)
        return st;
    if (given(r->name))
        known.name = r->name;
    if (given(r->kana))
        known.kana = r->kana;
    if (given(r->birth))
        known.birth = r->birth;
    if (given(r->contact))
        known.contact = r->contact;
    return keep_known(m, serial, &known);
}

enum status person_look_up(struct matcher *m, const struct person_record *r,
                           uint32_t *serial, struct candidates *near)
{
    struct row row = {.record = r};
    *serial = 0;
    arena_reset(&m->arena);
    person_record_forms(&m->arena, m->variants, r, &row.forms);
    enum status st = find_births(m, &row);
    if (st == STATUS_OK)
        by_person(m, &row, serial);
    if (st == STATUS_OK && *serial == 0)
        st = alike(m, &row);
    if (st == STATUS_OK)
        st = drop_erased(m, &row);
    *near = row.candidates;
    return st;
}
