/* fuzz_normal: what holds for every normaliser, whatever bytes it is given.
 *
 * The form fits, is UTF-8 without NUL, does not depend on how much room there
 * is as long as it fits, comes out the same again, and is its own form. */
#ifndef AYUMI_TESTS_FUZZ_NORMAL_H
#define AYUMI_TESTS_FUZZ_NORMAL_H

#include "anonymize/normal.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", claim);
    abort();
}

/* A form that grows to the end of its room is cut there, and of a cut one
 * (an address, a sound) another form may be made. */
static bool is_cut(size_t n)
{
    return n + 4 >= NORMAL_CAPACITY;
}

static void check_normal(normal_function *normal, const uint8_t *data,
                         size_t size)
{
    char form[NORMAL_CAPACITY], again[NORMAL_CAPACITY];
    const char *typed = (const char *)data;
    memset(form, 0x55, sizeof form);
    size_t n = normal(typed, size, form, sizeof form);
    must(n <= sizeof form, "the form fits");
    must(text_is_utf8(form, n), "the form is UTF-8");
    must(memchr(form, 0, n) == NULL, "the form holds no NUL");
    size_t m = normal(typed, size, again, sizeof again);
    must(n == m && memcmp(form, again, n) == 0, "the same again");
    char *exact = malloc(n + 1); /* one byte more is a finding */
    must(exact != NULL, "memory");
    m = normal(typed, size, exact, n);
    must(m == n && memcmp(form, exact, n) == 0, "exact room is enough");
    if (n > 0) {
        m = normal(typed, size, exact, n - 1);
        must(m < n && text_is_utf8(exact, m), "cut between characters");
    }
    free(exact);
    if (is_cut(n))
        return;
    m = normal(form, n, again, sizeof again);
    if (n != m || memcmp(form, again, n) != 0)
        fprintf(stderr, "form '%.*s', then '%.*s'\n", (int)n, form, (int)m,
                again);
    must(n == m && memcmp(form, again, n) == 0, "a form is its own form");
}

#endif
