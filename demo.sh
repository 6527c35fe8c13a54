#!/usr/bin/env bash
# demo.sh: from a fresh Debian 12 machine to a year of results, in one command.
#
# Installs what is missing, builds, makes the sample study in ./demo-study,
# runs its four quarters and the yearly report, and says where to look.
# Run it again as often as you like: a finished study is only checked.
set -eu
cd "$(dirname "$0")"
. cmake/machine.sh

study=demo-study
quarters="FY2023Q2 FY2023Q3 FY2023Q4 FY2024Q1"
year=2023

# Exit 1 means: done, and some rows need a person. The sample has such rows.
accepting_findings() {
    code=0
    "$@" || code=$?
    if [ "$code" -gt 1 ]; then
        echo "demo.sh: '$*' ended with exit $code" >&2
        exit "$code"
    fi
}

step "1/5 packages"
# shellcheck disable=SC2086
install_missing $build_packages

step "2/5 build"
build dev build

step "3/5 sample study in ./$study"
if [ -f "$study/study.csv" ]; then
    echo "is already there; delete the folder to start afresh"
else
    build/bin/ayumi demo "$study"
fi

step "4/5 quarters $quarters"
for quarter in $quarters; do
    echo "-- ayumi run --study $study --quarter $quarter"
    accepting_findings build/bin/ayumi run --study "$study" --quarter "$quarter"
done

step "5/5 yearly report $year"
accepting_findings build/bin/ayumi report --study "$study" --year "$year"

# The report lies with the last quarter that was run.
results=$study/out/${quarters##* }
step "done. Where to look"
cat <<END
  $results/summary/summary.html    the council's summary (open in a browser)
  $results/summary/summary.pdf     the same, A4, for printing
  $results/tables.xlsx             the quarter's tables, for Excel
  $results/findings/findings.xlsx  rows that need a person, with row and column
  $results/run.html                what ran, on which files, with which result
  $study/review/pairs.csv                     pairs of people that the clerk must decide
  $study/inbox/                               the sample files, as the office sent them
END
