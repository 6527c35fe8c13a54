#!/usr/bin/env bash
# coverage.sh [ROOM [PATTERN]]: which branches of a room (anonymize if not
# said) do its tests take? A target of its own: it takes about an hour.
#
#   1  builds build/coverage with the room's branches counted
#   2  runs the tests whose names match PATTERN (^ROOM/)
#   3  anonymize: runs its shell tests once more, with
#      tests/faults/fail_calls.py in the program's place, which lets the calls
#      that each command makes to the system and its libraries fail
#   4  prints every branch that was not taken, unless uncovered_branches.csv
#      says why not; what share each file has, and the sum
#
# A branch is one way of one condition in the program gcc makes without
# optimisation: `a && b` has four. Asserts are compiled out.
#
# Exit 0 if at least 95 % were taken and the others have their reason, and no
# failing call did harm (build/coverage/faults/wrong.txt).
# COVERAGE_STEPS=24 does steps 2 and 4 only; the counts of earlier steps stay
# unless step 1 is among them. With COVERAGE_QUICK=1 step 3 looks only whether
# a failing call ends in a crash, and takes a third of the time.
set -u
room=${1:-anonymize}
pattern=${2:-^$room/}
steps=${COVERAGE_STEPS:-1234}
cd "$(dirname "$0")/.." || exit
source=$PWD
build=$source/build/coverage
faults=$build/faults

wanted() {
    case $steps in *"$1"*) true ;; *) false ;; esac
}

# What a cached object says of its counts' place is another folder's.
if wanted 1; then
    CCACHE_DISABLE=1 cmake -S . -B "$build" -G Ninja -DAYUMI_COVERAGE="$room" \
        -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null || exit
    CCACHE_DISABLE=1 cmake --build "$build" || exit
    find "$build" -name '*.gcda' -delete
    rm -rf "$faults"
fi
# A program that is killed while it writes its counts ruins the whole file:
# what these tests reach, the failing calls reach as well.
kills='faults|killed'
if wanted 2; then
    ctest --test-dir "$build" -j"$(nproc)" -R "$pattern" -E "$kills" \
        --timeout 3600
fi

# The programs as they are, but for one that lets calls fail.
stand_in() {
    mkdir -p "$faults/bin"
    cc -O1 -g -shared -fPIC -o "$faults/fail_call.so" \
        "$source/tests/faults/fail_call.c" -ldl -lpthread || exit
    ln -sf "$build"/bin/* "$faults/bin/"
    ln -f "$build/bin/ayumi" "$faults/bin/ayumi"
    rm -f "$faults/bin/ayumi-anonymize"
    cat >"$faults/bin/ayumi-anonymize" <<END
#!/bin/sh
exec /usr/bin/python3 '$source/tests/faults/fail_calls.py' stand-in \\
    '$build/bin/ayumi-anonymize' '$faults/fail_call.so' '$faults' "\$@"
END
    chmod +x "$faults/bin/ayumi-anonymize"
}

# Tests that kill, trace or time the program need the program itself; those of
# whole registers would take hours (linkage_corners has the same calls).
not_for_a_stand_in="$kills|bit_flips|backup\.sh|leaks|increments|linkage(_japanese)?\.sh"

with_failing_calls() {
    export AYUMI_SOURCE=$source AYUMI_BUILD=$build AYUMI_BIN=$faults/bin
    [ -z "${COVERAGE_QUICK:-}" ] || export FAIL_CALLS_QUICK=1
    find "$source/tests/$room" -name 'test_*.sh' | sort |
        grep -E "$pattern_of_scripts" | grep -vE "$not_for_a_stand_in" |
        xargs -P "${COVERAGE_JOBS:-$(nproc)}" -I{} sh -c \
            '"$1" >"$2/$(basename "$1").log" 2>&1 </dev/null; echo "$1: $(tail -n 1 "$2/$(basename "$1").log")"' \
            sh {} "$faults"
}
if wanted 3 && [ "$room" = anonymize ]; then
    stand_in
    pattern_of_scripts=${COVERAGE_SCRIPTS:-.}
    with_failing_calls
    awk '{n += $1} END {print n + 0 " calls failed"}' "$faults/tried"
fi

good=0
if wanted 4; then
    python3 tests/uncovered_branches.py report "$source" "$build" "$room" \
        tests/uncovered_branches.csv 95 || good=1
fi
if [ -s "$faults/wrong.txt" ]; then
    echo "failing calls that did harm, in $faults/wrong.txt:"
    grep -c '^    [0-9a-f]\{16\} ' "$faults/wrong.txt"
    good=1
fi
exit "$good"
