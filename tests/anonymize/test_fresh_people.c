/* fresh_people: the last that was said of each, and of nobody else. */
#include "anonymize/fresh_people.h"
#include "check_main.h"

#include <string.h>

static struct fresh_people f;

static void set_up(void)
{
    fresh_people_init(&f, "/tmp");
}

static void tear_down(void)
{
    fresh_people_release(&f);
}

/* n bytes that say whose they are. */
static void put(uint32_t serial, size_t n)
{
    unsigned char plain[FRESH_PERSON_MOST + 1];
    memset(plain, (int)(serial % 251), n);
    fresh_people_put(&f, serial, plain, n);
}

static bool is_there(uint32_t serial, size_t n)
{
    unsigned char plain[FRESH_PERSON_MOST];
    size_t got = 0;
    if (fresh_people_get(&f, serial, plain, &got) != FRESH_PERSON_FOUND ||
        got != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (plain[i] != serial % 251)
            return false;
    return true;
}

static enum fresh_person look(uint32_t serial)
{
    unsigned char plain[FRESH_PERSON_MOST];
    size_t n;
    return fresh_people_get(&f, serial, plain, &n);
}

START_TEST(nobody_is_known_at_first)
{
    ck_assert_int_eq(look(1), FRESH_PERSON_NONE);
}
END_TEST

START_TEST(each_of_many_is_found)
{
    enum { MANY = 20000 };
    size_t wrong = 0;
    for (uint32_t s = 7; s < 7 + MANY; s++)
        put(s, s % FRESH_PERSON_MOST);
    ck_assert_int_ge(f.places.file, 0);
    for (uint32_t s = 7; s < 7 + MANY; s++)
        wrong += !is_there(s, s % FRESH_PERSON_MOST);
    ck_assert_uint_eq(wrong, 0);
    ck_assert_int_eq(look(6), FRESH_PERSON_NONE);
    ck_assert_int_eq(look(7 + MANY), FRESH_PERSON_NONE);
}
END_TEST

START_TEST(who_is_left_out_too_long_or_forgotten_is_none)
{
    put(3, 10);
    put(5, FRESH_PERSON_MOST);
    put(6, FRESH_PERSON_MOST + 1);
    put(7, 10);
    fresh_people_forget(&f, 7);
    fresh_people_forget(&f, 9);
    ck_assert(is_there(5, FRESH_PERSON_MOST));
    ck_assert_int_eq(look(4), FRESH_PERSON_NONE);
    ck_assert_int_eq(look(6), FRESH_PERSON_NONE);
    ck_assert_int_eq(look(7), FRESH_PERSON_NONE);
}
END_TEST

START_TEST(the_last_word_holds)
{
    put(3, 10);
    put(3, 20);
    ck_assert(is_there(3, 20));
    put(3, FRESH_PERSON_MOST + 1);
    ck_assert_int_eq(look(3), FRESH_PERSON_NONE);
}
END_TEST

/* A place that was changed, and one that stands where another stood. */
START_TEST(what_was_not_kept_so_is_damaged)
{
    put(1, 10);
    put(2, 10);
    unsigned char *bytes = spilled_at(&f.places, 0);
    memcpy(bytes, spilled_at(&f.places, 1), f.places.item_size);
    ck_assert_int_eq(look(1), FRESH_PERSON_DAMAGED);
    ck_assert(is_there(2, 10));
    bytes = spilled_at(&f.places, 1);
    bytes[20] ^= 1;
    ck_assert_int_eq(look(2), FRESH_PERSON_DAMAGED);
}
END_TEST

START_TEST(the_places_say_nothing)
{
    static const unsigned char name[] = "Yamada Hanako";
    fresh_people_put(&f, 1, name, sizeof name);
    const unsigned char *bytes = spilled_at(&f.places, 0);
    for (size_t i = 0; i + sizeof name <= f.places.item_size; i++)
        ck_assert(memcmp(bytes + i, name, sizeof name) != 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("fresh_people");
    TCase *t = tcase_create("fresh_people");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, nobody_is_known_at_first);
    tcase_add_test(t, each_of_many_is_found);
    tcase_add_test(t, who_is_left_out_too_long_or_forgotten_is_none);
    tcase_add_test(t, the_last_word_holds);
    tcase_add_test(t, what_was_not_kept_so_is_damaged);
    tcase_add_test(t, the_places_say_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
