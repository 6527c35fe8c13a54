/* blind_sample: pairs whose answer is known, mixed into the review. */
#include "anonymize/blind_sample.h"

#include "base/messages.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    USE_LINK = 2, /* of blind_tag; 0 and 1 are the pairs in question */
    USE_OTHER = 3,
    USE_ORDER = 4,
    SHARE = 8,
    MOST = 10,
    LOOKED_AT = 200 /* people whose namesakes are looked for */
};

/* Something that may be drawn: the smallest tags are. */
struct lot {
    unsigned char tag[BLIND_TAG_SIZE];
    uint32_t serial;
    size_t file, row;
};

/* The LOOKED_AT smallest so far: a heap, the largest of them on top. */
struct lots {
    struct lot list[LOOKED_AT];
    size_t n;
};

static int by_tag(const void *a, const void *b)
{
    const struct lot *x = a;
    const struct lot *y = b;
    return memcmp(x->tag, y->tag, sizeof x->tag);
}

static bool is_before(const struct lot *x, const struct lot *y)
{
    return by_tag(x, y) < 0;
}

static void swap_lots(struct lot *x, struct lot *y)
{
    struct lot kept = *x;
    *x = *y;
    *y = kept;
}

/* The top goes down until both below it are smaller. */
static void sink(struct lots *l)
{
    for (size_t at = 0, below = 1; below < l->n; below = 2 * at + 1) {
        if (below + 1 < l->n && is_before(&l->list[below], &l->list[below + 1]))
            below++;
        if (!is_before(&l->list[at], &l->list[below]))
            return;
        swap_lots(&l->list[at], &l->list[below]);
        at = below;
    }
}

static void offer(struct lots *l, const struct lot *lot)
{
    if (l->n == LOOKED_AT) {
        if (!is_before(lot, &l->list[0]))
            return;
        l->list[0] = *lot;
        sink(l);
        return;
    }
    size_t at = l->n++;
    l->list[at] = *lot;
    for (; at > 0 && is_before(&l->list[(at - 1) / 2], &l->list[at]);
         at = (at - 1) / 2)
        swap_lots(&l->list[(at - 1) / 2], &l->list[at]);
}

static void in_order(struct lots *l)
{
    qsort(l->list, l->n, sizeof *l->list, by_tag);
}

static void draw(const struct identity_run *r, unsigned char use,
                 const char *first, size_t second, unsigned char *tag)
{
    char number[24];
    const char *const fields[] = {first, number};
    snprintf(number, sizeof number, "%zu", second);
    blind_tag(vault_keys(r->vault)->pair, use, fields, 2, tag);
}

enum status review_side_of(struct identity_run *r, uint32_t serial,
                           struct review_side *side)
{
    const char *hash, *office;
    bool found;
    side->file = "";
    side->row = 0;
    enum status st = vault_person(r->vault, r->arena, serial, &side->person);
    if (st == STATUS_OK)
        st = vault_first_row(r->vault, r->arena, serial, &hash, &office,
                             &side->row, &found);
    if (st != STATUS_OK || !found)
        return st;
    for (size_t i = 0; i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (strcmp(f->delivery, hash) == 0 && strcmp(f->office, office) == 0) {
            side->file = file_label(r->arena, f);
            return STATUS_OK;
        }
    }
    side->row = 0;
    return STATUS_OK;
}

/* Kept as known, and shown with the answer it may have already. */
static enum status add_known(struct identity_run *r, struct review_pair *pair,
                             const unsigned char *tag, const char *truth)
{
    struct subject name;
    pair_name_write(tag, &name);
    pair->pair = arena_copy(r->arena, name.text);
    pair->is_blind = true;
    enum status st = vault_decide(
        r->vault, arena_format(r->arena, KNOWN_MARK "%s", name.text), truth);
    if (st == STATUS_OK)
        st = vault_verdict(r->vault, r->arena, pair->pair, &pair->verdict);
    if (st == STATUS_OK)
        review_add(&r->review, pair);
    return st;
}

/* --------------------------------------------------------------- sure links */

static bool may_be_drawn(const struct row_note *n)
{
    return n->fate == ROW_ACCEPTED && !n->is_anonymous && n->serial != 0;
}

static void collect_rows(struct identity_run *r, struct lots *lots)
{
    for (size_t i = 0; i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (!file_has_people(f) || f->kind->people == PEOPLE_THIRD_PARTY ||
            f->vault_delivery == 0 || kind_role(f->kind, ROLE_NAME) < 0)
            continue;
        for (size_t n = 0; n < f->n_rows; n++) {
            if (!may_be_drawn(file_note(f, n)))
                continue;
            struct lot lot = {.serial = file_note(f, n)->serial,
                              .file = i,
                              .row = file_note(f, n)->row};
            draw(r, USE_LINK, f->delivery, lot.row, lot.tag);
            offer(lots, &lot);
        }
    }
}

/* A row that is not the one in which the person was first met. */
static enum status try_link(struct identity_run *r, const struct lot *lot,
                            size_t *n_left)
{
    const struct delivered_file *f = &r->files.files[lot->file];
    struct person_record said;
    struct review_pair pair = {.verdict = "open"};
    enum status st = review_side_of(r, lot->serial, &pair.a);
    const char *label = file_label(r->arena, f);
    if (st != STATUS_OK || pair.a.row == 0 || *pair.a.person.name == '\0' ||
        (pair.a.row == lot->row && strcmp(pair.a.file, label) == 0))
        return st;
    st = vault_row(r->vault, r->arena, f->vault_delivery, lot->row, &said);
    if (st != STATUS_OK || *said.name == '\0')
        return st;
    pair.b = (struct review_side){said, label, lot->row};
    *n_left -= 1;
    return add_known(r, &pair, lot->tag, "same");
}

static enum status add_links(struct identity_run *r, size_t n_wanted)
{
    struct lots lots = {.n = 0};
    enum status st = STATUS_OK;
    collect_rows(r, &lots);
    in_order(&lots);
    for (size_t i = 0; st == STATUS_OK && i < lots.n && n_wanted > 0; i++)
        st = try_link(r, &lots.list[i], &n_wanted);
    return st;
}

/* ----------------------------------------------------------- sure non-links */

static bool are_strangers(const struct person_record *a,
                          const struct person_record *b)
{
    return *a->name != '\0' && *b->name != '\0' && *a->birth != '\0' &&
           *b->birth != '\0' && !births_are_alike(a->birth, b->birth);
}

/* In question themselves, or in the sample already. */
static bool is_listed(const struct identity_run *r, const char *pair)
{
    for (size_t i = 0; i < r->review.n_pairs; i++)
        if (strcmp(r->review.pairs[i].pair, pair) == 0)
            return true;
    return false;
}

static enum status add_strangers(struct identity_run *r, uint32_t low,
                                 uint32_t high, size_t *n_left)
{
    struct review_pair pair = {.verdict = "open"};
    unsigned char tag[BLIND_TAG_SIZE];
    struct subject doubt, name;
    draw(r, USE_OTHER, arena_format(r->arena, "%u", low), high, tag);
    pair_name_write(tag, &name);
    vault_pair_name(r->vault, low, high, &doubt);
    if (is_listed(r, doubt.text) || is_listed(r, name.text))
        return STATUS_OK;
    enum status st = review_side_of(r, low, &pair.a);
    if (st == STATUS_OK)
        st = review_side_of(r, high, &pair.b);
    if (st != STATUS_OK || pair.a.row == 0 || pair.b.row == 0 ||
        !are_strangers(&pair.a.person, &pair.b.person) ||
        vault_root(r->vault, low) == vault_root(r->vault, high))
        return st;
    *n_left -= 1;
    return add_known(r, &pair, tag, "other");
}

/* Two people of one name. */
static enum status try_namesake(struct identity_run *r, uint32_t serial,
                                size_t *n_left)
{
    struct person_record known;
    struct person_forms forms;
    uint32_t *serials;
    size_t n;
    enum status st = vault_person(r->vault, r->arena, serial, &known);
    if (st != STATUS_OK || *known.name == '\0')
        return st;
    person_record_forms(r->arena, &r->variants, &known, &forms);
    const char *const parts[] = {forms.name};
    st = vault_find(r->vault, r->arena, BLIND_NAME, parts, 1, &serials, &n);
    for (size_t i = 0; st == STATUS_OK && i<n && * n_left> 0; i++) {
        if (serials[i] <= serial)
            continue;
        return add_strangers(r, serial, serials[i], n_left);
    }
    return st;
}

static enum status add_others(struct identity_run *r, size_t n_wanted)
{
    struct lots lots = {.n = 0};
    enum status st = STATUS_OK;
    for (uint32_t p = 1; p <= vault_n_people(r->vault); p++) {
        struct lot lot = {.serial = p};
        draw(r, USE_ORDER, "", p, lot.tag);
        offer(&lots, &lot);
    }
    in_order(&lots);
    for (size_t i = 0; st == STATUS_OK && i < lots.n && n_wanted > 0; i++)
        st = try_namesake(r, lots.list[i].serial, &n_wanted);
    for (size_t i = 1; st == STATUS_OK && i < lots.n; i += 2) {
        uint32_t x = lots.list[i - 1].serial, y = lots.list[i].serial;
        if (n_wanted > 0)
            st = add_strangers(r, x < y ? x : y, x < y ? y : x, &n_wanted);
    }
    return st;
}

/* ------------------------------------------------------------------ sample */

enum status blind_sample_add(struct identity_run *r)
{
    size_t n_asked = r->review.n_pairs;
    size_t n_wanted = (n_asked + SHARE - 1) / SHARE;
    size_t n_answered, n_agree;
    if (n_asked == 0)
        return STATUS_OK;
    if (n_wanted > MOST)
        n_wanted = MOST;
    enum status st = add_links(r, n_wanted);
    if (st == STATUS_OK)
        st = add_others(r, n_wanted);
    if (st == STATUS_OK)
        st = vault_agreement(r->vault, &n_answered, &n_agree);
    if (st == STATUS_OK && n_answered > 0)
        say("review.agreement", n_answered, n_agree);
    return st;
}
