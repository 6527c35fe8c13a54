#!/usr/bin/env bash
# Every public function of stats/ is called by a test of its own room, and
# every case of the reference is named in a test: nothing lies there unread.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit 1

private() { grep -q 'Private to stats/' "$1"; }
functions() {
    for header in stats/*.h; do
        private "$header" || grep -ohE '\bstats_[a-z0-9_]+\(' "$header"
    done | tr -d '(' | sort -u
}
called() { grep -qwE "$1" tests/stats/*.c; }

n=0
for function in $(functions); do
    n=$((n + 1))
    called "$function" || claim "$function has a test" false
done
claim "functions were looked for" [ "$n" -gt 60 ]

# X of X.ml.json, X.mnl.certified.json …: the tests put the names together.
for case in $(ls tests/reference/stats | grep -E '\.(ml|firth|mnl|po|clogit|optimism|table1|trans)\.(certified\.)?json$' |
    sed -E 's/\..*//' | sort -u); do
    claim "case $case is tested" grep -qE "\"$case[\".]" tests/stats/*.c
done
all_claimed
