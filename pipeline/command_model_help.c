/* command_model_help: the options of `ayumi model`, and how to read it. */
#include "pipeline/commands.h"

const struct option command_model_options[] = {
    {"--data", "F.csv", false, "データ（1行目が列名のCSV）",
     "the data: a CSV whose first row names the columns"},
    {"--formula", "'y ~ x'", true,
     "モデルの式（R と同じ書き方）: + : * ^ - factor() I() ordered() "
     "offset() log()。繰り返すと、結果は --out の下の 1, 2, … に分かれます",
     "the model as in R: + : * ^ - factor() I() ordered() offset() log(); "
     "when repeated, results go to 1, 2 … below --out"},
    {"--family", "NAME", false,
     "logit（既定） firth flac multinomial firth-multinomial ordinal poisson "
     "clogit",
     "logit (default) firth flac multinomial firth-multinomial ordinal "
     "poisson clogit"},
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
    {"--strata", "COL", false, "マッチングの組の列（clogit のとき）",
     "column of the matched sets, for clogit"},
    {"--cluster", "COL", false,
     "クラスターの列。--se がなければ --se cluster とする",
     "column of clusters; without --se it means --se cluster"},
    {"--se", "KIND", false,
     "標準誤差: model（既定） robust（=HC0） HC1 HC2 HC3 cluster（=CR0） CR1 "
     "CR2",
     "standard errors: model (default) robust (=HC0) HC1 HC2 HC3 cluster "
     "(=CR0) CR1 CR2"},
    {"--intervals", "KIND", false, "信頼区間: wald（既定） profile",
     "limits: wald (default) or profile; profile also writes lr_tests.csv"},
    {"--level", "0.95", false, "信頼水準", "coverage of the limits"},
    {"--check", NULL, false,
     "点検の表も書く: influence.csv（影響の大きい行） vif.csv "
     "calibration.csv（予測と実際）",
     "also write influence.csv, vif.csv and calibration.csv (logit, firth, "
     "poisson)"},
    {"--profiles", "P.csv", false,
     "P.csv の各行の予測値と信頼区間を profiles.csv に書く",
     "predict each row of P.csv, with limits, into profiles.csv"},
    {"--standardise", "VAR", false,
     "全員がその因子の各水準だったとした場合の平均の予測確率（標準化したリスク"
     "）"
     "を standardised.csv に書く",
     "standardised risks: the mean probability if everybody had each level of "
     "this factor, into standardised.csv"},
    {"--exact", "TERM", true,
     "その項の正確な条件付き推測を exact.csv に書く（2つまで、小さなデータ用）",
     "exact conditional inference on a term, into exact.csv; at most two, for "
     "small data"},
    {NULL, NULL, false, NULL, NULL},
};

const char command_model_more_ja[] =
    "例  ayumi model --data 追跡.csv --formula 'active ~ age + factor(sex)' "
    "\\\n      --family firth --intervals profile --check --out 結果\n\n"
    "1行でも空欄（または NA）がある行は除き、その数を示します。\n"
    "文字の列は因子とし、バイト順で最初の値を基準にします（--reference "
    "で変更）。\n\n"
    "どの family を選ぶか\n"
    "  はい・いいえの結果                  logit\n"
    "  同じく、件数が30未満か、分離が出た  firth（--intervals profile "
    "とともに）\n"
    "  firth で、確率も使いたいとき        flac（予測の平均が実際と合う）\n"
    "  同じく、ごく小さいデータの1項だけ   logit に --exact 項の名前\n"
    "  順序のない3つ以上の区分             multinomial（少なければ "
    "firth-multinomial）\n"
    "  順序のある区分                      ordinal（proportional_odds.csv "
    "のpが小さければ multinomial）\n"
    "  回数、または比をリスク比で          poisson（リスク比では --se "
    "robust）\n"
    "  マッチングした組                    clogit に --strata 組の列\n"
    "ordinal は logit P(Y <= j) = zeta_j - x'b（R の polr と同じ符号）、境目は "
    "a|b という項で、\n区分の順は --levels y=低,中,高 で示します。multinomial "
    "の"
    "比べる相手は --outcome-reference\n（なければ最初の区分）。数字の区分は "
    "factor(x) と書きます。--weights は度数で、3 は3行分、\n0 "
    "は数えないという意味です。\n\n"
    "読む順番\n"
    "  1. fit.csv の status。ok 以外は message に次にすることがあります。\n"
    "  2. coefficients.csv の係数と信頼区間（exp がオッズ比）。\n"
    "  3. terms.csv の項ごとの検定、margins.csv の平均限界効果"
    "（確率の差で読めます）。\n"
    "  4. --check の influence.csv（cook が 1 や 4/n を超える行）、vif.csv"
    "（10 超）、\n     calibration.csv（observed の区間が mean_predicted "
    "を含むか）、performance.csv。\n"
    "  5. 人に伝えるときは --profiles の予測確率と信頼区間、または "
    "--standardise の\n     水準ごとの標準化したリスク（その差は margins.csv "
    "にあります）。\n\n"
    "ファイル\n"
    "coefficients.csv 係数（logit は対数オッズ比）  fit.csv "
    "当てはまりと状態\nvcov.csv 分散共分散  predictions.csv 予測確率  "
    "margins.csv 平均限界効果\nterms.csv 項ごとの検定  performance.csv "
    "AUC・Brier・較正（0/1 のとき、当てはめた同じデータで）\n"
    "lr_tests.csv 尤度比検定（--intervals profile）  proportional_odds.csv "
    "比例オッズの検定（ordinal）\n\n"
    "状態 status: ok / separated, quasi_separated "
    "完全・準完全分離（その項の係数はない。firth を使う）/\nsingular "
    "他の列で表せる列を除いた / too_few_events "
    "件数が少なく探索的 /\nnot_converged / bad_data。終了コードは 0 です。\n"
    "結果は関連を示すもので、効果ではありません。";

const char command_model_more_en[] =
    "Example  ayumi model --data F.csv --formula 'low ~ age + factor(race)' "
    "\\\n           --family firth --intervals profile --check --out "
    "results\n\n"
    "Rows with an empty cell (or NA) in a column used are left out and "
    "counted.\nText columns are factors with treatment coding, the first "
    "level in byte order\nis the reference (change it with --reference). "
    "Outcome of logit: 0/1, or two\nlevels, the second is the event.\n\n"
    "Which family (in R)\n"
    "  logit        yes or no                   glm(binomial)\n"
    "  firth        the same with few events or separation: with --intervals\n"
    "               profile as logistf          logistf\n"
    "  flac         firth whose mean probability is the observed one\n"
    "                                           logistf::flac\n"
    "  multinomial  three or more categories    nnet::multinom; few rows:\n"
    "               firth-multinomial           brglm2::brmultinom\n"
    "  ordinal      ordered categories          MASS::polr, ordinal::clm\n"
    "  poisson      counts; with --se robust risk ratios of a 0/1 outcome\n"
    "  clogit       matched sets, --strata COL  survival::clogit(\"exact\")\n"
    "For one coefficient in very small data add --exact TERM to a logit.\n"
    "ordinal: logit P(Y <= j) = zeta_j - x'b as polr; thresholds are the "
    "terms\n"
    "a|b, and the order of the levels is --levels y=low,middle,high.\n"
    "multinomial: against --outcome-reference, else the first level.\n"
    "A factor of numbers is factor(x), as in R; --levels and --reference make\n"
    "one, too. R may sort text by your language; here bytes decide (B before "
    "a).\n"
    "Weights are frequencies: 3 counts as three rows, 0 as none.\n\n"
    "Reading it\n"
    "  1 fit.csv        status first; message says what to do when not ok\n"
    "  2 coefficients   estimate is the log odds ratio; limits by profile are\n"
    "                   better than Wald's in small samples\n"
    "  3 terms.csv      joint Wald test of a whole factor\n"
    "    margins.csv    average marginal effects, in probabilities: mean "
    "dp/dx of\n                   a number, p(level) - p(reference) of a "
    "factor\n"
    "  4 --check        influence.csv: look at rows with cook above 4/n;\n"
    "                   vif.csv: above 10 two predictors say the same;\n"
    "                   calibration.csv: does conf_low … conf_high hold\n"
    "                   mean_predicted?  performance.csv: AUC, Brier, slope "
    "(on the\n                   same data, hence optimistic)\n"
    "  5 --profiles     probabilities with limits for people you describe\n"
    "    --standardise  probabilities per level of a factor, over all rows as "
    "they\n                   are else; their differences stand in "
    "margins.csv\n\n"
    "Files\n"
    "coefficients.csv  names as broom::tidy, terms as R prints them\n"
    "fit.csv           one row: n, log-likelihood, AIC, status, message\n"
    "vcov.csv          predictions.csv (row = 1-based row of the data)\n"
    "terms.csv margins.csv performance.csv  as above\n"
    "standardised.csv profiles.csv exact.csv  the options of these names\n"
    "lr_tests.csv      with --intervals profile: (penalised) LR tests\n"
    "proportional_odds.csv  ordinal: small p speaks against one slope\n\n"
    "status: ok | separated, quasi_separated (terms without maximum are "
    "empty and\nnamed: use firth) | singular (dropped columns are empty) | "
    "too_few_events\n(exploratory) | not_converged | bad_data. Exit code 0 "
    "for all of them: trouble in\nthe data is a result. n_events: events of "
    "a logit, else the rarest category.\nWith few events prefer --family "
    "firth --intervals profile. Association, never\neffect.";
