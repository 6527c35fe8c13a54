/* tag_heaps: told in index order, each once, whatever came before. */
#include "anonymize/tag_heaps.h"
#include "check_main.h"

#include <stdlib.h>
#include <string.h>

static struct tag_heaps h;

static void set_up(void)
{
    tag_heaps_init(&h, "/tmp");
}

static void tear_down(void)
{
    tag_heaps_release(&h);
}

/* Uniform as keyed hashes are: splitmix64. */
static uint64_t mixed(uint64_t n)
{
    n += 0x9e3779b97f4a7c15U;
    n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9U;
    n = (n ^ n >> 27) * 0x94d049bb133111ebU;
    return n ^ n >> 31;
}

static struct fresh_tag tag_of(uint32_t n)
{
    struct fresh_tag t = {.field = (unsigned char)(1 + n % 9),
                          .serial = 1 + n / 2};
    uint64_t words[2] = {mixed(n / 4), mixed(~(uint64_t)(n / 4))};
    memcpy(t.tag, words, sizeof t.tag);
    return t;
}

static int in_order(const void *left, const void *right)
{
    const struct fresh_tag *a = left, *b = right;
    int order = (a->field > b->field) - (a->field < b->field);
    if (order == 0)
        order = memcmp(a->tag, b->tag, BLIND_TAG_SIZE);
    return order != 0 ? order
                      : (a->serial > b->serial) - (a->serial < b->serial);
}

START_TEST(nothing_comes_of_nothing)
{
    struct fresh_tag t;
    ck_assert(!tag_heaps_next(&h, &t));
}
END_TEST

/* Each added once or twice; beside the C library's sort of the same. */
START_TEST(all_come_in_index_order_each_once)
{
    enum { MANY = 300000 };
    struct fresh_tag *all = malloc(MANY * sizeof *all), t;
    ck_assert_ptr_nonnull(all);
    size_t wrong = 0;
    for (uint32_t n = 0; n < MANY; n++) {
        all[n] = tag_of(n);
        tag_heaps_add(&h, &all[n]);
        if (n % 5 == 0)
            tag_heaps_add(&h, &all[n]);
    }
    ck_assert_int_ge(h.full.file, 0);
    qsort(all, MANY, sizeof *all, in_order);
    for (size_t n = 0; n < MANY; n++)
        wrong += !tag_heaps_next(&h, &t) || in_order(&t, &all[n]) != 0;
    ck_assert_uint_eq(wrong, 0);
    ck_assert(!tag_heaps_next(&h, &t));
    free(all);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("tag_heaps");
    TCase *t = tcase_create("tag_heaps");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, nothing_comes_of_nothing);
    tcase_add_test(t, all_come_in_index_order_each_once);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
