/* arena: memory is zeroed, aligned, and survives growth until reset. */
#include "base/arena.h"
#include "check_main.h"

#include <stdint.h>
#include <string.h>

START_TEST(memory_is_zeroed_and_aligned)
{
    struct arena a;
    arena_init(&a);
    for (size_t size = 0; size < 300; size += 7) {
        unsigned char *m = arena_take(&a, size);
        ck_assert_uint_eq((uintptr_t)m % 16, 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(m[i], 0);
        memset(m, 0xff, size);
    }
    arena_release(&a);
}
END_TEST

START_TEST(reused_memory_is_zeroed_again)
{
    struct arena a;
    arena_init(&a);
    memset(arena_take(&a, 64), 0xff, 64);
    arena_reset(&a);
    const unsigned char *m = arena_take(&a, 64);
    for (size_t i = 0; i < 64; i++)
        ck_assert_uint_eq(m[i], 0);
    arena_release(&a);
}
END_TEST

START_TEST(growing_keeps_what_was_there)
{
    struct arena a;
    arena_init(&a);
    int *items = NULL;
    size_t capacity = 0;
    for (size_t n = 0; n < 1000; n++) {
        items = arena_grow(&a, items, n, &capacity, sizeof *items);
        items[n] = (int)n;
    }
    for (size_t n = 0; n < 1000; n++)
        ck_assert_int_eq(items[n], (int)n);
    arena_release(&a);
}
END_TEST

START_TEST(a_format_is_as_long_as_it_needs)
{
    struct arena a;
    arena_init(&a);
    char *text = arena_format(&a, "%0*d", 5000, 7);
    ck_assert_uint_eq(strlen(text), 5000);
    arena_release(&a);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("arena");
    TCase *t = tcase_create("arena");
    tcase_add_test(t, memory_is_zeroed_and_aligned);
    tcase_add_test(t, reused_memory_is_zeroed_again);
    tcase_add_test(t, growing_keeps_what_was_there);
    tcase_add_test(t, a_format_is_as_long_as_it_needs);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
