/* inflated_file: a thread reads ahead, and nobody can tell but by the clock. */
#include "base/inflated_file.h"
#include "check_main.h"

#include <dirent.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { MIB = 1 << 20, CONTENT = 5 * MIB, ROOM = 2 * CONTENT };

static struct arena a;
static char path[] = "/tmp/test_inflated_file.XXXXXX";
static char *content; /* CONTENT bytes of digits, which pack to about half */
static char *packed;
static size_t n_packed;

static size_t pack_at(int level, const char *bytes, size_t n, char *to)
{
    z_stream z = {0};
    ck_assert_int_eq(deflateInit2(&z, level, Z_DEFLATED, 16 + MAX_WBITS, 8,
                                  Z_DEFAULT_STRATEGY),
                     Z_OK);
    char *copy = arena_copy_n(&a, bytes, n);
    z.next_in = (Bytef *)copy;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)to;
    z.avail_out = ROOM;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t size = z.total_out;
    deflateEnd(&z);
    return size;
}

static size_t pack(const char *bytes, size_t n, char *to)
{
    return pack_at(1, bytes, n, to);
}

static void write_file(const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void setup(void)
{
    arena_init(&a);
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    content = arena_take(&a, CONTENT);
    unsigned next = 1;
    for (size_t i = 0; i < CONTENT; i++) {
        next = next * 1103515245u + 12345u;
        content[i] = (char)('0' + (next >> 16) % 10);
    }
    packed = arena_take(&a, ROOM);
    n_packed = pack(content, CONTENT, packed);
    ck_assert_uint_gt(n_packed, MIB);
    write_file(packed, n_packed);
}

static void teardown(void)
{
    unlink(path);
    arena_release(&a);
}

static struct inflated_file *opened(void)
{
    struct inflated_file *f;
    ck_assert_int_eq(inflated_file_open(&a, path, &f), INFLATED_OK);
    return f;
}

/* Until `most` bytes are read, the end, or a failure. What is read has to be
 * the content, again and again. */
static enum inflated_outcome read_on(struct inflated_file *f, size_t room,
                                     size_t most, size_t *n_read)
{
    char *to = arena_take(&a, room);
    enum inflated_outcome outcome = INFLATED_OK;
    size_t n = 1;
    for (*n_read = 0; n > 0 && *n_read < most; *n_read += n) {
        size_t left = most - *n_read;
        outcome = inflated_file_read(f, to, room < left ? room : left, &n);
        if (outcome != INFLATED_OK)
            return outcome;
        for (size_t i = 0; i < n; i++)
            if (to[i] != content[(*n_read + i) % CONTENT])
                ck_abort_msg("byte %zu is another one", *n_read + i);
    }
    return outcome;
}

static int threads(void)
{
    int n = 0;
    DIR *d = opendir("/proc/self/task");
    ck_assert_ptr_nonnull(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

/* One that was joined may be seen for a moment more. */
static bool comes_to(int n_threads)
{
    for (int i = 0; i < 1000 && threads() != n_threads; i++)
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    return threads() == n_threads;
}

/* _i: in portions of any size. */
START_TEST(a_long_file_is_read_to_its_end_and_again)
{
    static const size_t rooms[] = {7, 1000, 65536, 100000, 1 << 20};
    struct inflated_file *f = opened();
    size_t n;
    for (int time = 0; time < 2; time++) {
        ck_assert_int_eq(read_on(f, rooms[_i], SIZE_MAX, &n), INFLATED_OK);
        ck_assert_uint_eq(n, CONTENT);
        /* The end stays the end. */
        ck_assert_int_eq(read_on(f, rooms[_i], SIZE_MAX, &n), INFLATED_OK);
        ck_assert_uint_eq(n, 0);
        ck_assert_int_eq(inflated_file_rewind(f), INFLATED_OK);
    }
    inflated_file_close(f);
}
END_TEST

START_TEST(only_a_long_file_costs_a_thread_and_only_while_it_is_read)
{
    int before = threads();
    size_t n;
    struct inflated_file *f = opened();
    ck_assert_int_eq(read_on(f, 65536, MIB, &n), INFLATED_OK);
    ck_assert(comes_to(before));
    char byte;
    ck_assert_int_eq(inflated_file_read(f, &byte, 1, &n), INFLATED_OK);
    ck_assert(comes_to(before + 1));
    ck_assert_int_eq(inflated_file_rewind(f), INFLATED_OK);
    ck_assert(comes_to(before));
    ck_assert_int_eq(read_on(f, 65536, 2 * MIB, &n), INFLATED_OK);
    ck_assert(comes_to(before + 1));
    inflated_file_close(f);
    ck_assert(comes_to(before));
}
END_TEST

START_TEST(a_file_that_is_not_packed_needs_no_thread)
{
    write_file(content, CONTENT);
    int before = threads();
    size_t n;
    struct inflated_file *f = opened();
    ck_assert_int_eq(read_on(f, 65536, 2 * MIB, &n), INFLATED_OK);
    ck_assert(comes_to(before));
    inflated_file_close(f);
}
END_TEST

/* _i: blocks read before. */
START_TEST(a_file_may_be_left_anywhere)
{
    struct inflated_file *f = opened();
    size_t n;
    ck_assert_int_eq(read_on(f, 65536, (size_t)_i * 65536, &n), INFLATED_OK);
    ck_assert_uint_eq(n, (size_t)_i * 65536);
    inflated_file_close(f);
}
END_TEST

START_TEST(members_are_one_file_wherever_one_ends)
{
    /* Behind the first MiB, so that the second one is inflated ahead. */
    size_t n = pack(content, MIB + 5, packed);
    n += pack(content + MIB + 5, CONTENT - MIB - 5, packed + n);
    write_file(packed, n);
    struct inflated_file *f = opened();
    size_t n_read;
    ck_assert_int_eq(read_on(f, 65536, SIZE_MAX, &n_read), INFLATED_OK);
    ck_assert_uint_eq(n_read, CONTENT);
    inflated_file_close(f);
}
END_TEST

/* What comes out before a failure is content, and nearly all there was. */
static void fails_behind(size_t n_file, size_t at_least)
{
    write_file(packed, n_file);
    struct inflated_file *f = opened();
    size_t n;
    ck_assert_int_eq(read_on(f, 65536, SIZE_MAX, &n), INFLATED_BROKEN);
    ck_assert_uint_ge(n, at_least);
    ck_assert_uint_le(n, CONTENT);
    /* The failure stays. */
    char byte;
    ck_assert_int_eq(inflated_file_read(f, &byte, 1, &n), INFLATED_BROKEN);
    inflated_file_close(f);
}

START_TEST(a_file_cut_short_is_broken_where_it_ends)
{
    fails_behind(n_packed / 2, CONTENT / 3);
}
END_TEST

START_TEST(a_file_without_its_last_byte_is_broken_at_the_end)
{
    fails_behind(n_packed - 1, CONTENT - 2 * 65536);
}
END_TEST

START_TEST(a_wrong_sum_is_seen_at_the_end)
{
    packed[n_packed - 5] ^= 1;
    fails_behind(n_packed, CONTENT - 2 * 65536);
}
END_TEST

START_TEST(junk_behind_the_last_member_is_seen_there)
{
    packed[n_packed] = 'x';
    fails_behind(n_packed + 1, CONTENT - 2 * 65536);
}
END_TEST

START_TEST(what_inflates_without_measure_is_stopped_at_the_measure)
{
    memset(content, '\n', CONTENT);
    size_t n = pack_at(9, content, CONTENT, packed);
    n += pack_at(9, content, CONTENT, packed + n);
    ck_assert_uint_lt(n * 1000,
                      2 * CONTENT - 65536); /* else nothing is shown */
    write_file(packed, n);
    struct inflated_file *f = opened();
    size_t n_read;
    ck_assert_int_eq(read_on(f, 65536, SIZE_MAX, &n_read), INFLATED_TOO_LARGE);
    ck_assert_uint_le(n_read, n * 1000 + 65536);
    ck_assert_uint_gt(n_read, n * 1000 - 65536);
    inflated_file_close(f);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("inflated_file");
    TCase *t = tcase_create("inflated_file");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, a_long_file_is_read_to_its_end_and_again, 0, 5);
    tcase_add_test(t,
                   only_a_long_file_costs_a_thread_and_only_while_it_is_read);
    tcase_add_test(t, a_file_that_is_not_packed_needs_no_thread);
    tcase_add_loop_test(t, a_file_may_be_left_anywhere, 0, 24);
    tcase_add_test(t, members_are_one_file_wherever_one_ends);
    tcase_add_test(t, a_file_cut_short_is_broken_where_it_ends);
    tcase_add_test(t, a_file_without_its_last_byte_is_broken_at_the_end);
    tcase_add_test(t, a_wrong_sum_is_seen_at_the_end);
    tcase_add_test(t, junk_behind_the_last_member_is_seen_there);
    tcase_add_test(t, what_inflates_without_measure_is_stopped_at_the_measure);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
