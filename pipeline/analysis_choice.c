/* analysis_choice: the formulas' variables, and the options' columns. */
#include "pipeline/analysis_choice.h"

#include "base/text.h"

#include <string.h>

void analysis_want(struct arena *a, const struct invocation *in,
                   struct analysis_wanted *out)
{
    struct stats_formula_problem why;
    *out = (struct analysis_wanted){.in = in};
    out->formulas = arena_take_array(a, in->n_given + 1, sizeof *out->formulas);
    for (size_t i = 0; i < in->n_given; i++) {
        struct stats_formula **f = &out->formulas[out->n_formulas];
        if (!text_equal(in->given[i].name, "--formula"))
            continue;
        if (stats_formula_parse(in->given[i].value, f, &why))
            out->n_formulas++;
        else
            out->everything = true;
    }
}

void analysis_want_release(struct analysis_wanted *w)
{
    for (size_t i = 0; i < w->n_formulas; i++)
        stats_formula_free(w->formulas[i]);
    w->n_formulas = 0;
}

/* --weights COL, or --levels COL=A,B. */
static bool option_names(const struct given_option *given, const char *column)
{
    static const char *const options[] = {"--weights", "--offset",
                                          "--cluster", "--strata",
                                          "--levels",  "--reference"};
    const char *equals = strchr(given->value, '=');
    size_t n = strlen(column);
    for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
        if (!text_equal(given->name, options[k]))
            continue;
        if (k < 4)
            return text_equal(given->value, column);
        return equals && (size_t)(equals - given->value) == n &&
               strncmp(given->value, column, n) == 0;
    }
    return false;
}

bool analysis_wants(const void *wanted, const char *column)
{
    const struct analysis_wanted *w = wanted;
    if (w->everything)
        return true;
    for (size_t i = 0; i < w->n_formulas; i++) {
        bool dot;
        if (stats_formula_uses(w->formulas[i], column, &dot))
            return true;
    }
    for (size_t i = 0; i < w->in->n_given; i++)
        if (option_names(&w->in->given[i], column))
            return true;
    return false;
}
