/* name_shares: how often do two records' names agree as these do? */
#include "anonymize/name_shares.h"

#include "anonymize/comparison.h"
#include "anonymize/stranger_priors.h"

/* Levels of name and kana, see comparison_level_name. */
enum { FIRST_PART = 2, LAST_PART = 3, ALIKE = 4, ONE_EDIT = 5 };

/* One person's two records at these levels, [kanji][kana] from different to
 * exact: m of two invented offices (tests/linkage/README.md), rounded. A
 * surname alone is somebody else of the family: nobody has two given names. */
static const double one_persons[LEVELS - 1][LEVELS - 1] = {
    {6e-4, 0, 1e-4, 1e-5, 2e-4, 2e-4, 2e-3},
    {0, 0, 0, 0, 0, 3e-4, 6e-4},
    {1e-4, 0, 1.1e-2, 1e-4, 3e-4, 5e-4, 1e-3},
    {1e-5, 0, 1e-4, 1e-4, 2e-4, 2e-4, 2.4e-4},
    {6e-4, 5e-4, 3e-4, 1e-4, 1.2e-3, 5e-4, 1.2e-2},
    {1e-4, 1e-4, 9e-4, 1e-4, 2.3e-3, 1e-4, 4.6e-2},
    {5e-4, 1e-4, 9e-3, 5e-4, 3.3e-2, 5e-4, 0.872}};

static double share_of_one(unsigned name, unsigned kana)
{
    double sum = 0;
    for (unsigned x = 1; x < LEVELS; x++)
        for (unsigned y = 1; y < LEVELS; y++)
            if ((name == LEVEL_MISSING || name == x) &&
                (kana == LEVEL_MISSING || kana == y))
                sum += one_persons[x - 1][y - 1];
    return sum;
}

static bool may_be_kin(unsigned level)
{
    return level == LEVEL_MISSING || level == FIRST_PART || level == ALIKE ||
           level == ONE_EDIT;
}

/* Of two cells; missing where one is blank. */
static unsigned level_of(struct arena *a, const char *x, const char *y,
                         enum method method)
{
    const char *values[] = {"", x, y};
    uint32_t of_record[] = {1, 2};
    struct linkage_column column = {"", 3, values, of_record};
    struct linkage_data d = {.n_records = 2, .n_first = 1, .n_columns = 1};
    struct comparison c;
    d.columns = &column;
    if (*x == '\0' || *y == '\0')
        return LEVEL_MISSING;
    comparison_make(a, &d, &column, method, &c);
    return comparison_level(&c, c.of_record[0], c.of_record[1]);
}

struct name_shares name_shares(struct arena *a, const char *name_x,
                               const char *kana_x, const char *name_y,
                               const char *kana_y)
{
    unsigned name = level_of(a, name_x, name_y, METHOD_NAME);
    unsigned kana = level_of(a, kana_x, kana_y, METHOD_KANA);
    return (struct name_shares){
        .is_given = name != LEVEL_MISSING || kana != LEVEL_MISSING,
        .may_be_kin = may_be_kin(name) && may_be_kin(kana),
        .one_person = share_of_one(name, kana),
        .strangers = whole_names_beforehand(name, kana)};
}
