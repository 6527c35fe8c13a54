/* fresh_tags: found at once, each once, written in index order. */
#include "anonymize/fresh_tags.h"
#include "check_main.h"

#include <string.h>

static struct fresh_tags f;

static void set_up(void)
{
    fresh_tags_init(&f, "/tmp");
}

static void tear_down(void)
{
    fresh_tags_release(&f);
}

static void tag_of(unsigned n, unsigned char tag[BLIND_TAG_SIZE])
{
    memset(tag, 0, BLIND_TAG_SIZE);
    unsigned mixed = n * 2654435761U;
    memcpy(tag, &mixed, sizeof mixed);
}

static size_t count(unsigned char field, unsigned n)
{
    unsigned char tag[BLIND_TAG_SIZE];
    tag_of(n, tag);
    const struct tag_group *g = fresh_tags_find(&f, field, tag);
    return g == NULL ? 0 : g->n;
}

static void add(unsigned char field, unsigned n, uint32_t serial)
{
    unsigned char tag[BLIND_TAG_SIZE];
    tag_of(n, tag);
    fresh_tags_add(&f, field, tag, serial);
}

static void expect(unsigned char field, unsigned n)
{
    unsigned char tag[BLIND_TAG_SIZE];
    tag_of(n, tag);
    fresh_tags_expect(&f, field, tag);
}

START_TEST(nothing_is_found_in_nothing)
{
    ck_assert_uint_eq(count(1, 1), 0);
}
END_TEST

START_TEST(what_is_expected_is_there_or_not_as_before)
{
    expect(1, 1);
    ck_assert_uint_eq(count(1, 1), 0);
    add(1, 1, 7);
    expect(1, 1);
    expect(1, 2);
    ck_assert_uint_eq(count(1, 1), 1);
    ck_assert_uint_eq(count(1, 2), 0);
}
END_TEST

START_TEST(a_tag_leads_to_all_its_people)
{
    add(1, 7, 10);
    add(1, 7, 11);
    ck_assert_uint_eq(count(1, 7), 2);
    ck_assert_uint_eq(count(2, 7), 0);
    ck_assert_uint_eq(count(1, 8), 0);
}
END_TEST

START_TEST(people_of_one_tag_stand_as_they_were_added)
{
    enum { MANY = 1000 };
    unsigned char tag[BLIND_TAG_SIZE];
    static uint32_t serials[MANY];
    tag_of(7, tag);
    for (unsigned n = 0; n < MANY; n++) {
        unsigned n_right = 0;
        add(1, 7, MANY - n);
        add(2, n % 100, n + 1);
        const struct tag_group *g = fresh_tags_find(&f, 1, tag);
        ck_assert_uint_eq(g->n, n + 1);
        fresh_tags_serials(&f, g, serials);
        while (n_right <= n && serials[n_right] == MANY - n_right)
            n_right++;
        ck_assert_uint_eq(n_right, n + 1);
    }
}
END_TEST

START_TEST(many_tags_are_kept_apart)
{
    for (unsigned n = 0; n < 20000; n++)
        add((unsigned char)(1 + n % 3), n, n + 1);
    for (unsigned n = 0; n < 20000; n++) {
        ck_assert_uint_eq(count((unsigned char)(1 + n % 3), n), 1);
        ck_assert_uint_eq(count((unsigned char)(1 + (n + 1) % 3), n), 0);
    }
}
END_TEST

/* More than stand in memory; every seventh is shared, and one is a stranger's
 * in another field. */
START_TEST(any_number_is_found)
{
    enum { MANY = 400000 };
    size_t wrong = 0;
    for (unsigned n = 0; n < MANY; n++)
        add(4, n, n + 1);
    for (unsigned n = 0; n < MANY; n += 7)
        add(4, n, MANY + n);
    for (unsigned n = 0; n < MANY; n++)
        wrong += count(4, n) != (n % 7 == 0 ? 2U : 1U);
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(count(4, MANY), 0);
    ck_assert_uint_eq(count(3, 5), 0);
    ck_assert_int_ge(f.alone.old.file, 0);
}
END_TEST

START_TEST(a_person_met_twice_is_one)
{
    add(1, 7, 10);
    add(1, 7, 10);
    ck_assert_uint_eq(count(1, 7), 1);
}
END_TEST

START_TEST(sorted_tags_ascend_by_field_tag_and_serial)
{
    struct fresh_tag a, b;
    size_t n_tags = 1;
    for (unsigned n = 0; n < 500; n++)
        add((unsigned char)(1 + n % 3), n / 6, 1000 - n);
    ck_assert(fresh_tags_next(&f, &a));
    for (; fresh_tags_next(&f, &b); a = b, n_tags++) {
        int order = memcmp(a.tag, b.tag, BLIND_TAG_SIZE);
        ck_assert(a.field < b.field ||
                  (a.field == b.field &&
                   (order < 0 || (order == 0 && a.serial < b.serial))));
    }
    ck_assert_uint_eq(n_tags, 500);
}
END_TEST

START_TEST(sorted_tags_are_there_once)
{
    struct fresh_tag t;
    size_t n_tags = 0;
    for (unsigned n = 0; n < 3000; n++)
        add(1, n % 7, 1 + n % 11);
    while (fresh_tags_next(&f, &t))
        n_tags++;
    ck_assert_uint_eq(n_tags, 7 * 11);
}
END_TEST

START_TEST(nothing_is_sorted_to_nothing)
{
    struct fresh_tag t;
    ck_assert(!fresh_tags_next(&f, &t));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("fresh_tags");
    TCase *t = tcase_create("fresh_tags");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, nothing_is_found_in_nothing);
    tcase_add_test(t, what_is_expected_is_there_or_not_as_before);
    tcase_add_test(t, a_tag_leads_to_all_its_people);
    tcase_add_test(t, people_of_one_tag_stand_as_they_were_added);
    tcase_add_test(t, many_tags_are_kept_apart);
    tcase_add_test(t, any_number_is_found);
    tcase_add_test(t, a_person_met_twice_is_one);
    tcase_add_test(t, sorted_tags_ascend_by_field_tag_and_serial);
    tcase_add_test(t, sorted_tags_are_there_once);
    tcase_add_test(t, nothing_is_sorted_to_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
