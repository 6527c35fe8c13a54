/* audit: a chain in which every removed, changed or moved line shows. */
#include "anonymize/audit.h"
#include "base/output_file.h"
#include "check_main.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

static struct arena a;
static struct keys *k;
static char study[] = "/tmp/ayumi-audit-XXXXXX";
static char *path;

static void write_events(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct audit_event e = {"reidentify", "PSEUDONYM",
                                      arena_format(&a, "reason %zu", i)};
        ck_assert_int_eq(audit_append(&a, study, k, &e), STATUS_OK);
    }
}

static struct audit_check verified(const char *expected)
{
    struct audit_check c;
    ck_assert_int_eq(audit_verify(&a, study, k, expected, &c), STATUS_OK);
    return c;
}

static void set_up(void)
{
    unsigned char master[SUB_KEY_SIZE] = {3};
    ck_assert_int_ge(sodium_init(), 0);
    arena_init(&a);
    memcpy(study + strlen(study) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(study));
    ck_assert_int_eq(folder_make(arena_format(&a, "%s/identity", study), 0700),
                     STATUS_OK);
    path = arena_format(&a, "%s/identity/audit.log", study);
    k = keys_derive(master);
    ck_assert_ptr_nonnull(k);
}

static void tear_down(void)
{
    keys_free(k);
    ck_assert_int_eq(folder_remove(study), STATUS_OK);
    arena_release(&a);
}

/* The lines of the log, each with its line feed. */
static char *lines[16];
static size_t read_lines(void)
{
    char *bytes;
    size_t n, count = 0;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    for (char *at = bytes; *at != '\0';) {
        size_t length = (size_t)(strchr(at, '\n') - at) + 1;
        lines[count++] = arena_copy_n(&a, at, length);
        at += length;
    }
    return count;
}

static void write_lines(const size_t *order, size_t n)
{
    char *all = arena_copy(&a, "");
    for (size_t i = 0; i < n; i++)
        all = arena_format(&a, "%s%s", all, lines[order[i]]);
    ck_assert_int_eq(file_write(path, all, strlen(all), 0600), STATUS_OK);
}

START_TEST(what_was_appended_is_whole)
{
    struct stat s;
    ck_assert_uint_eq(verified(NULL).n_lines, 0);
    write_events(5);
    struct audit_check c = verified(NULL);
    ck_assert_int_eq(c.fault, AUDIT_WHOLE);
    ck_assert_uint_eq(c.n_lines, 5);
    ck_assert_int_eq(stat(path, &s), 0);
    ck_assert_int_eq(s.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_reason_cannot_forge_a_line)
{
    const struct audit_event e = {"reidentify", "",
                                  "x\n7\tnever\thappened\x7f"};
    ck_assert_int_eq(audit_append(&a, study, k, &e), STATUS_OK);
    ck_assert_uint_eq(read_lines(), 1);
    ck_assert_ptr_null(strchr(lines[0], 0x7f));
    ck_assert_int_eq(verified(NULL).fault, AUDIT_WHOLE);
}
END_TEST

static bool tells(const char *action, const char *detail)
{
    bool yes;
    ck_assert_int_eq(audit_tells(&a, study, action, detail, &yes), STATUS_OK);
    return yes;
}

START_TEST(a_log_tells_what_was_done_and_with_which_words)
{
    ck_assert_msg(!tells("reidentify", "reason 1"), "there is no log yet");
    write_events(3);
    ck_assert(tells("reidentify", "reason 1"));
    ck_assert(tells("reidentify", "reason 2"));
    ck_assert(!tells("reidentify", "reason 3"));
    ck_assert(!tells("reidentify", "reason"));
    ck_assert(!tells("withdraw", "reason 1"));
    ck_assert(!tells("reidentifx", "reason 1"));
    ck_assert_int_eq(file_write(path, "1\treidentify\n\n", 15, 0600),
                     STATUS_OK);
    ck_assert_msg(!tells("reidentify", "reason 1"), "lines cut short");
}
END_TEST

/* As it stands, without waiting for the disk. */
static void overwrite(const char *bytes, size_t n)
{
    FILE *f = fopen(path, "r+b");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
}

START_TEST(every_flipped_bit_is_found)
{
    char *bytes;
    size_t n;
    write_events(3);
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    for (size_t bit = 0; bit < 8 * n; bit++) {
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        overwrite(bytes, n);
        ck_assert_msg(verified(NULL).fault != AUDIT_WHOLE, "bit %zu", bit);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
}
END_TEST

static const struct {
    const char *why;
    size_t order[5], n;
    enum audit_fault fault;
    size_t bad_line;
} rearranged[] = {
    {"a line taken out", {0, 1, 3, 4}, 4, AUDIT_REMOVED, 3},
    {"the first lines taken out", {2, 3, 4}, 3, AUDIT_REMOVED, 1},
    {"two lines changed places", {0, 2, 1, 3, 4}, 5, AUDIT_MOVED, 2},
    {"the first and the last changed places",
     {4, 1, 2, 3, 0},
     5,
     AUDIT_MOVED,
     1},
    {"a line put at the end", {0, 1, 3, 4, 2}, 5, AUDIT_MOVED, 3},
    {"the last line put in front", {4, 0, 1, 2, 3}, 5, AUDIT_MOVED, 1},
    {"a line taken out, later ones moved", {0, 2, 4, 3}, 4, AUDIT_REMOVED, 2},
    {"a line replaced by an earlier one", {0, 1, 1, 3, 4}, 5, AUDIT_MOVED, 3},
    {"a line copied behind", {0, 1, 2, 1, 3}, 5, AUDIT_MOVED, 4},
    {"the last line doubled", {0, 1, 2, 3, 3}, 5, AUDIT_MOVED, 5},
};

START_TEST(lines_taken_out_or_moved_are_found)
{
    write_events(5);
    ck_assert_uint_eq(read_lines(), 5);
    write_lines(rearranged[_i].order, rearranged[_i].n);
    struct audit_check c = verified(NULL);
    ck_assert_msg(c.fault == rearranged[_i].fault &&
                      c.bad_line == rearranged[_i].bad_line,
                  "%s: fault %d at %zu", rearranged[_i].why, (int)c.fault,
                  c.bad_line);
}
END_TEST

/* A line that was changed is not missing, and no other stands in its place,
 * whatever number it now claims. */
static const struct {
    size_t line, at; /* at: of the character that is changed */
    char to;
} changed[] = {{1, 0, '9'}, {1, 0, '1'}, {1, 0, 'x'}, {0, 0, '3'},
               {4, 0, '2'}, {2, 1, ' '}, {2, 6, '7'}};

START_TEST(a_changed_line_is_not_called_moved_or_missing)
{
    static const size_t all[] = {0, 1, 2, 3, 4};
    write_events(5);
    read_lines();
    lines[changed[_i].line][changed[_i].at] = changed[_i].to;
    write_lines(all, 5);
    struct audit_check c = verified(NULL);
    ck_assert_int_eq(c.fault, AUDIT_CHANGED);
    ck_assert_uint_eq(c.bad_line, changed[_i].line + 1);
}
END_TEST

START_TEST(the_paper_register_shows_a_cut_tail)
{
    static const size_t first_three[] = {0, 1, 2};
    write_events(5);
    struct audit_check whole = verified(NULL);
    ck_assert(verified(whole.last).has_expected);
    read_lines();
    write_lines(first_three, 3);
    struct audit_check cut = verified(whole.last);
    ck_assert_int_eq(cut.fault, AUDIT_WHOLE);
    ck_assert(!cut.has_expected);
}
END_TEST

START_TEST(a_torn_line_is_named_and_taken_away)
{
    write_events(2);
    char *bytes;
    size_t n;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    ck_assert_int_eq(file_write(path, bytes, n - 9, 0600), STATUS_OK);
    ck_assert_int_eq(verified(NULL).fault, AUDIT_TORN);
    write_events(1);
    ck_assert_int_eq(verified(NULL).fault, AUDIT_WHOLE);
    ck_assert_uint_eq(verified(NULL).n_lines, 2);
}
END_TEST

START_TEST(nothing_is_appended_to_a_broken_log)
{
    static const size_t without_second[] = {0, 2};
    const struct audit_event e = {"key", "", ""};
    write_events(3);
    read_lines();
    write_lines(without_second, 2);
    ck_assert_int_eq(audit_append(&a, study, k, &e), STATUS_REFUSED);
    ck_assert_uint_eq(read_lines(), 2);
}
END_TEST

START_TEST(a_log_open_to_others_is_refused)
{
    const struct audit_event e = {"key", "", ""};
    struct audit_check c;
    write_events(1);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(audit_append(&a, study, k, &e), STATUS_REFUSED);
    ck_assert_int_eq(audit_verify(&a, study, k, NULL, &c), STATUS_REFUSED);
}
END_TEST

START_TEST(another_key_does_not_verify)
{
    unsigned char master[SUB_KEY_SIZE] = {4};
    struct audit_check c;
    write_events(1);
    struct keys *other = keys_derive(master);
    ck_assert_int_eq(audit_verify(&a, study, other, NULL, &c), STATUS_OK);
    ck_assert_int_eq(c.fault, AUDIT_CHANGED);
    keys_free(other);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("audit");
    TCase *t = tcase_create("audit");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, what_was_appended_is_whole);
    tcase_add_test(t, a_reason_cannot_forge_a_line);
    tcase_add_test(t, a_log_tells_what_was_done_and_with_which_words);
    tcase_add_test(t, every_flipped_bit_is_found);
    tcase_add_loop_test(t, lines_taken_out_or_moved_are_found, 0,
                        sizeof rearranged / sizeof rearranged[0]);
    tcase_add_loop_test(t, a_changed_line_is_not_called_moved_or_missing, 0,
                        sizeof changed / sizeof changed[0]);
    tcase_add_test(t, the_paper_register_shows_a_cut_tail);
    tcase_add_test(t, a_torn_line_is_named_and_taken_away);
    tcase_add_test(t, nothing_is_appended_to_a_broken_log);
    tcase_add_test(t, a_log_open_to_others_is_refused);
    tcase_add_test(t, another_key_does_not_verify);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
