#!/usr/bin/env bash
# Labels: once
# test.sh and demo.sh can be trusted: the sum counts crashes and silence as
# failures, and a machine that lacks something is told what to install.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit

# log NAME OUTPUT VERDICT...: a ctest log of such tests
log() {
    n=1
    while [ $# -ge 3 ]; do
        printf '%d/9 Test: %s\nOutput:\n----\n%b\n<end of output>\n%s\n' \
            "$n" "$1" "$2" "$3"
        shift 3
        n=$((n + 1))
    done >"$scratch/log"
}
sums_to() {
    awk -f tests/add_up.awk "$scratch/log" | tee "$scratch/sum"
    [ "$(tail -n 1 "$scratch/sum")" = "$1" ]
}
log a '3 passed, 0 failed' 'Test Passed.' b '4 passed, 0 failed' 'Test Passed.'
claim "counts of programs are summed" sums_to "7 0"
log a '3 passed, 2 failed' 'Test Failed.' b '4 passed, 0 failed' 'Test Passed.'
claim "failures are summed" sums_to "7 2"
log a 'Segmentation fault' 'Test Failed.' b '4 passed, 0 failed' 'Test Passed.'
claim "a crash is a failure" sums_to "4 1"
log a 'nothing here' 'Test Passed.'
claim "a program that counts nothing is a failure" sums_to "0 1"
log a '3 passed, 0 failed\nleak found' 'Test Failed.'
claim "a leak found after the count is a failure" sums_to "3 1"

# A machine without some packages and without root: fake dpkg-query and id.
mkdir "$scratch/bin"
printf '#!/bin/sh\n[ "$1" = -u ] && echo 1000\n' >"$scratch/bin/id"
printf '#!/bin/sh\ncase $3 in lib*) exit 1;; esac\necho "install ok installed"\n' \
    >"$scratch/bin/dpkg-query"
chmod +x "$scratch/bin"/*
ln -s /bin/sh "$scratch/bin/sh"
without_root() {
    code=0
    env PATH="$scratch/bin" /bin/bash -c \
        '. cmake/machine.sh; install_missing $build_packages; echo went on' \
        >"$scratch/said" 2>&1 </dev/null || code=$?
    cat "$scratch/said"
    [ "$code" -eq 2 ] && grep -q 'apt-get install .*libgsl-dev' "$scratch/said" &&
        ! grep -q 'went on' "$scratch/said" && ! grep -q ninja "$scratch/said"
}
claim "without root: the apt line with what is missing only, and exit 2" without_root
with_everything() {
    printf '#!/bin/sh\necho "install ok installed"\n' >"$scratch/bin/dpkg-query"
    env PATH="$scratch/bin" /bin/bash -c \
        '. cmake/machine.sh; install_missing $build_packages $test_packages' \
        >"$scratch/said" 2>&1
    cat "$scratch/said"
    [ "$(cat "$scratch/said")" = "nothing to install" ]
}
claim "with everything there: nothing to install" with_everything
only_calls_it() {
    [ "$(grep -vc '^#' .ci/run)" -eq 1 ] && grep -q 'test\.sh' .ci/run
}
claim ".ci/run only calls test.sh" only_calls_it
packages_cover_cmake() {
    # Every library that CMake asks for has its -dev package in the list.
    . cmake/machine.sh
    for word in sqlite3 zlib1g utf8proc sodium jansson gsl pango1.0 cairo2 qpdf \
        csv glpk xlsxwriter readstat; do
        case $build_packages in
        *"$word-dev"*) ;;
        *) echo "$word"; return 1 ;;
        esac
    done
}
claim "every library that CMake asks for is in the package list" packages_cover_cmake
all_claimed
