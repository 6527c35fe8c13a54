/* row_ledger, event_days: versions of rows, and days of events. */
#include "anonymize/event_days.h"
#include "anonymize/row_ledger.h"
#include "check_main.h"

#include <string.h>

static struct row_ledger l;
static size_t n_old;
static uint32_t last_old;

static void set_up(void)
{
    row_ledger_init(&l, NULL);
    n_old = 0;
}

static void tear_down(void)
{
    row_ledger_release(&l);
}

static enum row_news add(unsigned key, unsigned content, uint32_t file,
                         uint32_t row, int32_t known)
{
    struct row_version v = {.file = file, .row = row, .known_days = known};
    memcpy(v.key, &key, sizeof key);
    memcpy(v.content, &content, sizeof content);
    return row_ledger_add(&l, &v);
}

static void count_old(void *context, const struct row_version *old)
{
    (void)context;
    n_old++;
    last_old = old->row;
}

static size_t superseded(int32_t as_of)
{
    n_old = 0;
    row_ledger_superseded(&l, as_of, count_old, NULL);
    return n_old;
}

START_TEST(the_same_row_again_is_the_same)
{
    ck_assert_int_eq(add(1, 1, 0, 0, 0), ROW_NEW);
    ck_assert_int_eq(add(1, 1, 0, 1, 0), ROW_SAME);
    ck_assert_int_eq(add(1, 1, 1, 0, 0), ROW_SAME);
    ck_assert_uint_eq(superseded(100), 0);
}
END_TEST

START_TEST(other_content_in_the_same_file_contradicts)
{
    ck_assert_int_eq(add(1, 1, 0, 0, 0), ROW_NEW);
    ck_assert_int_eq(add(1, 2, 0, 1, 0), ROW_CONTRADICTS);
    ck_assert_uint_eq(superseded(100), 0);
}
END_TEST

/* traps: 00-33 */
START_TEST(other_content_in_a_later_file_supersedes)
{
    add(1, 1, 0, 7, 0);
    ck_assert_int_eq(add(1, 2, 1, 8, 10), ROW_CHANGED);
    ck_assert_uint_eq(superseded(10), 1);
    ck_assert_uint_eq(last_old, 7);
}
END_TEST

START_TEST(a_version_that_is_not_known_yet_supersedes_nothing)
{
    add(1, 1, 0, 7, 0);
    add(1, 2, 1, 8, 10);
    add(1, 3, 2, 9, 20);
    ck_assert_uint_eq(superseded(9), 0);
    ck_assert_uint_eq(superseded(19), 1);
    ck_assert_uint_eq(superseded(20), 2);
}
END_TEST

START_TEST(an_older_version_sent_again_undoes_nothing)
{
    add(1, 1, 0, 7, 0);
    add(1, 2, 1, 8, 0);
    ck_assert_int_eq(add(1, 1, 2, 9, 0), ROW_OUTDATED);
    ck_assert_uint_eq(superseded(0), 1);
    ck_assert_uint_eq(last_old, 7);
    add(1, 3, 3, 10, 0);
    ck_assert_int_eq(add(1, 1, 4, 11, 0), ROW_OUTDATED);
    ck_assert_int_eq(add(1, 3, 4, 12, 0), ROW_SAME);
    ck_assert_int_eq(add(1, 4, 5, 13, 0), ROW_CHANGED);
}
END_TEST

/* The day on which each file of the tests below was delivered. */
static int32_t delivered(void *days, uint32_t file)
{
    return ((const int32_t *)days)[file];
}

START_TEST(a_row_is_known_from_its_earliest_delivery)
{
    int32_t days[] = {200, 100, 300};
    add(1, 1, 0, 0, ROW_KNOWN_BY_DELIVERY);
    ck_assert_int_eq(add(1, 1, 1, 0, ROW_KNOWN_BY_DELIVERY), ROW_SAME);
    ck_assert_int_eq(add(1, 1, 2, 0, ROW_KNOWN_BY_DELIVERY), ROW_SAME);
    add(2, 2, 0, 1, ROW_KNOWN_BY_DELIVERY);
    row_ledger_settle(&l, delivered, days);
    ck_assert_int_eq(row_ledger_version(&l, 0)->known_days, 100);
    ck_assert_int_eq(row_ledger_version(&l, 1)->known_days, 200);
}
END_TEST

START_TEST(an_older_version_is_known_from_its_earliest_delivery_too)
{
    int32_t days[] = {200, 210, 100};
    add(1, 1, 0, 0, ROW_KNOWN_BY_DELIVERY);
    add(1, 2, 1, 0, ROW_KNOWN_BY_DELIVERY);
    ck_assert_int_eq(add(1, 1, 2, 0, ROW_KNOWN_BY_DELIVERY), ROW_OUTDATED);
    row_ledger_settle(&l, delivered, days);
    ck_assert_int_eq(row_ledger_version(&l, 0)->known_days, 100);
    ck_assert_int_eq(row_ledger_version(&l, 1)->known_days, 210);
}
END_TEST

START_TEST(a_correction_is_not_known_before_what_it_corrects)
{
    int32_t days[] = {200, 100};
    add(1, 1, 0, 0, ROW_KNOWN_BY_DELIVERY);
    ck_assert_int_eq(add(1, 2, 1, 0, ROW_KNOWN_BY_DELIVERY), ROW_CHANGED);
    row_ledger_settle(&l, delivered, days);
    ck_assert_int_eq(row_ledger_version(&l, 1)->known_days, 200);
    ck_assert_uint_eq(superseded(199), 0);
    ck_assert_uint_eq(superseded(200), 1);
}
END_TEST

START_TEST(a_row_with_a_day_of_its_own_keeps_it)
{
    int32_t days[] = {200, 100};
    add(1, 1, 0, 0, 150);
    add(1, 1, 1, 0, 150);
    row_ledger_settle(&l, delivered, days);
    ck_assert_int_eq(row_ledger_version(&l, 0)->known_days, 150);
}
END_TEST

START_TEST(many_keys_are_kept_apart)
{
    for (unsigned i = 0; i < 20000; i++)
        ck_assert_int_eq(add(i, i, 0, i, 0), ROW_NEW);
    for (unsigned i = 0; i < 20000; i++)
        ck_assert_int_eq(add(i, i, 1, i, 0), ROW_SAME);
}
END_TEST

START_TEST(an_event_keeps_its_day)
{
    struct event_days e;
    event_days_init(&e);
    uint32_t first = event_number(&e, "03", "E2023-001");
    ck_assert_int_eq(event_day(&e, first), DAY_UNKNOWN);
    event_set_day(&e, first, 19560);
    for (int i = 0; i < 1000; i++) {
        char name[16];
        snprintf(name, sizeof name, "E%d", i);
        ck_assert_uint_ne(event_number(&e, "03", name), first);
    }
    ck_assert_uint_eq(event_number(&e, "03", "E2023-001"), first);
    ck_assert_uint_ne(event_number(&e, "16", "E2023-001"), first);
    ck_assert_int_eq(event_day(&e, first), 19560);
    ck_assert_int_eq(event_day(&e, 0), DAY_UNKNOWN);
    event_days_release(&e);
}
END_TEST

START_TEST(attendance_takes_its_day_from_the_events)
{
    struct arena a;
    struct codebook c;
    const struct variable *v;
    arena_init(&a);
    ck_assert_int_eq(codebook_load(&a, AYUMI_SOURCE_DIR "/codebooks", NULL, &c),
                     STATUS_OK);
    const struct file_kind *source =
        event_source(&c, codebook_kind(&c, "04"), &v);
    ck_assert_ptr_nonnull(source);
    ck_assert_str_eq(source->kind, "03");
    ck_assert_str_eq(v->name, "event_id");
    ck_assert_ptr_null(event_source(&c, codebook_kind(&c, "12"), &v));
    arena_release(&a);
}
END_TEST

/* More keys than the first slots hold, so that they grow in between. */
START_TEST(what_is_undone_was_never_told)
{
    for (unsigned key = 1; key <= 500; key++)
        add(key * 2654435761U, 1, 0, key, 0);
    size_t n = l.versions.n, n_copies = l.copies.n;
    for (unsigned key = 400; key <= 2000; key++)
        add(key * 2654435761U, 2, 1, key, 0);
    row_ledger_undo(&l, n, n_copies);
    ck_assert_uint_eq(l.versions.n, n);
    for (unsigned key = 1; key <= 500; key++)
        ck_assert_int_eq(add(key * 2654435761U, 1, 1, key, 0), ROW_SAME);
    for (unsigned key = 501; key <= 2000; key++)
        ck_assert_int_eq(add(key * 2654435761U, 2, 1, key, 0), ROW_NEW);
    ck_assert_uint_eq(superseded(100), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("row_ledger");
    TCase *t = tcase_create("row_ledger");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, the_same_row_again_is_the_same);
    tcase_add_test(t, other_content_in_the_same_file_contradicts);
    tcase_add_test(t, other_content_in_a_later_file_supersedes);
    tcase_add_test(t, a_version_that_is_not_known_yet_supersedes_nothing);
    tcase_add_test(t, an_older_version_sent_again_undoes_nothing);
    tcase_add_test(t, a_row_is_known_from_its_earliest_delivery);
    tcase_add_test(t, an_older_version_is_known_from_its_earliest_delivery_too);
    tcase_add_test(t, a_correction_is_not_known_before_what_it_corrects);
    tcase_add_test(t, a_row_with_a_day_of_its_own_keeps_it);
    tcase_add_test(t, many_keys_are_kept_apart);
    tcase_add_test(t, what_is_undone_was_never_told);
    tcase_add_test(t, an_event_keeps_its_day);
    tcase_add_test(t, attendance_takes_its_day_from_the_events);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
