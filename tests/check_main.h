/* check_main: the main() of every Check program of this house.
 *
 * Prints what failed, then `N passed, N failed`, the line that test.sh adds
 * up. Each test file defines `static Suite *suite(void)` and ends with
 * CHECK_MAIN. */
#ifndef AYUMI_TESTS_CHECK_MAIN_H
#define AYUMI_TESTS_CHECK_MAIN_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK_MAIN                                                             \
    int main(void)                                                             \
    {                                                                          \
        SRunner *runner = srunner_create(suite());                             \
        srunner_run_all(runner, CK_ENV);                                       \
        int failed = srunner_ntests_failed(runner);                            \
        int run = srunner_ntests_run(runner);                                  \
        srunner_free(runner);                                                  \
        printf("%d passed, %d failed\n", run - failed, failed);                \
        return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;                      \
    }

#endif
