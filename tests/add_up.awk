# add_up.awk: sums the counts of a ctest log (Testing/Temporary/LastTest.log).
#
# Every test program prints `N passed, N failed`. One that failed without a
# count, or whose count admits no failure (a crash, a leak found at exit),
# adds one failure. Prints what failed, then `PASSED FAILED` as the last line.

function close_test() {
    if (name == "")
        return
    if (!counted || (!good && bad == 0)) {
        bad++
        printf "  failed: %s%s\n", name,
            counted ? " (ended badly)" : " (counted nothing)"
    } else if (bad > 0) {
        printf "  failed: %s\n", name
    }
    all_passed += passed
    all_bad += bad
    name = ""
}

/^[0-9]+\/[0-9]+ Test: / {
    close_test()
    name = $0
    sub(/^[0-9]+\/[0-9]+ Test: /, "", name)
    passed = bad = counted = good = 0
}

/^[0-9]+ passed, [0-9]+ failed$/ {
    passed += $1
    bad += $3
    counted = 1
}

/^Test Passed\.$/ {
    good = 1
}

END {
    close_test()
    printf "%d %d\n", all_passed, all_bad
}
