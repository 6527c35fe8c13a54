#!/usr/bin/env bash
# coverage.sh [ROOM [PATTERN]]: which branches of a room (anonymize if not
# said) do its tests take? Builds build/coverage without optimisation, runs the
# tests whose names match PATTERN (ROOM/), and prints for each file lines and
# branches taken, worst first, and the sum. Leaves the annotated sources
# (*.gcov) in build/coverage/ROOM. Branches of `if (st == STATUS_OK)` count
# like any other: a disk error at each call would have to be made to happen
# (tests/faults/sweep.sh, run with AYUMI_BUILD=build/coverage, does so).
set -u
room=${1:-anonymize}
pattern=${2:-^$room/}
cd "$(dirname "$0")/.." || exit
build=build/coverage
if [ -z "${AYUMI_COVERAGE_ONLY_REPORT:-}" ]; then
    cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_C_FLAGS='--coverage -O0' >/dev/null || exit
    cmake --build "$build" || exit
    find "$build" -name '*.gcda' -delete
    ctest --test-dir "$build" -j"$(nproc)" -R "$pattern"
fi
mkdir -p "$build/$room"
cd "$build/$room" || exit
find .. -path "*ayumi_$room.dir*" -name '*.gcda' |
    xargs gcov -b -c -r -s "$(cd ../../.. && pwd)" 2>/dev/null |
    awk -v room="$room/" '
    /^$/ { wanted = 0 }
    /^File/ { split($0, q, "\047"); file = q[2]; wanted = index(file, room) == 1 && file ~ /\.c$/ }
    wanted && /^Lines executed:/ { split($0, part, /[:%]/); split($0, of, " of "); lines[file] = part[2]; n_lines[file] = of[2] }
    wanted && /^Branches executed:/ { split($0, of, " of "); n[file] = of[2] }
    wanted && /^Taken at least once:/ { split($0, part, /[:%]/); split($0, of, " of ")
        taken[file] = part[2] * of[2] / 100 }
    END {
        for (f in n_lines) {
            printf "%6.1f %% of %4d branches  %6.1f %% of %4d lines  %s\n",
                n[f] ? 100 * taken[f] / n[f] : 100, n[f], lines[f], n_lines[f], f
            b += n[f]; t += taken[f]; l += n_lines[f]; k += lines[f] * n_lines[f] / 100
        }
        if (l) printf "%6.1f %% of %4d branches  %6.1f %% of %4d lines  in all\n",
            100 * t / b, b, 100 * k / l, l
    }' | sort -n
