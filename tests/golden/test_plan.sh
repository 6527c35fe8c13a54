#!/usr/bin/env bash
# Labels: once
# What plan says is what run then does, and saying it writes nothing: before
# the first run, when nothing has changed, and when a file has come since.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
study=$scratch/study
fresh_demo "$study"

files() {
    (cd "$study" && find . -type f ! -name '.*.lock' | LC_ALL=C sort |
        xargs -d '\n' sha256sum)
}
# plan_says WORDS: exit 0, these words, and no file changed
plan_says() {
    files >"$scratch/before"
    "$ayumi" plan --study "$study" --lang en >"$scratch/said" 2>&1 || return
    cat "$scratch/said"
    grep -q "$1" "$scratch/said" || return
    files >"$scratch/after"
    diff "$scratch/before" "$scratch/after"
}
claim "before the first run: every stage for the first time" \
    plan_says 'run: for the first time'
claim "its JSON is JSON, with no quarter yet" sh -c \
    '"$1" plan --json --study "$2" 2>/dev/null | python3 -c "
import json, sys
plan = json.load(sys.stdin)
sys.exit(plan[\"quarter\"] is not None or len(plan[\"stages\"]) != 8)"' \
    sh "$ayumi" "$study"

with_findings "$ayumi" run --study "$study" --lang en --quiet >/dev/null
claim "after it: nothing" plan_says 'a run would write nothing'

printf '整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日,撤回範囲,代理同意\n' \
    >"$study/inbox/2024Q1_02_late.csv"
claim "a file has come: it says so" plan_says 'inbox/ or review/ differ'
claim "and that the stages would run" plan_says 'run: the handover changed'
with_findings "$ayumi" run --study "$study" --lang en --quiet >/dev/null
claim "after that run: nothing again" plan_says 'a run would write nothing'
all_claimed
