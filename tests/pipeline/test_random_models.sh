#!/usr/bin/env bash
# Labels: once
# `ayumi model` beside R on random models: tests/stats/random_models.R made the
# data, the formulas and the numbers. Names and order of all terms, estimates
# and errors to 9 digits of the larger of both (7 where R's own fitter ends
# earlier), the log-likelihood to 11 (9).
. "$(dirname "$0")/../claims.sh"
reference=$AYUMI_SOURCE/tests/reference/stats

compare() { # CASE FOLDER DIGITS
    awk -F, -v case="$1" -v tol="1e-$3" '
        function abs(x) { return x < 0 ? -x : x }
        function bad(what, got, wanted) {
            printf "%s: got %s, expected %s\n", what, got, wanted
            failed = 1
        }
        FILENAME ~ /random_models/ {
            if ($1 != case) next
            if ($3 == "log-likelihood") { ll = $4; next }
            n++; level[n] = $2; term[n] = $3; estimate[n] = $4; error[n] = $5
            next
        }
        FILENAME ~ /coefficients/ {
            if (FNR == 1) next
            m++
            if ($1 != level[m] || $2 != term[m]) bad("name", $1 " " $2, level[m] " " term[m])
            size = abs(estimate[m]) > error[m] ? abs(estimate[m]) : error[m]
            if ($3 == "" || abs($3 - estimate[m]) > tol * size) bad(term[m], $3, estimate[m])
            if ($4 == "" || abs($4 - error[m]) > tol * error[m]) bad("error of " term[m], $4, error[m])
            next
        }
        FNR == 1 { for (i = 1; i <= NF; i++) if ($i == "log_likelihood") at = i; next }
        abs($at - ll) > tol / 100 * abs(ll) { bad("log-likelihood", $at, ll) }
        END { if (n == 0 || m != n) bad("terms", m, n); exit failed }
    ' "$reference/random_models.csv" "$2/coefficients.csv" "$2/fit.csv"
}

fitted() { # CASE DATA ARGUMENTS FORMULA
    case $3 in *ordinal* | *clogit*) digits=7 ;; *) digits=9 ;; esac
    # shellcheck disable=SC2086
    "$AYUMI_BIN/ayumi" model --lang en --quiet --data "$reference/$2" --formula "$4" \
        $3 --out "$scratch/$1" && compare "$1" "$scratch/$1" "$digits"
}

n=0
while IFS=, read -r case data arguments formula; do
    [ "$case" = case ] && continue
    n=$((n + 1))
    claim "case $case, $arguments: $formula" fitted "$case" "$data" "$arguments" "$formula"
done <"$reference/random_models.cases.csv"
claim "no case was lost" [ "$n" -ge 40 ]
all_claimed
