#!/usr/bin/env bash
# Labels: once
# `ayumi model` and `ayumi describe` on plain CSV files: the reference numbers
# arrive in the files, bad data gets its status, bad requests their message.
. "$(dirname "$0")/../claims.sh"
data=$AYUMI_SOURCE/tests/reference/stats
out=$scratch/out

model() {
    "$AYUMI_BIN/ayumi" model --lang en --quiet --out "$out" "$@"
}
# cell FILE COLUMN ROW-PATTERN: one number or word of an output
cell() {
    awk -F, -v want="$2" -v row="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == want) at = i; next }
        $0 ~ row { print $at; exit }' "$out/$1"
}
# near GOT WANT: 11 significant digits
near() {
    echo "got $1, expected $2"
    awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; if (d < 0) d = -d
        s = b < 0 ? -b : b; exit !(a != "" && d <= 1e-11 * s) }'
}
status_is() {
    echo "status $(cell fit.csv status .), expected $1"
    [ "$(cell fit.csv status .)" = "$1" ]
}

# Numbers: certified files of tests/reference/stats ---------------------------
claim "a logit is fitted from raw data" model --data "$data/birthwt.data.csv" \
    --formula 'low ~ age + lwt + race + smoke + ptl + ht + ui + ftv' \
    --reference race=white
claim "its estimate" near "$(cell coefficients.csv estimate ,raceblack,)" \
    1.2722597977543860038
claim "its error" near "$(cell coefficients.csv std_error ,raceblack,)" \
    0.52736370317745202504
claim "its likelihood" near "$(cell fit.csv log_likelihood .)" \
    -100.64239752794056443
claim "its AME" near "$(cell margins.csv ame ,raceother,)" 0.154113226084418
claim "its covariance" near "$(cell vcov.csv age '^\(Intercept\)')" \
    -0.02705674764956759081
claim "its prediction" near "$(cell predictions.csv probability '^1,')" \
    0.29982736939242655

claim "the whole factor is tested" near "$(cell terms.csv df ^race,)" 2
claim "and the model is scored" near "$(cell performance.csv value ^auc,)" \
    0.746153846153846

claim "firth with profile limits" model --data "$data/endometrial.data.csv" \
    --formula 'HG ~ NV + PI + EH' --family firth --intervals profile
claim "status ok" status_is ok
claim "its limit" near "$(cell coefficients.csv conf_high ,NV,)" 7.85463171387737
claim "its penalised p" near "$(cell lr_tests.csv p_value ,NV,)" \
    0.00912366754708557
claim "the same without penalty" model --data "$data/endometrial.data.csv" \
    --formula 'HG ~ NV + PI + EH'
claim "is quasi_separated" status_is quasi_separated
claim "and NV has no estimate" [ -z "$(cell coefficients.csv estimate ,NV,)" ]
claim "and the message names it" grep -q 'NV +Inf' "$out/fit.csv"

claim "a multinomial with weights" model --data "$data/alligators.data.csv" \
    --formula 'foodchoice ~ size + lake' --family multinomial --weights freq \
    --outcome-reference Fish --reference lake=Hancock
claim "its estimate" \
    near "$(cell coefficients.csv estimate '^Bird,lakeTrafford')" 0.392649200978833
claim "a cumulative logit" model --data "$data/wine.data.csv" --family ordinal \
    --formula 'rating ~ temp + contact' --levels rating=1,2,3,4,5
claim "its threshold" near "$(cell coefficients.csv estimate ',1[|]2,')" \
    -1.3443834112650243635
claim "robust errors" model --data "$data/infert_cluster.data.csv" --se cluster \
    --cluster stratum --levels 'education=0-5yrs,6-11yrs,12+ yrs' \
    --formula 'case ~ age + parity + education + spontaneous + induced'
claim "of clusters" near "$(cell coefficients.csv std_error ',age,')" \
    0.016375659828051
claim "frequencies with zeros" model --data "$data/titanic.data.csv" \
    --formula 'Survived ~ Class + Sex + Age' --weights Freq \
    --levels Class=1st,2nd,3rd,Crew --levels Sex=Male,Female \
    --levels Age=Child,Adult --levels Survived=No,Yes
claim "count rows that have weight" [ "$(cell fit.csv n .)" = 24 ]
claim "and give R's BIC" near "$(cell fit.csv bic .)" 2229.12942869105

# Matched sets, checks, profiles, exact: numbers of tests/stats/*.R -------------
claim "matched sets" model --data "$data/infert_cluster.data.csv" \
    --family clogit --strata parity --formula 'case ~ spontaneous + induced'
claim "their estimate, survival::clogit" \
    near "$(cell coefficients.csv estimate ',induced,')" 1.301225034414440
claim "no intercept is asked of them" \
    [ -z "$(cell coefficients.csv term Intercept)" ]
claim "CR2" model --data "$data/infert_cluster.data.csv" --se CR2 \
    --cluster stratum --levels 'education=0-5yrs,6-11yrs,12+ yrs' \
    --formula 'case ~ age + parity + education + spontaneous + induced'
claim "as clubSandwich" near "$(cell coefficients.csv std_error ',age,')" \
    0.017325200390679828
claim "clusters alone" model --data "$data/infert_cluster.data.csv" \
    --cluster stratum --levels 'education=0-5yrs,6-11yrs,12+ yrs' \
    --formula 'case ~ age + parity + education + spontaneous + induced'
claim "mean clustered errors" near "$(cell coefficients.csv std_error ',age,')" \
    0.016375659828051
claim "clusters of an ordered outcome" model --data "$data/wine.data.csv" \
    --family ordinal --formula 'rating ~ temp + contact' \
    --levels rating=1,2,3,4,5 --se cluster --cluster judge
claim "have other errors" [ "$(cell coefficients.csv std_error ',tempwarm,' |
    cut -c1-8)" = 0.333661 ]
{ echo 'age,smoke'; echo '30,1'; echo '20,0'; } >"$scratch/p.csv"
claim "profiles" model --data "$data/birthwt_race.data.csv" \
    --family multinomial --formula 'race ~ age + smoke' \
    --outcome-reference white --profiles "$scratch/p.csv"
claim "their probability" near "$(cell profiles.csv probability '^1,white')" \
    0.83476859901457356
claim "a row per person and level" [ "$(wc -l <"$out/profiles.csv")" = 7 ]
{ echo 'age,race'; echo '19,black'; } >"$scratch/p.csv" # as row 1 is
claim "a profile of a factor" model --data "$data/birthwt.data.csv" \
    --formula 'low ~ age * race' --reference race=white \
    --profiles "$scratch/p.csv"
claim "is the prediction of such a row" near \
    "$(cell profiles.csv probability .)" "$(cell predictions.csv probability '^1,')"
claim "checks" model --data "$data/birthwt.data.csv" --check --profiles \
    "$scratch/p.csv" --formula 'low ~ age + race'
claim "one line of influence a row" [ "$(wc -l <"$out/influence.csv")" = 190 ]
claim "hats add up to the parameters" awk -F, 'NR > 1 { s += $2 }
    END { exit !(s > 3.999999 && s < 4.000001) }' "$out/influence.csv"
claim "calibration groups hold all rows" awk -F, 'NR > 1 { s += $2 }
    END { exit !(s == 189) }' "$out/calibration.csv"
claim "vif" [ -n "$(cell vif.csv vif ^age,)" ]
{ echo 'y,x,s,n'
    awk 'BEGIN { split("7 1 3 7 5 1 0 6", n, " ")
        for (i = 0; i < 8; i++) print i % 2 "," int(i / 2) % 2 "," int(i / 4) "," n[i + 1] }'
} >"$scratch/e.csv"
claim "exact" model --data "$scratch/e.csv" --formula 'y ~ x + s' --weights n \
    --exact x
claim "its probability test is mantelhaen.test's" \
    near "$(cell exact.csv p_probability ',x,')" 0.00030747624330512046
claim "flac" model --data "$data/endometrial.data.csv" \
    --formula 'HG ~ NV + PI + EH' --family flac
claim "its estimate" near "$(cell coefficients.csv estimate ,NV,)" \
    2.9413665591320912
claim "one probability a row" [ "$(wc -l <"$out/predictions.csv")" = 80 ]
# tests/stats/reading.R, "standardised"
claim "standardised risks" model --data "$data/birthwt.data.csv" --standardise race \
    --reference race=white --formula 'low ~ age + lwt + race*smoke'
claim "one for each level" [ "$(wc -l <"$out/standardised.csv")" = 4 ]
claim "the last is R's" near "$(cell standardised.csv probability ,other,)" 0.35716009187819042
claim "its lower limit" near "$(cell standardised.csv conf_low ,other,)" 0.23851740183508757
claim "its upper limit" near "$(cell standardised.csv conf_high ,other,)" 0.49635052755260251
claim "risks of a factor of numbers" model --data "$data/birthwt.data.csv" \
    --standardise smoke --formula 'low ~ age + lwt + factor(smoke)'
claim "differ by the marginal effect" near "$(
    awk -F, 'NR > 1 { p[NR] = $4 } END { printf "%.17g", p[3] - p[2] }' "$out/standardised.csv"
)" "$(cell margins.csv ame ',factor.smoke.1,')"
claim "two models from one file" model --data "$data/birthwt.data.csv" \
    --formula 'low ~ age' --formula 'low ~ lwt' --outcome-reference 1
claim "each in its folder" [ -s "$out/1/fit.csv" -a -s "$out/2/fit.csv" ]
claim "the second is fitted like alone" diff "$out/2/coefficients.csv" \
    <(model --data "$data/birthwt.data.csv" --formula 'low ~ lwt' \
        --outcome-reference 1 && cat "$out/coefficients.csv")

# Many rows: the last model spends the data, and is as any other.
awk 'BEGIN {
    print "y,a,b,unused,g,h"
    for (i = 0; i < 140000; i++) {
        u = (i * 7919 + 12345) % 10007; v = (i * i % 9973 * 31 + i) % 1009
        print (u % 97 + v % 13 > 52) "," (i % 11 == 3 ? "" : u / 100) "," v \
            "," u "," (v % 4 ? "g" v % 4 : "") "," u % 3
    }
}' >"$scratch/many.csv"
claim "models of many rows" model --data "$scratch/many.csv" --formula 'y ~ a + b' \
    --formula 'y ~ a + b + g + factor(h)' --formula 'y ~ a + b + g + factor(h)'
claim "whoever spends the data fits the same" diff -r "$out/2" "$out/3"
claim "rows with empty cells are named by their place" \
    [ "$(sed -n 2p "$out/3/predictions.csv" | cut -d, -f1)" = \
    "$(awk -F, 'NR > 1 && $2 != "" && $5 != "" { print NR - 1; exit }' "$scratch/many.csv")" ]
# Matrix 140,000 x 7, 8 MB; the program alone takes 20 MB or so.
uses_at_most() { # MB COMMAND…
    python3 - "$@" <<'PY'
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{used:.0f} MB")
sys.exit(code or used > float(sys.argv[1]))
PY
}
case $AYUMI_BUILD in
*asan*) ;; # its own memory would be measured
*)
    claim "the data are held once" uses_at_most 34 "$AYUMI_BIN/ayumi" model --quiet --out "$out" \
        --data "$scratch/many.csv" --formula 'y ~ a + b + g + factor(h)'
    ;;
esac
claim "products, too" model --data "$scratch/many.csv" --weights b \
    --formula 'y ~ a * g + b' --formula 'y ~ a * g + b'
claim "are fitted the same" diff -r "$out/1" "$out/2"

claim "of what is no factor there are none" exits_with 2 \
    model --data "$data/birthwt.data.csv" --standardise age --formula 'low ~ age + lwt'

# Nasty data: a named status, at once -------------------------------------------
# Seconds of the processor, which a busy machine does not stretch.
limit=2
case $AYUMI_BUILD in *asan*) limit=30 ;; esac
at_once() (
    ulimit -t "$limit"
    "$@"
)
nasty() { # NAME HEADER FORMULA STATUS [OPTIONS]; rows from stdin
    name=$1 header=$2 formula=$3 wanted=$4
    shift 4
    { echo "$header"; cat; } >"$scratch/n.csv"
    claim "$name: exit 0 at once" at_once "$AYUMI_BIN/ayumi" model \
        --lang en --quiet --out "$out" --data "$scratch/n.csv" \
        --formula "$formula" "$@"
    claim "$name: $wanted" status_is "$wanted"
}
rows() { # N AWK-EXPRESSION: rows of y,x,z
    awk -v n="$1" "BEGIN { for (i = 0; i < n; i++) { $2; print y \",\" x \",\" z } }"
}
nasty "complete separation" y,x,z 'y ~ x + z' separated \
    < <(rows 60 'x = i; y = i >= 30; z = i % 7')
claim "no estimate looks like one" [ -z "$(cell coefficients.csv estimate ',x,')" ]
nasty "collinear columns" y,x,z 'y ~ x + z' singular \
    < <(rows 60 'x = i % 5; z = 2 * x + 1; y = i % 3 == 0')
claim "the dropped one is empty" [ -z "$(cell coefficients.csv estimate ',z,')" ]
claim "the kept one is not" [ -n "$(cell coefficients.csv estimate ',x,')" ]
nasty "a level with one row" y,x,z 'y ~ x + z' quasi_separated \
    < <(rows 60 'x = i == 7 ? "b" : "a"; z = i % 7; y = i % 2')
nasty "an all-missing column" y,x,z 'y ~ x + z' bad_data \
    < <(rows 60 'x = ""; z = i % 7; y = i % 2')
nasty "a constant outcome" y,x,z 'y ~ x + z' bad_data \
    < <(rows 60 'x = i % 5; z = i % 7; y = 1')
nasty "a constant factor" y,x,z 'y ~ x + z' bad_data \
    < <(rows 60 'x = "a"; z = i % 7; y = i % 2')
nasty "scales 1e-8 and 1e8" y,x,z 'y ~ x + z' ok \
    < <(rows 60 'x = 1e-8 * (i * 7 % 11); z = 1e8 * (i * 3 % 13); y = (i * 7 % 11 + i * i % 5) > 6')
nasty "200 categories" y,x,z 'y ~ x + z' quasi_separated \
    < <(rows 400 'x = "k" (i % 200); z = i % 7; y = i % 3 == 0')
nasty "more columns than rows" y,x,z 'y ~ factor(x) + factor(z)' singular \
    < <(rows 4 'x = i; z = i * i; y = i % 2')
nasty "weights of 0 and 1e6" y,x,z 'y ~ x' ok --weights z \
    < <(rows 60 'x = i % 5; z = i % 2 ? 0 : 1000000; y = i % 4 == 0')
nasty "an outcome with two rows" y,x,z 'y ~ x' too_few_events \
        --family multinomial \
    < <(rows 60 'x = i % 5; z = i % 3; y = i < 2 ? "c" : i % 2 ? "a" : "b"')
claim "its way out is one of several categories" \
    grep -q 'family firth-multinomial' "$out/fit.csv"
nasty "an ordered outcome with two rows" y,x,z 'y ~ x' too_few_events \
        --family ordinal --levels y=c,b,a \
    < <(rows 60 'x = i % 5; z = i % 3; y = i < 2 ? "c" : i % 2 ? "a" : "b"')
claim "its way out is one of an order" \
    grep -q 'merge neighbouring levels' "$out/fit.csv"
nasty "a level fitted exactly" y,x,z 'y ~ z' ok --family poisson --se robust \
    < <(rows 40 'x = i % 5; z = i == 0 ? "a" : "b"; y = i == 0 ? 2 : i % 3')
claim "has no robust error" [ -z "$(cell coefficients.csv std_error ',(Intercept),')" ]
nasty "three values for a logit" y,x,z 'y ~ x' bad_data \
    < <(rows 60 'x = i % 5; z = i % 7; y = i % 3')
nasty "a negative weight" y,x,z 'y ~ x' bad_data --weights z \
    < <(rows 60 'x = i % 5; z = -1; y = i % 2')

# Requests that can't be met ------------------------------------------------------
refused() { # CODE PATTERN OPTIONS …
    wanted=$1 pattern=$2
    shift 2
    rm -rf "$out"
    claim "exit $wanted: $pattern" exits_with "$wanted" model "$@"
    model "$@" 2>"$scratch/err"
    claim "says: $pattern" grep -q -- "$pattern" "$scratch/err"
    claim "and writes nothing: $pattern" [ ! -e "$out" ]
}
refused 2 "give --formula" --data "$data/birthwt.data.csv"
refused 2 "no column 'nosuch'" --data "$data/birthwt.data.csv" --formula 'low ~ nosuch'
refused 2 "can't be read from" --data "$data/birthwt.data.csv" --formula 'low ~ (age'
refused 2 "'spline' is not known" --data "$data/birthwt.data.csv" --formula 'low ~ spline(age)'
refused 2 "neither an intercept" --data "$data/birthwt.data.csv" --formula 'low ~ 0'
refused 2 "no level 'blue'" --data "$data/birthwt.data.csv" --formula 'low ~ race' --reference race=blue
refused 2 "can't be 'glmnet'" --data "$data/birthwt.data.csv" --formula 'low ~ age' --family glmnet
printf 'race\nblue\n' >"$scratch/blue.csv"
printf 'age,n\n30,1\n,2\n' >"$scratch/empty.csv"
refused 2 "can't be 'race'; known: --family clogit" --data "$data/birthwt.data.csv" --formula 'low ~ age' --strata race
refused 2 "give --strata" --data "$data/birthwt.data.csv" --formula 'low ~ age' --family clogit
refused 2 "no term 'agee'" --data "$data/birthwt.data.csv" --formula 'low ~ age' --exact agee
refused 2 "row 2, column 'race'" --data "$data/birthwt.data.csv" --formula 'low ~ race' --profiles "$scratch/blue.csv"
refused 2 "row 3, column 'age' is empty" --data "$data/birthwt.data.csv" --formula 'low ~ age' --profiles "$scratch/empty.csv"
refused 2 "can't be 'CR2'" --data "$data/birthwt.data.csv" --formula 'low ~ age' --family multinomial --se CR2 --cluster race
refused 2 "give --cluster" --data "$data/birthwt.data.csv" --formula 'low ~ age' --se cluster
refused 2 "can't be '95'" --data "$data/birthwt.data.csv" --formula 'low ~ age' --level 95
refused 3 "can't be read" --data "$scratch/absent.csv" --formula 'low ~ age'
printf 'a,b\n1,2,3\n' >"$scratch/wide.csv"
refused 3 "row 2" --data "$scratch/wide.csv" --formula 'a ~ b'
printf 'a,a\n1,2\n' >"$scratch/twice.csv"
refused 3 "two columns 'a'" --data "$scratch/twice.csv" --formula 'a ~ a'

# What the screen says ----------------------------------------------------------
"$AYUMI_BIN/ayumi" model --lang en --json --out "$out" --formula 'HG ~ NV + PI + EH' \
    --data "$data/endometrial.data.csv" >"$scratch/said"
said() { # PYTHON-EXPRESSION over the one JSON line
    python3 -c "import json, sys; m = json.load(open('$scratch/said')); sys.exit(not ($1))"
}
claim "--json: status, message and terms in one line" \
    said 'm["status"] == "quasi_separated" and "firth" in m["message"] and m["terms"][1] == {"outcome_level": "1", "term": "NV", "estimate": None, "std_error": None, "p_value": None, "conf_low": None, "conf_high": None}'
"$AYUMI_BIN/ayumi" model --lang en --out "$out" --formula 'HG ~ NV + PI + EH' \
    --family firth --intervals profile --data "$data/endometrial.data.csv" >"$scratch/said"
claim "beside profile limits stands the likelihood ratio's p" \
    grep -qE '^NV .* 0\.009124$' "$scratch/said"
"$AYUMI_BIN/ayumi" model --lang en --out "$out" --formula 'rating ~ temp + contact' \
    --family ordinal --levels rating=1,2,3,4,5 --data "$data/wine.data.csv" >"$scratch/said"
claim "the order that was used is shown" \
    grep -q '^order of the outcome 1 < 2 < 3 < 4 < 5$' "$scratch/said"
claim "a test that can't be had is missed aloud" \
    grep -q 'no test of proportional odds' "$scratch/said"

# describe -------------------------------------------------------------------------
claim "Table 1" "$AYUMI_BIN/ayumi" describe --quiet --by low --out "$out" \
    --data "$data/birthwt_table1.data.csv"
claim "mean of a group" near "$(cell table1.csv mean '^age,,1,')" 22.3050847457627
claim "Welch's p" near "$(cell table1.csv p_value '^age,,ALL,')" 0.0783400332066352
claim "SMD of a factor" near "$(cell table1.csv smd '^race,black,ALL,')" 0.355588508569022
claim "a share" near "$(cell table1.csv percent '^smoke,1,1,')" 50.847457627118644
"$AYUMI_BIN/ayumi" describe --lang en --by low --out "$out" \
    --data "$data/birthwt_table1.data.csv" >"$scratch/shown"
claim "Table 1 is shown too: mean and Welch's p" \
    grep -qE '^age mean \(sd\) .* 22\.31 \(.*0\.0783  welch$' "$scratch/shown"
claim "and shares of those who answered" \
    grep -qE '^smoke: 1 .* 30 \(50\.8%\)$' "$scratch/shown"
printf '%s\n' x,g -100000.4,a -200000.4,a -300000.4,a -100000.4,b -200000.4,b -300000.4,b >"$scratch/long.csv"
"$AYUMI_BIN/ayumi" describe --lang en --by g --out "$out" --data "$scratch/long.csv" >"$scratch/shown"
claim "long cells have a gap between them" \
    grep -qE '^  median \[quartiles\]  .*\]  -2e\+05 \[.*\]  -2e\+05 \[' "$scratch/shown"
claim "a missing column is named" exits_with 2 "$AYUMI_BIN/ayumi" describe \
    --quiet --by nosuch --out "$out" --data "$data/birthwt_table1.data.csv"

# The same request, the same bytes ---------------------------------------------------
again() {
    rm -rf "$1"
    TZ=$2 LC_ALL=$3 "$AYUMI_BIN/ayumi" model --lang en --quiet --out "$1" --data \
        "$data/birthwt.data.csv" --formula 'low ~ age*race + smoke' --jobs "$4"
}
claim "one run" again "$scratch/a" UTC C 1
claim "another zone, locale and jobs" again "$scratch/b" Asia/Tokyo C.UTF-8 2
claim "give the same bytes" diff -r "$scratch/a" "$scratch/b"
all_claimed
