#!/usr/bin/env bash
# coverage.sh [ROOM [PATTERN]]: which branches of a room (anonymize if not
# said) do its tests take? A target of its own: it takes many minutes.
#
#   1  builds build/coverage with the room's branches counted
#   2  runs the tests whose names match PATTERN (the room's, and those that run
#      both programs), but for those of 3
#   3  anonymize: runs its shell tests with tests/faults/fail_calls.py in the
#      program's place, which lets the calls that each command makes to the
#      system and its libraries fail before it runs the command
#   4  prints every branch that was not taken, unless uncovered_branches.csv
#      says why not; what share each file has, and the sum
#
# A branch is one way of one condition in the program gcc makes without
# optimisation: `a && b` has four. Asserts are compiled out.
#
# Exit 0 if at least 95 % were taken and the others have their reason, and no
# failing call did harm (build/coverage/faults/wrong.txt).
# COVERAGE_STEPS=24 does steps 2 and 4 only; the counts of earlier steps stay
# unless step 1 is among them.
set -u
room=${1:-anonymize}
pattern=${2:-^($room|golden|pipeline)/}
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
kills="faults|killed|test_kill"
# Tests that trace, time, type or damage need the program itself; those of
# whole registers would take hours (linkage_told has the same calls).
not_for_a_stand_in="$kills|small_disk|failing_calls|passphrase|linkage_corners|bit_flips|backup\.sh|leaks|increments|linkage(_japanese)?\.sh|linkage_drawn"

scripts() {
    find "$source/tests/$room" -name 'test_*.sh' | sort |
        grep -E "${COVERAGE_SCRIPTS:-.}" | grep -vE "$not_for_a_stand_in"
}
if wanted 2; then
    later=
    if wanted 3 && [ "$room" = anonymize ]; then
        later=$(scripts | sed 's|.*/\(test_.*\)\.sh|\|/\1$|' | tr -d '\n')
    fi
    ctest --test-dir "$build" -j"$(nproc)" -R "$pattern" -E "$kills$later" \
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

with_failing_calls() {
    export AYUMI_SOURCE=$source AYUMI_BUILD=$build AYUMI_BIN=$faults/bin
    scripts | xargs -P "${COVERAGE_JOBS:-$(nproc)}" -I{} sh -c \
        '"$1" >"$2/$(basename "$1").log" 2>&1 </dev/null; echo "$1: $(tail -n 1 "$2/$(basename "$1").log")"' \
        sh {} "$faults"
}
if wanted 3 && [ "$room" = anonymize ]; then
    stand_in
    with_failing_calls
    awk '{n += $3} END {print n + 0 " calls failed"}' "$faults/tried"
fi

good=0
if wanted 4; then
    python3 tests/uncovered_branches.py report "$source" "$build" "$room" \
        tests/uncovered_branches.csv 95 || good=1
fi
if [ -s "$faults/wrong.txt" ]; then
    echo "failing calls that did harm, in $faults/wrong.txt:"
    grep -c '^[^ ]' "$faults/wrong.txt"
    good=1
fi
exit "$good"
