/* checked_file: what is kept of a file's check, or the check once more. */
#include "anonymize/byte_record.h"
#include "anonymize/checked_file.h"
#include "anonymize/file_check.h"
#include "base/codebook.h"
#include "base/output_file.h"
#include "check_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES = 3 };

static struct arena memory; /* of the codebook and the paths */
static struct codebook book;
static char study[64];
static const char *folder;

/* What a run has found: compared as text. */
struct outcome {
    struct arena arena;
    struct study_files files;
    bool is_recalled[FILES];
};

static void put(const char *name, const char *text)
{
    FILE *f = fopen(arena_format(&memory, "%s/inbox/%s", study, name), "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static void look(struct outcome *o, bool keeps)
{
    arena_init(&o->arena);
    study_files_init(&o->files, &o->arena, &book);
    ck_assert_int_eq(study_files_list(&o->files, study), STATUS_OK);
    ck_assert_uint_eq(o->files.n_files, FILES);
    o->files.checked_folder = folder;
    o->files.keeps_checked = keeps;
}

/* Each file as far as its record tells it, or read. */
static void check_all(struct outcome *o)
{
    for (size_t i = 0; i < FILES; i++) {
        file_notes_begin(&o->files, &o->files.files[i]);
        ck_assert_int_eq(
            checked_file_recall(&o->files, i, NULL, &o->is_recalled[i]),
            STATUS_OK);
        if (!o->is_recalled[i])
            ck_assert_int_eq(file_check(&o->files, i, NULL), STATUS_OK);
    }
}

static void let_go(struct outcome *o)
{
    study_files_release(&o->files);
    arena_release(&o->arena);
}

static const char *text_of(struct outcome *o)
{
    struct arena *a = &o->arena;
    char *text = arena_format(a, "%zu refused, %zu versions, %zu copies",
                              o->files.n_refused, o->files.ledger.versions.n,
                              o->files.ledger.copies.n);
    for (size_t i = 0; i < FILES; i++) {
        const struct delivered_file *f = &o->files.files[i];
        text = arena_format(a, "%s\n%s %zu headers:", text, f->kind->kind,
                            f->n_headers);
        for (size_t r = 0; r < f->n_rows; r++)
            text = arena_format(
                a, "%s %u:%u:%d", text, file_note(f, r)->row,
                file_note(f, r)->fate,
                event_day(&o->files.events, file_note(f, r)->event));
    }
    for (size_t i = 0; i < o->files.findings->n; i++)
        text = arena_format(a, "%s\n%u %u %d %s", text,
                            study_finding(&o->files, i)->file,
                            study_finding(&o->files, i)->row,
                            study_finding(&o->files, i)->column,
                            study_finding(&o->files, i)->rule);
    return text;
}

static const char *record_of(const struct outcome *o, size_t file)
{
    char key[FILE_HASH_SIZE];
    checked_file_key(&o->files, &o->files.files[file], key);
    return arena_format(&memory, "%s/%s", folder, key);
}

static void set_up(void)
{
    arena_init(&memory);
    strcpy(study, "/tmp/ayumi-checked.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(study));
    ck_assert_int_eq(mkdir(arena_format(&memory, "%s/inbox", study), 0700), 0);
    folder = arena_format(&memory, "%s/checked", study);
    ck_assert_int_eq(
        codebook_load(&memory, AYUMI_SOURCE_DIR "/codebooks", NULL, &book),
        STATUS_OK);
    put("2023Q2_03.csv", "催事番号,種別,開催日,会場,方式\n"
                         "E1,11,2023-07-22,パレット,1\n"
                         "E2,11,2023-07-29,パレット,1\n");
    put("2023Q2_04.csv", "催事番号,整理番号,氏名,出欠\n"
                         "E2,0012,高橋花子,1\nE1,0012,高橋花子,1\n"
                         "E1,0012,高橋花子,1\nE1,0013,鈴木一郎,1\n"
                         "E1,0013,鈴木一郎,9\nE1,0014,山田一,7\n");
    put("2023Q3_04.csv", "催事番号,整理番号,氏名,出欠\n"
                         "E2,0012,高橋花子,1\nE1,0012,高橋花子,0\n"
                         "E2,0099,,1\n");
    struct outcome first;
    look(&first, true);
    check_all(&first);
    for (size_t i = 0; i < FILES; i++) {
        ck_assert(!first.is_recalled[i]);
        ck_assert(path_exists(record_of(&first, i)));
    }
    let_go(&first);
}

static void tear_down(void)
{
    ck_assert_int_eq(folder_remove(study), STATUS_OK);
    arena_release(&memory);
}

START_TEST(what_was_kept_is_what_is_read)
{
    struct outcome kept, read;
    look(&kept, false);
    check_all(&kept);
    look(&read, false);
    read.files.checked_folder = NULL;
    check_all(&read);
    for (size_t i = 0; i < FILES; i++) {
        ck_assert(kept.is_recalled[i]);
        ck_assert(!read.is_recalled[i]);
    }
    ck_assert_str_eq(text_of(&kept), text_of(&read));
    let_go(&kept);
    let_go(&read);
}
END_TEST

/* Another file beside it: its rows have other fates now. */
START_TEST(a_record_beside_other_files_is_not_taken)
{
    struct outcome now, read;
    put("2023Q2_04.csv", "催事番号,整理番号,氏名,出欠\nE9,0099,,1\n");
    look(&now, false);
    check_all(&now);
    ck_assert(now.is_recalled[0]);
    ck_assert(!now.is_recalled[1]);
    ck_assert(!now.is_recalled[2]);
    look(&read, false);
    read.files.checked_folder = NULL;
    check_all(&read);
    ck_assert_str_eq(text_of(&now), text_of(&read));
    let_go(&now);
    let_go(&read);
}
END_TEST

/* A day that was still to come when the file was checked. */
START_TEST(a_record_from_a_day_that_has_passed_is_not_taken)
{
    struct outcome then, now;
    put("2023Q2_03.csv", "催事番号,種別,開催日,会場,方式\n"
                         "E1,11,2023-07-22,パレット,1\n"
                         "E2,11,2023-07-29,パレット,1\n"
                         "E3,11,2023-07-25,パレット,1\n"
                         "E4,11,2023-07-26,パレット,1\n");
    look(&then, true);
    then.files.today = (struct date){2023, 7, 24};
    check_all(&then);
    ck_assert_int_eq(
        date_compare(then.files.files[0].delivered, (struct date){2023, 7, 22}),
        0);
    let_go(&then);
    look(&now, false);
    now.files.today = (struct date){2023, 7, 24};
    check_all(&now);
    ck_assert(now.is_recalled[0]);
    let_go(&now);
    look(&now, false);
    now.files.today = (struct date){2023, 7, 25};
    check_all(&now);
    ck_assert(!now.is_recalled[0]);
    ck_assert_int_eq(
        date_compare(now.files.files[0].delivered, (struct date){2023, 7, 25}),
        0);
    let_go(&now);
    look(&now, false);
    now.files.today = (struct date){2023, 7, 21}; /* a clock set back */
    check_all(&now);
    ck_assert(!now.is_recalled[0]);
    ck_assert(!now.files.files[0].has_delivered);
    let_go(&now);
}
END_TEST

/* What a record holds, without its fingerprint. */
static unsigned char *bytes_of(const char *path, size_t *n)
{
    struct byte_record r;
    ck_assert(byte_record_open(&r, path));
    *n = (size_t)record_n_left(&r);
    unsigned char *bytes = arena_take(&memory, *n);
    memcpy(bytes, record_take(&r, *n), *n);
    byte_record_release(&r);
    return bytes;
}

/* With a fingerprint that fits. */
static void put_record(const char *path, const unsigned char *bytes, size_t n)
{
    struct byte_record r;
    byte_record_begin(&r, &memory, path);
    record_put(&r, bytes, n);
    ck_assert(byte_record_keep(&r));
    byte_record_release(&r);
}

/* A record with its byte `at` changed by `by`. */
static bool spoil(const char *path, size_t at, unsigned char by)
{
    size_t n;
    unsigned char *bytes = bytes_of(path, &n);
    if (at >= n)
        return false;
    bytes[at] ^= by;
    put_record(path, bytes, n);
    return true;
}

/* Whatever a record says: it is taken, and what follows from it lies within
 * the file; or the file is read, as if there were no record. */
static void look_within(const struct delivered_file *f)
{
    size_t sum = 0;
    for (int fate = 0; fate < N_ROW_FATES; fate++)
        sum += file_count(f, (enum row_fate)fate);
    ck_assert_uint_eq(sum, f->n_rows);
    for (size_t i = 0; i < f->kind->n_variables; i++)
        ck_assert_int_lt(f->variable_column[i], (int)f->n_headers);
}

START_TEST(a_record_that_says_something_else_does_no_harm)
{
    static const unsigned char by[] = {0x01, 0x80, 0xff};
    struct outcome good;
    look(&good, false);
    check_all(&good);
    const char *expected = text_of(&good);
    const char *path = record_of(&good, 1);
    size_t n_refused = 0;
    for (size_t at = 0; spoil(path, at, by[_i]); at++) {
        struct outcome o;
        look(&o, false);
        check_all(&o);
        n_refused += !o.is_recalled[1];
        if (o.is_recalled[1])
            look_within(&o.files.files[1]);
        else
            ck_assert_str_eq(text_of(&o), expected);
        let_go(&o);
        spoil(path, at, by[_i]);
    }
    ck_assert_uint_gt(n_refused, 100);
    let_go(&good);
}
END_TEST

/* Cut anywhere, a record is none. */
START_TEST(a_record_cut_short_is_read_again)
{
    struct outcome good;
    size_t whole;
    look(&good, false);
    check_all(&good);
    const char *path = record_of(&good, 1);
    const unsigned char *bytes = bytes_of(path, &whole);
    for (size_t n = 0; n < whole; n++) {
        struct outcome o;
        put_record(path, bytes, n);
        look(&o, false);
        check_all(&o);
        ck_assert(!o.is_recalled[1]);
        ck_assert_str_eq(text_of(&o), text_of(&good));
        let_go(&o);
    }
    let_go(&good);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("checked_file");
    TCase *t = tcase_create("checked_file");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, what_was_kept_is_what_is_read);
    tcase_add_test(t, a_record_beside_other_files_is_not_taken);
    tcase_add_test(t, a_record_from_a_day_that_has_passed_is_not_taken);
    tcase_add_loop_test(t, a_record_that_says_something_else_does_no_harm, 0,
                        3);
    tcase_add_test(t, a_record_cut_short_is_read_again);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
