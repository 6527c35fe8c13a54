#!/usr/bin/env bash
# kill_sweep.sh [N]: kill -9 at N moments of a quarter's run (50 if not said),
# spread over the time an undisturbed run takes; each time, the next run must
# give the same bytes as the undisturbed one.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
times=${1:-50}

now_ms() {
    echo $(($(date +%s%N) / 1000000))
}

fresh_demo "$scratch/start"
cp -a "$scratch/start" "$scratch/undisturbed"
started=$(now_ms)
claim "the undisturbed run succeeds" run_quarter "$scratch/undisturbed"
took=$(($(now_ms) - started))

# wait_for_group GROUP: its processes let go of the study one after the other,
# a little after the first; five seconds are enough for any.
wait_for_group() {
    for _ in $(seq 1 500); do
        kill -0 -- "-$1" 2>/dev/null || return 0
        sleep 0.01
    done
}

# After the kill no process of the run may go on.
killed_and_resumed() {
    rm -rf "$scratch/killed"
    cp -a "$scratch/start" "$scratch/killed"
    delay=$(awk -v ms="$1" 'BEGIN { printf "%.3f", ms / 1000 }')
    setsid "$ayumi" run --study "$scratch/killed" --quarter FY2023Q2 \
        --quiet >/dev/null 2>&1 &
    run=$!
    sleep "$delay"
    kill -KILL -- "-$run" 2>/dev/null
    wait "$run" 2>/dev/null
    wait_for_group "$run"
    run_quarter "$scratch/killed" &&
        same_results "$scratch/undisturbed" "$scratch/killed" &&
        no_leftovers
}
no_leftovers() {
    (cd "$scratch/undisturbed" && find . | LC_ALL=C sort) >"$scratch/.left"
    (cd "$scratch/killed" && find . | LC_ALL=C sort) >"$scratch/.right"
    diff "$scratch/.left" "$scratch/.right"
}

for i in $(seq 1 "$times"); do
    # Not an even grid: a golden-ratio sequence visits all parts of the run.
    moment=$(awk -v i="$i" -v took="$took" \
        'BEGIN { f = i * 0.6180339887; printf "%d", (f - int(f)) * took }')
    claim "killed after $moment of $took ms" killed_and_resumed "$moment"
done
all_claimed
