/* command_model: `ayumi model`, one regression on a plain CSV. */
#include "pipeline/analysis_data.h"
#include "pipeline/analysis_files.h"
#include "pipeline/analysis_fit.h"
#include "pipeline/commands.h"

#include "base/number_text.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const struct option command_model_options[] = {
    {"--data", "F.csv", false, "データ（1行目が列名のCSV）",
     "the data: a CSV whose first row names the columns"},
    {"--formula", "'y ~ x'", false,
     "モデルの式（R と同じ書き方）: + : * ^ - factor() I() ordered() "
     "offset() log()",
     "the model as in R: + : * ^ - factor() I() ordered() offset() log()"},
    {"--family", "NAME", false,
     "logit（既定） firth multinomial firth-multinomial ordinal poisson",
     "logit (default) firth multinomial firth-multinomial ordinal poisson"},
    {"--out", "DIR", false, "結果を書くフォルダー", "folder for the results"},
    {"--reference", "VAR=LEVEL", true, "説明変数の基準となる値",
     "reference level of a predictor"},
    {"--outcome-reference", "LEVEL", false, "結果変数の基準となる値",
     "reference level of the outcome"},
    {"--levels", "VAR=A,B,C", true, "値の順序（最初が基準）",
     "order of a variable's levels; the first is the reference"},
    {"--weights", "COL", false, "度数の列", "column of frequency weights"},
    {"--offset", "COL", false, "オフセットの列",
     "column added to the linear predictor"},
    {"--cluster", "COL", false, "クラスターの列（--se cluster とともに）",
     "column of clusters, for --se cluster"},
    {"--se", "KIND", false,
     "標準誤差: model（既定） robust（=HC0） HC1 HC2 HC3 cluster（=CR0） CR1",
     "standard errors: model (default) robust (=HC0) HC1 HC2 HC3 cluster "
     "(=CR0) CR1"},
    {"--intervals", "KIND", false, "信頼区間: wald（既定） profile",
     "limits: wald (default) or profile; profile also writes lr_tests.csv"},
    {"--level", "0.95", false, "信頼水準", "coverage of the limits"},
    {NULL, NULL, false, NULL, NULL},
};

const char command_model_more_ja[] =
    "例  ayumi model --data 追跡.csv --formula 'active ~ age + factor(sex)' "
    "\\\n      --family firth --intervals profile --out 結果\n\n"
    "1行でも空欄（または NA）がある行は除き、その数を示します。\n"
    "coefficients.csv 係数（logit は対数オッズ比）  fit.csv "
    "当てはまりと状態\nvcov.csv 分散共分散  predictions.csv 予測確率  "
    "margins.csv 平均限界効果\nterms.csv 項ごとの検定  performance.csv "
    "AUC・Brier・較正（0/1 のとき、当てはめた同じデータで）\n\n"
    "状態 status: ok / separated, quasi_separated "
    "完全・準完全分離（その項の係数はない。firth を使う）/\nsingular "
    "他の列で表せる列を除いた / too_few_events "
    "件数が少なく探索的 /\nnot_converged / bad_data。ok "
    "以外のときは次にすることを1文で示します。終了コードは 0 です。\n"
    "人数が少ないとき（結果ありが30人未満など）は、--family firth "
    "--intervals profile を勧めます。\n結果は関連を示すもので、効果では"
    "ありません。";

const char command_model_more_en[] =
    "Example  ayumi model --data F.csv --formula 'low ~ age + factor(race)' "
    "\\\n           --family firth --intervals profile --out results\n\n"
    "Rows with an empty cell (or NA) in a column used are left out and "
    "counted.\nText columns are factors with treatment coding, the first "
    "level in byte order\nis the reference. Outcome of logit: 0/1, or two "
    "levels, the second is the event.\n\n"
    "coefficients.csv  names as broom::tidy, terms as R prints them\n"
    "fit.csv           one row: n, log-likelihood, AIC, status, message\n"
    "vcov.csv          predictions.csv (row = 1-based row of the data)\n"
    "margins.csv       average marginal effects: mean dp/dx of a number,\n"
    "                  p(level) - p(reference) of a factor, delta method\n"
    "terms.csv         joint Wald test of each term\n"
    "performance.csv   AUC, Brier, calibration on the same data (0/1 "
    "outcomes)\n\n"
    "status: ok | separated, quasi_separated (terms without maximum are "
    "empty and\nnamed: use firth) | singular (dropped columns are empty) | "
    "too_few_events\n(exploratory) | not_converged | bad_data. Exit code 0 "
    "for all of them: trouble in\nthe data is a result. n_events: events of "
    "a logit, else the rarest category.\nWith few events prefer --family "
    "firth --intervals profile. Association, never\neffect.";

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

static enum status read_errors(const char *word, struct analysis_request *r)
{
    static const struct {
        const char *word;
        enum stats_robust kind;
    } kinds[] = {{"robust", STATS_HC0},  {"HC0", STATS_HC0}, {"HC1", STATS_HC1},
                 {"HC2", STATS_HC2},     {"HC3", STATS_HC3}, {"CR0", STATS_CR0},
                 {"cluster", STATS_CR0}, {"CR1", STATS_CR1}};
    if (word == NULL || text_equal(word, "model"))
        return STATUS_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!text_equal(word, kinds[i].word))
            continue;
        r->errors = ANALYSIS_ROBUST_SE;
        r->robust = kinds[i].kind;
        bool clusters = r->robust == STATS_CR0 || r->robust == STATS_CR1;
        if (clusters && r->cluster == NULL)
            return missing_option("--cluster");
        if (!clusters)
            r->cluster = NULL;
        if (r->family != ANALYSIS_LOGIT && r->family != ANALYSIS_FIRTH &&
            r->family != ANALYSIS_POISSON)
            return bad_value("--se", word, "model");
        return STATUS_OK;
    }
    return bad_value("--se", word,
                     "model robust HC0 HC1 HC2 HC3 cluster CR0 CR1");
}

static enum status read_request(const struct invocation *in,
                                struct analysis_request *r)
{
    const char *family = option_value(in, "--family");
    const char *intervals = option_value(in, "--intervals");
    const char *level = option_value(in, "--level");
    *r = (struct analysis_request){.formula = option_value(in, "--formula"),
                                   .outcome_reference =
                                       option_value(in, "--outcome-reference"),
                                   .weights = option_value(in, "--weights"),
                                   .offset = option_value(in, "--offset"),
                                   .cluster = option_value(in, "--cluster"),
                                   .level = 0.95,
                                   .threads = in->jobs};
    if (r->formula == NULL)
        return missing_option("--formula");
    if (family && !analysis_family_parse(family, &r->family))
        return bad_value("--family", family,
                         "logit firth multinomial firth-multinomial ordinal "
                         "poisson");
    if (intervals && text_equal(intervals, "profile"))
        r->limits = STATS_PROFILE;
    else if (intervals && !text_equal(intervals, "wald"))
        return bad_value("--intervals", intervals, "wald profile");
    if (level && (!number_parse_machine(level, &r->level) ||
                  !(r->level > 0.0 && r->level < 1.0)))
        return bad_value("--level", level, "0.95");
    return read_errors(option_value(in, "--se"), r);
}

static void print_cell(const char *text, int width, bool left)
{
    int pad = width - (int)text_width(text);
    if (left)
        printf("%s%*s", text, pad > 0 ? pad : 0, "");
    else
        printf("%*s%s", pad > 0 ? pad : 0, "", text);
}

static void print_number(struct arena *a, double x, int width)
{
    print_cell(isnan(x) ? "-" : arena_format(a, "%.4g", x), width, false);
}

static void print_terms(struct arena *a, const struct analysis_result *r)
{
    const struct stats_fit *f = &r->fit;
    bool ratio = r->family != STATS_FAMILY_ORDINAL;
    size_t widest = 6;
    for (size_t t = 0; t < f->n_terms; t++) {
        size_t w = text_width(r->term[t]) + text_width(r->term_level[t]) + 3;
        widest = w > widest ? w : widest;
    }
    int width = widest < 60 ? (int)widest : 60;
    print_cell("", width, true);
    const char *const heads[] = {"analysis.head_estimate", "analysis.head_se",
                                 "analysis.head_ratio",    "analysis.head_low",
                                 "analysis.head_high",     "analysis.head_p"};
    for (size_t h = 0; h < 6; h++)
        if (ratio || h != 2)
            print_cell(message(heads[h]), 12, false);
    putchar('\n');
    for (size_t t = 0; t < f->n_terms; t++) {
        const char *level = r->family == STATS_FAMILY_MULTINOMIAL
                                ? arena_format(a, "%s: ", r->term_level[t])
                                : "";
        print_cell(arena_format(a, "%s%s", level, r->term[t]), width, true);
        print_number(a, f->estimate[t], 12);
        print_number(a, f->std_error[t], 12);
        if (ratio)
            print_number(a, exp(f->estimate[t]), 12);
        print_number(a, ratio ? exp(f->conf_low[t]) : f->conf_low[t], 12);
        print_number(a, ratio ? exp(f->conf_high[t]) : f->conf_high[t], 12);
        print_number(a, f->p_value[t], 12);
        putchar('\n');
    }
}

static void print_summary(struct arena *a, const struct analysis_request *q,
                          const struct analysis_result *r, const char *out)
{
    printf("%s\n", q->formula);
    printf("%s\n", message_format(a, "analysis.rows", r->n_data_rows,
                                  r->n_incomplete, r->fit.n_used,
                                  arena_format(a, "%.15g", r->fit.n_events)));
    if (r->term)
        print_terms(a, r);
    printf("%s\n", message_format(a, "analysis.status",
                                  stats_status_name(r->fit.status)));
    if (r->message[0])
        printf("  %s\n", r->message);
    printf("%s\n", message_format(a, "analysis.written", out));
}

enum status command_model(struct arena *a, const struct command *self,
                          void *invocation)
{
    const struct invocation *in = invocation;
    const char *path = option_value(in, "--data");
    const char *out = option_value(in, "--out");
    struct analysis_request request;
    struct analysis_data data;
    struct analysis_result result;
    (void)self;
    if (path == NULL)
        return missing_option("--data");
    if (out == NULL)
        return missing_option("--out");
    enum status st = read_request(in, &request);
    if (st == STATUS_OK)
        st = analysis_read(a, path, &data);
    if (st == STATUS_OK)
        st = analysis_apply_levels(a, in, "--levels", &data);
    if (st == STATUS_OK)
        st = analysis_apply_levels(a, in, "--reference", &data);
    if (st != STATUS_OK)
        return st;
    st = analysis_fit(a, &data, &request, &result);
    if (st == STATUS_OK && !in->dry_run)
        st = analysis_write(a, out, &result, request.level);
    if (st == STATUS_OK && !in->quiet)
        print_summary(a, &request, &result, out);
    analysis_release(&result);
    return st;
}
