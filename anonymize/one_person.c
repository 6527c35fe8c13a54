/* one_person: are these two, born on the same day, one under two names? */
#include "anonymize/one_person.h"

#include "anonymize/name_shares.h"
#include "base/text.h"

/* Days on which participants may be born: forty years. */
static const double days = 40 * 365.25;
/* One row in twenty is somebody's who is known under another number
 * (docs/decisions/0033); birth dates agree in 93 of 100 of them. */
static const double again = 0.93 / 20;
/* One birth in a hundred is of twins; three in ten of them come together. */
static const double twin = 0.003;

/* As often among twins, whose parents like names that sound alike. */
static const double twins_alike = 0.1;

/* Shares with which a contact agrees so: of one person (one in ten moved), of
 * strangers in a town of twenty quarters, of twins. */
struct contact_shares {
    double one, stranger, twin;
};

static struct contact_shares contact_shares(enum contact_likeness contacts)
{
    if (contacts == CONTACT_UNKNOWN)
        return (struct contact_shares){1, 1, 1};
    if (contacts == CONTACT_OTHER)
        return (struct contact_shares){0.1, 0.95, 0.7};
    return (struct contact_shares){0.9, 0.05, 0.3};
}

double one_person(struct arena *a, const struct person_record *row,
                  const struct person_record *known,
                  enum contact_likeness contacts, struct day_mates mates)
{
    const struct name_shares names =
        name_shares(a, row->name, row->kana, known->name, known->kana);
    if (!names.is_given)
        return 0;
    double n = (double)mates.n_known, born = (double)mates.n_born;
    double same_day = n * born / (n + days);
    struct contact_shares c = contact_shares(contacts);
    double kin = names.may_be_kin ? twin * twins_alike * c.twin : 0;
    double one = again * names.one_person * c.one;
    double others = same_day * names.strangers * c.stranger + kin;
    return one / (one + others);
}

/* ----------------------------------------------------------- without opening
 */

static uint16_t hash_of(const uint32_t *points)
{
    uint32_t h = points[0] * 0x9E3779B1u ^ points[1] * 0x85EBCA77u;
    h ^= h >> 15;
    return (uint16_t)(h | 1u);
}

static void take_ends(const char *text, uint16_t *first, uint16_t *last)
{
    uint32_t head[2] = {0, 0}, tail[2] = {0, 0};
    size_t n = 0;
    for (; *text != '\0'; n++) {
        tail[0] = tail[1];
        tail[1] = text_next(&text);
        if (n < 2)
            head[n] = tail[1];
    }
    *first = n < 2 ? 0 : hash_of(head);
    *last = n < 2 ? 0 : hash_of(tail);
}

struct name_ends name_ends(const char *name, const char *kana)
{
    struct name_ends e;
    take_ends(name, &e.ends[0], &e.ends[1]);
    take_ends(kana, &e.ends[2], &e.ends[3]);
    return e;
}

bool name_ends_meet(struct name_ends a, struct name_ends b)
{
    for (size_t i = 0; i < 4; i++)
        if (a.ends[i] != 0 && a.ends[i] == b.ends[i])
            return true;
    return false;
}
