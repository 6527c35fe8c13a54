/* normal_variant: characters that stand for one another in names.
 *
 * The pairs are codebooks/name_variants.csv as it was when the program was
 * built: a list made by hand, each character under the one form it is compared
 * as. Related are a row's two characters, and two that stand under the same
 * form (邊 and 邉): one step of a list that a person has read, never a chain;
 * the loader of person_name refuses chains. Kana are related to the same kana
 * in the other script or size, and to those of the same sound (ヱ and エ). */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>

extern const char *const name_variant_rows[]; /* cmake/embed_rows.cmake */

enum { MOST_ROWS = 2048 };

struct step {
    uint32_t from, to;
};

static struct step steps[MOST_ROWS];
static size_t n_steps;
static pthread_once_t steps_once = PTHREAD_ONCE_INIT;

static int by_from(const void *a, const void *b)
{
    const struct step *x = a;
    const struct step *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static void read_steps(void)
{
    for (size_t i = 0; name_variant_rows[i] != NULL && i < MOST_ROWS; i++) {
        const char *row = name_variant_rows[i];
        uint32_t from = text_next(&row);
        if (*row != ',')
            continue;
        row++;
        steps[n_steps++] = (struct step){from, text_next(&row)};
    }
    qsort(steps, n_steps, sizeof *steps, by_from);
}

static uint32_t compared_as(uint32_t c)
{
    const struct step wanted = {c, 0};
    const struct step *found =
        bsearch(&wanted, steps, n_steps, sizeof *steps, by_from);
    return found == NULL ? c : found->to;
}

static uint32_t plain_kana(uint32_t c)
{
    if (c == 0x308e) /* ゎ, of which only the katakana is made large below */
        c = 0x30ee;
    return normal_is_kana(c) ? normal_large_kana(c) : c;
}

bool variant_related(uint32_t a, uint32_t b)
{
    if (a == b)
        return false;
    if (normal_is_kana(a) && normal_is_kana(b))
        return plain_kana(a) == plain_kana(b);
    pthread_once(&steps_once, read_steps);
    return compared_as(a) == compared_as(b);
}

size_t variant_rows(void)
{
    pthread_once(&steps_once, read_steps);
    return n_steps;
}
