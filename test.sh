#!/usr/bin/env bash
# test.sh: every test, in one command, on a fresh Debian 12 machine.
#
# Installs what is missing, builds twice (gcc; clang with address and
# undefined behaviour sanitizers) and runs the tests of both. Scripts marked
# "# Labels: once" in their head look at the source or take long, and are run
# on the first build only. The last line is `N passed, N failed`, summed over
# all test programs; one that crashes or counts nothing is a failure.
set -eu
cd "$(dirname "$0")"
. cmake/machine.sh

passed=0
failed=0
started=$(date +%s)

# build_and_test PRESET FOLDER [ctest option...]
build_and_test() {
    preset=$1
    folder=$2
    shift 2
    if ! build "$preset" "$folder"; then
        echo "the build did not succeed (preset $preset)" >&2
        failed=$((failed + 1))
        return
    fi
    log=$folder/Testing/Temporary/LastTest.log
    rm -f "$log"
    # ctest's own verdict is not enough: it knows no counts.
    ctest --test-dir "$folder" -j2 --timeout 600 --output-on-failure "$@" ||
        true
    if [ ! -s "$log" ]; then
        echo "no test ran in $folder" >&2
        failed=$((failed + 1))
        return
    fi
    sums=$(awk -f tests/add_up.awk "$log")
    printf '%s\n' "$sums" | sed '$d'
    last=$(printf '%s\n' "$sums" | tail -n 1)
    passed=$((passed + ${last% *}))
    failed=$((failed + ${last#* }))
}

step "1/3 packages"
# shellcheck disable=SC2086
install_missing $build_packages $test_packages

step "2/3 build and test: gcc"
build_and_test dev build

step "3/3 build and test: clang with sanitizers"
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
build_and_test asan build/asan --label-exclude once

step "done in $(($(date +%s) - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
