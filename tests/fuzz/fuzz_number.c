/* fuzz_number: folding settles at once, numbers read as the C library reads
 * them and are written so that they read back, exact figures stay exact. */
#include "base/decimal.h"
#include "base/number_text.h"
#include "base/text.h"

#include <math.h>
#include <stdint.h>
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

static void check_text(struct arena *a, const char *text)
{
    size_t n = strlen(text);
    bool is_utf8 = text_is_utf8(text, n);
    const char *once = text_fold(a, text);
    if (is_utf8)
        must(text_equal(text_fold(a, once), once), "folding settles at once");
    must(text_is_blank(text) == (*text_trim(a, text) == '\0'),
         "blank is what trims to nothing");
    const char *header = text_fold_header(a, text);
    must(strlen(header) <= strlen(once), "headers only lose spaces");
    for (size_t cut = 0; cut <= n && cut < 20; cut++) {
        const char *kept = text_cut(a, text, cut);
        must(strlen(kept) <= cut && text_starts_with(text, kept),
             "a cut is a prefix");
        must(!is_utf8 || text_is_utf8(kept, strlen(kept)), "a cut is UTF-8");
    }
    (void)text_looks_like_formula(text);
    must(text_width(text) <= 2 * text_length(text), "no character is wider");
    const char *const names[] = {"office_no", "生年月日", NULL};
    (void)text_nearest(text, names);
    size_t bad_at = n;
    const char *decoded = text_from_cp932(a, text, n, &bad_at);
    must((decoded != NULL) == text_is_cp932(text, n), "CP932 is decided once");
    must(decoded == NULL || text_is_utf8(decoded, strlen(decoded)),
         "CP932 becomes UTF-8");
    must(decoded != NULL || bad_at < n, "the bad byte has a place");
}

static void check_numbers(struct arena *a, const char *text)
{
    double x = 99, low = 99, high = 99;
    if (number_parse(text, &x)) {
        must(x == strtod(text, NULL), "numbers read as in the C library");
        must(strtod(number_write(a, x), NULL) == x, "numbers read back");
    } else {
        must(x == 99, "a refusal leaves the output");
    }
    int64_t whole = 99;
    if (number_parse_integer(text, &whole))
        must(whole == strtoll(text, NULL, 10), "integers too");
    const char *const units[] = {NULL, "kg", "人", "時間"};
    for (size_t i = 0; i < 4; i++) {
        double value = 99;
        unsigned repairs = 77;
        if (number_parse_office(a, text, units[i], &value, &repairs))
            must(isfinite(value) && repairs < 32, "office numbers are finite");
        else
            must(value == 99 && repairs == 77, "a refusal leaves the output");
    }
    if (number_parse_range(a, text, &low, &high))
        must(low <= high, "ranges go up");
    else
        must(low == 99 && high == 99, "a refusal leaves the output");
}

static void check_decimals(struct arena *a, const uint8_t *data, size_t size)
{
    int64_t n[4];
    if (size < sizeof n)
        return;
    memcpy(n, data, sizeof n);
    struct decimal x, y, sum, back;
    if (!decimal_divide(decimal_of(n[0]), decimal_of(n[1]), &x) ||
        !decimal_divide(decimal_of(n[2]), decimal_of(n[3]), &y))
        return;
    must(x.denominator > 0 && y.denominator > 0, "denominators are positive");
    must(decimal_compare(x, y) == -decimal_compare(y, x), "order is mutual");
    if (decimal_subtract(x, y, &sum))
        must(decimal_compare(sum, decimal_of(0)) == decimal_compare(x, y),
             "differences have the sign of the order");
    if (decimal_multiply(x, y, &sum) && decimal_divide(sum, y, &back))
        must(decimal_compare(back, x) == 0, "dividing undoes multiplying");
    for (int places = -1; places < 10; places++)
        (void)decimal_print(a, x, places, (unsigned)places & 3);
}

static void check_figure(struct arena *a, const char *text)
{
    struct decimal x, again;
    if (!decimal_parse(text, &x))
        return;
    must(decimal_parse(decimal_print(a, x, -1, DECIMAL_PLAIN), &again) &&
             decimal_compare(x, again) == 0,
         "figures read back");
}

/* The C library is the oracle of what is printed. */
static void check_written(struct arena *a, double x)
{
    char full[64];
    snprintf(full, sizeof full, "%.17g", x);
    must(strtod(number_write(a, x), NULL) == x, "any double reads back");
    must(x == 0.0 || strcmp(number_write_full(a, x), full) == 0,
         "17 digits are printf's");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    arena_init(&a);
    const char *text = arena_copy_n(&a, (const char *)data, size);
    check_text(&a, text);
    check_numbers(&a, text);
    check_figure(&a, text);
    check_decimals(&a, data, size);
    double x;
    if (size >= sizeof x) {
        memcpy(&x, data, sizeof x);
        if (isfinite(x))
            check_written(&a, x);
    }
    arena_release(&a);
    return 0;
}
