/* relay: in order, to the end, and no further than the first failure. */
#include "base/relay.h"
#include "check_main.h"

#include <string.h>

struct numbers {
    int filled, last, fails_at; /* last: how many there are */
    int emptied[1000];
    int n_emptied, stops_at;
};

static bool fill(void *context, void *slot, enum status *st)
{
    struct numbers *n = context;
    if (n->filled == n->fails_at)
        *st = STATUS_UNREADABLE;
    if (n->filled == n->last)
        return false;
    *(int *)slot = n->filled++;
    return true;
}

static enum status empty(void *context, void *slot)
{
    struct numbers *n = context;
    if (n->n_emptied == n->stops_at)
        return STATUS_IO;
    n->emptied[n->n_emptied++] = *(int *)slot;
    return STATUS_OK;
}

static enum status run(struct numbers *n, bool is_alone)
{
    int slots[RELAY_SLOTS];
    struct relay r = {.context = n, .fill = fill, .empty = empty};
    for (size_t i = 0; i < RELAY_SLOTS; i++)
        r.slots[i] = &slots[i];
    return relay_run(&r, is_alone);
}

/* _i: alone or in two threads. */
START_TEST(everything_arrives_in_its_order)
{
    struct numbers n = {.last = 1000, .fails_at = -1, .stops_at = -1};
    ck_assert_int_eq(run(&n, _i == 0), STATUS_OK);
    ck_assert_int_eq(n.n_emptied, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(n.emptied[i], i);
}
END_TEST

START_TEST(nothing_is_an_end_too)
{
    struct numbers n = {.last = 0, .fails_at = -1, .stops_at = -1};
    ck_assert_int_eq(run(&n, _i == 0), STATUS_OK);
    ck_assert_int_eq(n.n_emptied, 0);
}
END_TEST

START_TEST(a_slot_that_could_not_be_filled_is_not_emptied)
{
    struct numbers n = {.last = 1000, .fails_at = 100, .stops_at = -1};
    ck_assert_int_eq(run(&n, _i == 0), STATUS_UNREADABLE);
    ck_assert_int_eq(n.n_emptied, 100);
}
END_TEST

START_TEST(the_filling_stops_when_the_emptying_fails)
{
    struct numbers n = {.last = 1000, .fails_at = -1, .stops_at = 100};
    ck_assert_int_eq(run(&n, _i == 0), STATUS_IO);
    ck_assert_int_eq(n.n_emptied, 100);
    ck_assert_int_le(n.filled, 100 + RELAY_SLOTS + 2);
}
END_TEST

/* _i: slots asked for before the caller leaves. */
START_TEST(a_caller_may_ask_for_slots_and_leave)
{
    struct numbers n = {.last = 1000, .fails_at = -1, .stops_at = -1};
    int slots[RELAY_SLOTS];
    struct relay r = {.context = &n, .fill = fill};
    for (size_t i = 0; i < RELAY_SLOTS; i++)
        r.slots[i] = &slots[i];
    ck_assert(relay_start(&r));
    for (int i = 0; i < _i; i++)
        ck_assert_int_eq(*(int *)relay_next(&r), i);
    ck_assert_int_eq(relay_stop(&r), STATUS_OK);
    ck_assert_int_le(n.filled, _i + RELAY_SLOTS);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("relay");
    TCase *t = tcase_create("relay");
    tcase_add_loop_test(t, everything_arrives_in_its_order, 0, 2);
    tcase_add_loop_test(t, nothing_is_an_end_too, 0, 2);
    tcase_add_loop_test(t, a_slot_that_could_not_be_filled_is_not_emptied, 0,
                        2);
    tcase_add_loop_test(t, the_filling_stops_when_the_emptying_fails, 0, 2);
    tcase_add_loop_test(t, a_caller_may_ask_for_slots_and_leave, 0, 10);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
