/* linkage_arguments: codes and shares that the settings tell. */
#include "anonymize/linkage_arguments.h"

#include "anonymize/linkage_explain.h"
#include "anonymize/pair_scores.h"
#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

static bool is_share(const char *word)
{
    return (word[0] == 'm' || word[0] == 'u') && word[1] == '.';
}

/* The next word, or NULL at the end; *at is moved on. */
static const char *next_word(struct arena *a, const char **at)
{
    *at += strspn(*at, " ");
    size_t n = strcspn(*at, " ");
    const char *word = *at;
    *at += n;
    return n == 0 ? NULL : arena_copy_n(a, word, n);
}

const char *arguments_code_pairs(struct arena *a, const char *arguments)
{
    const char *out = NULL, *word;
    while ((word = next_word(a, &arguments)) != NULL)
        if (!is_share(word) && strchr(word, '=') != NULL)
            out = arena_format(a, "%s%s%s", out == NULL ? "" : out,
                               out == NULL ? "" : " ", word);
    return out;
}

static bool find_code(const struct linkage *l, const struct unit *u,
                      const char *name, size_t n, unsigned *out)
{
    for (unsigned c = 1; c < u->n_codes; c++) {
        const char *known = linkage_code_name(l->arena, l, u, c);
        if (known != NULL && strlen(known) == n &&
            strncmp(known, name, n) == 0) {
            *out = c;
            return true;
        }
    }
    return false;
}

/* All that is told of the codes with the same parts, and of m or of u. */
static double told_so_far(const struct linkage *l, const struct told_share *t)
{
    const struct unit *u = &l->units[t->unit];
    double sum = 0;
    for (size_t k = 0; k < l->n_told; k++)
        if (l->told[k].unit == t->unit &&
            l->told[k].is_of_strangers == t->is_of_strangers &&
            code_mask(u, l->told[k].code) == code_mask(u, t->code))
            sum += l->told[k].share;
    return sum;
}

static bool take_share(struct linkage *l, size_t unit, const char *word)
{
    struct told_share t = {.unit = unit, .is_of_strangers = word[0] == 'u'};
    const char *equals = strchr(word, '=');
    if (equals == NULL ||
        !find_code(l, &l->units[unit], word + 2, (size_t)(equals - word) - 2,
                   &t.code) ||
        !number_parse_machine(equals + 1, &t.share) || t.share <= 0 ||
        t.share >= 1 || told_so_far(l, &t) + t.share > 1.0)
        return false;
    l->told = arena_grow(l->arena, l->told, l->n_told, &l->told_capacity,
                         sizeof *l->told);
    l->told[l->n_told++] = t;
    return true;
}

const char *arguments_take_shares(struct linkage *l, size_t unit,
                                  const char *arguments)
{
    const char *word;
    while ((word = next_word(l->arena, &arguments)) != NULL) {
        bool is_code = !is_share(word) && strchr(word, '=') != NULL &&
                       l->units[unit].n_parts == 1;
        if (!is_code && !(is_share(word) && take_share(l, unit, word)))
            return word;
    }
    return NULL;
}

const char *arguments_known(const struct linkage *l, const struct unit *u)
{
    const char *out = "";
    for (unsigned c = 1; c < u->n_codes && u->n_parts == 1; c++) {
        const char *name = linkage_code_name(l->arena, l, u, c);
        if (name != NULL)
            out =
                arena_format(l->arena, "%sm.%s=0.1 u.%s=0.1 ", out, name, name);
    }
    return arena_format(l->arena, "%s%s", out,
                        u->n_parts == 1 ? "1=男" : "m.exact+exact=0.9");
}

const char *arguments_write(const struct linkage *l, size_t unit,
                            const char *role)
{
    const char *out = role;
    struct arena *a = l->arena;
    if (l->code_pairs[unit] != NULL)
        out = arena_format(a, "%s %s", out, l->code_pairs[unit]);
    for (size_t k = 0; k < l->n_told; k++) {
        const struct told_share *t = &l->told[k];
        if (t->unit == unit)
            out = arena_format(
                a, "%s %c.%s=%s", out, t->is_of_strangers ? 'u' : 'm',
                linkage_code_name(a, l, &l->units[unit], t->code),
                number_write(a, t->share));
    }
    return out;
}
