/* command_model: `ayumi model`, one regression on a plain CSV. */
#include "pipeline/analysis_choice.h"
#include "pipeline/analysis_data.h"
#include "pipeline/analysis_files.h"
#include "pipeline/analysis_fit.h"
#include "pipeline/commands.h"
#include "pipeline/model_text.h"

#include "base/number_text.h"
#include "base/output_file.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static enum status missing_option(const char *name)
{
    say_error("analysis.missing_option", name);
    return STATUS_USAGE;
}

static enum status bad_value(const char *option, const char *value,
                             const char *known)
{
    say_error("analysis.bad_value", option, value, known);
    return STATUS_USAGE;
}

/* Which sandwiches a family has. */
static enum status family_has_errors(const struct analysis_request *r,
                                     const char *word)
{
    switch (r->family) {
    case ANALYSIS_LOGIT:
    case ANALYSIS_FIRTH:
    case ANALYSIS_POISSON:
        return STATUS_OK;
    case ANALYSIS_CLOGIT:
    case ANALYSIS_FLAC:
        return bad_value("--se", word, "model");
    default:
        break;
    }
    if (r->robust == STATS_HC2 || r->robust == STATS_HC3 ||
        r->robust == STATS_CR2)
        return bad_value("--se", word, "model robust HC0 HC1 cluster CR0 CR1");
    return STATUS_OK;
}

static enum status read_errors(const char *word, struct analysis_request *r)
{
    static const struct {
        const char *word;
        enum stats_robust kind;
    } kinds[] = {
        {"robust", STATS_HC0},  {"HC0", STATS_HC0}, {"HC1", STATS_HC1},
        {"HC2", STATS_HC2},     {"HC3", STATS_HC3}, {"CR0", STATS_CR0},
        {"cluster", STATS_CR0}, {"CR1", STATS_CR1}, {"CR2", STATS_CR2}};
    if (word == NULL)
        word = r->cluster ? "cluster" : "model";
    if (text_equal(word, "model"))
        return STATUS_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!text_equal(word, kinds[i].word))
            continue;
        r->errors = ANALYSIS_ROBUST_SE;
        r->robust = kinds[i].kind;
        bool clusters = stats_robust_is_clustered(r->robust);
        if (clusters && r->cluster == NULL)
            return missing_option("--cluster");
        if (!clusters)
            r->cluster = NULL;
        return family_has_errors(r, word);
    }
    return bad_value("--se", word,
                     "model robust HC0 HC1 HC2 HC3 cluster CR0 CR1 CR2");
}

static enum status read_exact(const struct invocation *in,
                              struct analysis_request *r)
{
    for (size_t i = 0; i < in->n_given; i++) {
        if (!text_equal(in->given[i].name, "--exact"))
            continue;
        if (r->n_exact == 2)
            return bad_value("--exact", in->given[i].value, "1, 2");
        r->exact[r->n_exact++] = in->given[i].value;
    }
    if (r->n_exact > 0 && r->family != ANALYSIS_LOGIT &&
        r->family != ANALYSIS_FIRTH)
        return bad_value("--exact", r->exact[0], "--family logit, firth");
    return STATUS_OK;
}

static enum status read_request(const struct invocation *in,
                                struct analysis_request *r)
{
    const char *family = option_value(in, "--family");
    const char *intervals = option_value(in, "--intervals");
    const char *level = option_value(in, "--level");
    *r = (struct analysis_request){
        .formula = option_value(in, "--formula"),
        .outcome_reference = option_value(in, "--outcome-reference"),
        .weights = option_value(in, "--weights"),
        .offset = option_value(in, "--offset"),
        .cluster = option_value(in, "--cluster"),
        .strata = option_value(in, "--strata"),
        .standardise = option_value(in, "--standardise"),
        .check = option_given(in, "--check"),
        .level = 0.95,
        .threads = in->jobs};
    if (r->formula == NULL)
        return missing_option("--formula");
    if (family && !analysis_family_parse(family, &r->family))
        return bad_value("--family", family,
                         "logit firth multinomial firth-multinomial ordinal "
                         "poisson clogit flac");
    if (r->family == ANALYSIS_CLOGIT && r->strata == NULL)
        return missing_option("--strata");
    if (r->family != ANALYSIS_CLOGIT && r->strata)
        return bad_value("--strata", r->strata, "--family clogit");
    if (r->family == ANALYSIS_CLOGIT && r->standardise)
        return bad_value("--standardise", r->standardise, "-");
    if (r->family == ANALYSIS_CLOGIT && r->weights)
        return bad_value("--weights", r->weights, "-");
    if (intervals && text_equal(intervals, "profile"))
        r->limits = STATS_PROFILE;
    else if (intervals && !text_equal(intervals, "wald"))
        return bad_value("--intervals", intervals, "wald profile");
    if (level && (!number_parse_machine(level, &r->level) ||
                  !(r->level > 0.0 && r->level < 1.0)))
        return bad_value("--level", level, "0.95");
    enum status st = read_exact(in, r);
    return st == STATUS_OK ? read_errors(option_value(in, "--se"), r) : st;
}

/* One formula's files and summary. */
static enum status run_one(const struct invocation *in,
                           const struct analysis_data *data,
                           const struct analysis_request *request,
                           const char *out)
{
    struct arena a;
    struct analysis_result result;
    arena_init(&a);
    enum status st = analysis_fit(&a, data, request, &result);
    if (st == STATUS_OK && !in->dry_run)
        st = analysis_write(&a, out, &result, request->level);
    if (st == STATUS_OK && in->json)
        model_text_json(request, &result, out);
    else if (st == STATUS_OK && !in->quiet)
        model_text_print(&a, request, &result, out);
    analysis_release(&result);
    arena_release(&a);
    return st;
}

/* Several formulas: folders 1, 2 … in the order given. */
static enum status run_all(const struct invocation *in,
                           const struct analysis_data *data,
                           struct analysis_request *request, const char *out)
{
    struct arena a;
    size_t n = 0, k = 0;
    enum status st = STATUS_OK;
    for (size_t i = 0; i < in->n_given; i++)
        n += text_equal(in->given[i].name, "--formula");
    if (n > 1 && !in->dry_run)
        st = folder_make(out, 0755);
    arena_init(&a);
    for (size_t i = 0; st == STATUS_OK && i < in->n_given; i++) {
        if (!text_equal(in->given[i].name, "--formula"))
            continue;
        request->formula = in->given[i].value;
        k++;
        request->spends_data = k == n;
        st = run_one(in, data, request,
                     n > 1 ? arena_format(&a, "%s/%zu", out, k) : out);
    }
    arena_release(&a);
    return st;
}

static enum status read_profiles(struct arena *a, const struct invocation *in,
                                 struct analysis_data *profiles,
                                 struct analysis_request *request)
{
    const char *path = option_value(in, "--profiles");
    if (path == NULL)
        return STATUS_OK;
    request->profiles = profiles;
    return analysis_read(a, path, NULL, profiles);
}

/* The columns that the request names, with their levels in order. */
static enum status read_data(struct arena *a, const struct invocation *in,
                             struct analysis_data *out)
{
    struct analysis_wanted wanted;
    struct analysis_choice choice = {analysis_wants, &wanted};
    analysis_want(a, in, &wanted);
    enum status st = analysis_read(a, option_value(in, "--data"), &choice, out);
    analysis_want_release(&wanted);
    if (st == STATUS_OK)
        st = analysis_apply_levels(a, in, "--levels", out);
    if (st == STATUS_OK)
        st = analysis_apply_levels(a, in, "--reference", out);
    return st;
}

enum status command_model(struct arena *a, const struct command *self,
                          void *invocation)
{
    const struct invocation *in = invocation;
    const char *out = option_value(in, "--out");
    struct analysis_request request;
    struct analysis_data data, profiles;
    (void)self;
    if (option_value(in, "--data") == NULL)
        return missing_option("--data");
    if (out == NULL)
        return missing_option("--out");
    enum status st = read_request(in, &request);
    if (st == STATUS_OK)
        st = read_data(a, in, &data);
    if (st == STATUS_OK)
        st = read_profiles(a, in, &profiles, &request);
    return st == STATUS_OK ? run_all(in, &data, &request, out) : st;
}
