/* vault: who is who, encrypted. identity/vault.sqlite.
 *
 * The only file of a study that knows both a person and the pseudonym. Names
 * are sealed before SQLite sees them, each person's under a key of their own,
 * and found through keyed fingerprints only; rollback journal, secure_delete.
 * One transaction holds a whole run of intake and matching. A file that is
 * not as the last commit left it is refused (vault_facts.c).
 *
 * Erasing a person destroys that key. The serial, the pseudonym and the
 * fingerprints stay: a later list that still names the person is recognised,
 * and does not bring them back as someone new.
 *
 * Serials start at 1 and are given in the order in which people are first
 * met, so the same inbox and key give the same pseudonyms again, also with a
 * new vault. A person joined to another (a review's answer) keeps the serial
 * for the record, but answers under the lower one: vault_root. */
#ifndef AYUMI_ANONYMIZE_VAULT_H
#define AYUMI_ANONYMIZE_VAULT_H

#include "anonymize/person_record.h"
#include "anonymize/pseudonym.h"
#include "anonymize/seal.h"
#include "base/store.h"

/* What a person can be found by; stored numbers, never renumbered. */
enum blind_field {
    BLIND_NUMBER = 1,       /* office and number, as written */
    BLIND_BARE_NUMBER = 2,  /* number as written, any office */
    BLIND_LOOSE_NUMBER = 3, /* number without zeros and widths, any office */
    BLIND_KANA_BIRTH = 4,
    BLIND_NAME_BIRTH = 5,
    BLIND_NAME = 6,
    BLIND_NAME_KANA = 7,
    BLIND_RECORD = 8, /* every field: a record seen before as a doubt */
    BLIND_BIRTH = 9
};

struct vault;

/* Opens, or makes with mode 0600. STATUS_REFUSED with a message when the
 * file is open to others or belongs to another key. */
MUST_CHECK enum status vault_open(struct arena *a, const char *study,
                                  const struct keys *k, struct vault **out);
MUST_CHECK enum status vault_close(struct vault *v); /* NULL is fine */
bool vault_exists(struct arena *a, const char *study);

MUST_CHECK enum status vault_begin(struct vault *v);
/* Fingerprints of this run reach the file here. */
MUST_CHECK enum status vault_commit(struct vault *v);
void vault_rollback(struct vault *v);
/* For much reading after a commit: one lock for all of it. */
MUST_CHECK enum status vault_begin_reading(struct vault *v);
void vault_end_reading(struct vault *v);

const struct keys *vault_keys(const struct vault *v);
size_t vault_n_people(const struct vault *v); /* = the highest serial */
uint32_t vault_root(const struct vault *v, uint32_t serial);

/* Number of a file content; is_new when it was not known. */
MUST_CHECK enum status vault_delivery(struct vault *v, const char *file_hash,
                                      const char *office, const char *kind,
                                      int64_t *delivery, bool *is_new);
/* A row that is there already is left as it is. */
MUST_CHECK enum status vault_receive(struct vault *v, int64_t delivery,
                                     bool is_new, size_t row,
                                     const struct person_record *r);

/* The next row without a person after *received (0 at first); *found says
 * whether there is one. */
MUST_CHECK enum status vault_next_unmatched(struct vault *v, struct arena *a,
                                            int64_t *received,
                                            struct person_record *r,
                                            bool *found);
/* Also a row that was someone else's until now. */
MUST_CHECK enum status vault_assign(struct vault *v, int64_t received,
                                    uint32_t serial);

/* Calls back for each row of a file, in row order. The record is NULL unless
 * `with_record`. */
struct vault_row {
    size_t row;
    uint32_t serial; /* 0 = not matched yet */
    int64_t received;
    const struct person_record *record;
};
MUST_CHECK enum status
vault_rows(struct vault *v, int64_t delivery, bool with_record,
           void (*take)(void *context, const struct vault_row *row),
           void *context);

/* What one of them says; every field is "" when there is no such row, or its
 * person was erased. */
MUST_CHECK enum status vault_row(struct vault *v, struct arena *a,
                                 int64_t delivery, size_t row,
                                 struct person_record *out);

/* Calls back for what every row ever received said about its person, also of
 * files that are no longer in the inbox; empty for the erased. */
MUST_CHECK enum status
vault_each_record(struct vault *v,
                  void (*take)(void *context, const struct person_record *r),
                  void *context);

/* received: the row in which the person was met, of vault_next_unmatched. */
MUST_CHECK enum status vault_new_person(struct vault *v, int64_t received,
                                        const struct person_record *r,
                                        uint32_t *serial);
/* Every field is "" when the person was erased. */
MUST_CHECK enum status vault_person(struct vault *v, struct arena *a,
                                    uint32_t serial, struct person_record *out);
/* Days since 1970-01-01; INT32_MIN when none is known. Looked up once, and not
 * at all for those who are new in this run. */
MUST_CHECK enum status vault_birth(struct vault *v, uint32_t serial,
                                   int32_t *days);
MUST_CHECK enum status vault_update_person(struct vault *v, uint32_t serial,
                                           const struct person_record *r);

/* *serial is 0 when nobody has this pseudonym. */
MUST_CHECK enum status
vault_find_pseudonym(struct vault *v, const char *pseudonym, uint32_t *serial);

/* Where a person's first row stands; *found false when none is stored. */
MUST_CHECK enum status vault_first_row(struct vault *v, struct arena *a,
                                       uint32_t serial, const char **file_hash,
                                       const char **office, size_t *row,
                                       bool *found);

/* A fingerprint, made once where it is looked for and kept. */
struct blind {
    enum blind_field field;
    unsigned char tag[BLIND_TAG_SIZE];
};
void vault_blind(const struct vault *v, enum blind_field field,
                 const char *const *parts, size_t n_parts, struct blind *out);
/* A hint: it is about to be looked for. */
void vault_expect_blind(const struct vault *v, const struct blind *b);
/* Whether so many fingerprints are new in this run that hints help. */
bool vault_has_many_blinds(const struct vault *v);
/* Found under this serial from now on. */
void vault_index_blind(struct vault *v, const struct blind *b, uint32_t serial);
void vault_index(struct vault *v, enum blind_field field,
                 const char *const *parts, size_t n_parts, uint32_t serial);
/* Nobody is found by it any more under this serial. */
MUST_CHECK enum status vault_forget(struct vault *v, enum blind_field field,
                                    const char *const *parts, size_t n_parts,
                                    uint32_t serial);
/* Is anybody found by this field? What this run has added doesn't count. */
MUST_CHECK enum status vault_has_field(struct vault *v, enum blind_field field,
                                       bool *has);
/* Serials (not roots) with this fingerprint, ascending, in the arena. */
MUST_CHECK enum status vault_find(struct vault *v, struct arena *a,
                                  enum blind_field field,
                                  const char *const *parts, size_t n_parts,
                                  uint32_t **serials, size_t *n);

MUST_CHECK enum status vault_find_blind(struct vault *v, struct arena *a,
                                        const struct blind *b,
                                        uint32_t **serials, size_t *n);

/* The name under which a pair of people stands in review/. */
void vault_pair_name(const struct vault *v, uint32_t low, uint32_t high,
                     struct subject *out);
MUST_CHECK enum status vault_doubt(struct vault *v, uint32_t a, uint32_t b,
                                   const char *reason);
struct vault_doubt_row {
    const char *pair;
    uint32_t low, high;
    const char *reason;
    const char *verdict; /* "open" "same" "other" "unknown" */
};
MUST_CHECK enum status vault_doubts(struct vault *v, struct arena *a,
                                    struct vault_doubt_row **rows, size_t *n);
/* Appends an answer unless it is the last one already. */
MUST_CHECK enum status vault_decide(struct vault *v, const char *pair,
                                    const char *verdict);
/* "open" when nothing was answered. */
MUST_CHECK enum status vault_verdict(struct vault *v, struct arena *a,
                                     const char *pair, const char **verdict);
/* Before the name of a pair whose answer is known (blind_sample.h): the
 * decision is that answer. */
#define KNOWN_MARK "known:"
/* How many of these were answered, and how many rightly. */
MUST_CHECK enum status vault_agreement(struct vault *v, size_t *n_answered,
                                       size_t *n_agree);
/* Joins people anew from all last answers; the lowest serial stays. Pairs
 * that are kept apart are not joined, whatever was answered. */
MUST_CHECK enum status vault_apply_decisions(struct vault *v);

/* Until the vault is closed; joining is undone by vault_apply_decisions. */
MUST_CHECK enum status vault_join(struct vault *v, uint32_t a, uint32_t b);
void vault_keep_apart(struct vault *v, uint32_t a, uint32_t b);
bool vault_is_apart(const struct vault *v, uint32_t a, uint32_t b);

/* Destroys the key of one serial (a joined person has several) and empties
 * what it sealed; *n_rows: received rows that were emptied. */
MUST_CHECK enum status vault_erase(struct vault *v, uint32_t serial,
                                   size_t *n_rows);
MUST_CHECK enum status vault_is_erased(struct vault *v, uint32_t serial,
                                       bool *erased);
MUST_CHECK enum status vault_anyone_is_erased(struct vault *v, bool *any);

/* Which master wraps the data keys, and wrapping all of them under another
 * one that the keys hold. */
uint32_t vault_key_version(const struct vault *v);
MUST_CHECK enum status vault_rewrap(struct vault *v, uint32_t version);

/* The ledger of what people said outside the forms; see consent.h. */
struct vault_consent {
    uint32_t serial;
    const char *act;     /* "given" "refused" "withdrawn" */
    const char *scope;   /* "all" "follow" "link" "reuse" */
    const char *version; /* of the form; "" when none was signed */
    int32_t from_days;
    bool backward; /* a withdrawal: also of what was collected before */
};
MUST_CHECK enum status vault_add_consent(struct vault *v,
                                         const struct vault_consent *c);
MUST_CHECK enum status vault_consents(struct vault *v, struct arena *a,
                                      struct vault_consent **list, size_t *n);

#endif
