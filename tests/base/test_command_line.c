/* command_line: options are read, mistakes are answered with exit 2. */
#include "base/command_line.h"
#include "check_main.h"

#include <string.h>

static enum status ran(struct arena *a, const struct command *self,
                       void *invocation)
{
    (void)a;
    (void)self;
    (void)invocation;
    return STATUS_OK;
}

static const struct option options[] = {
    {"--quarter", "Q", false, "四半期", "quarter"},
    {NULL, NULL, false, NULL, NULL},
};
static const struct command commands[] = {
    {"run", NULL, "実行", "run", NULL, NULL, options, ran},
    {"init", "DIR", "作成", "make", NULL, NULL, NULL, ran},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

static struct arena a;

static void set_up(void)
{
    arena_init(&a);
}

static void tear_down(void)
{
    arena_release(&a);
}

/* words: "run|--quarter|R5Q2" */
static enum status read_words(const char *words, struct invocation *in,
                              bool *done)
{
    char *argv[16] = {arena_copy(&a, "ayumi")};
    int argc = 1;
    char *copy = arena_copy(&a, words);
    for (char *w = strtok(copy, "|"); w != NULL; w = strtok(NULL, "|"))
        argv[argc++] = w;
    return command_line_read(&a, argc, argv, "ayumi", commands, in, done);
}

START_TEST(options_and_operands_are_read)
{
    struct invocation in;
    bool done;
    ck_assert_int_eq(
        read_words("run|--quarter|R5Q2|--study=s|--jobs|2|--json", &in, &done),
        STATUS_OK);
    ck_assert(!done);
    ck_assert_str_eq(option_value(&in, "--quarter"), "R5Q2");
    ck_assert_str_eq(in.study, "s");
    ck_assert_int_eq(in.jobs, 2);
    ck_assert(in.json && !in.dry_run);
    ck_assert_int_eq(read_words("init|dir", &in, &done), STATUS_OK);
    ck_assert_uint_eq(in.n_operands, 1);
}
END_TEST

START_TEST(the_last_value_of_an_option_wins)
{
    struct invocation in;
    bool done;
    ck_assert_int_eq(read_words("run|--quarter|A|--quarter|B", &in, &done),
                     STATUS_OK);
    ck_assert_str_eq(option_value(&in, "--quarter"), "B");
}
END_TEST

static const char *const wrong[] = {
    "rum",          "run|--quartr|Q", "run|--quarter", "run|extra",
    "run|--jobs|0", "run|--lang|fr",  "--wrong",
};

START_TEST(a_mistake_is_a_usage_error)
{
    struct invocation in;
    bool done;
    ck_assert_msg(read_words(wrong[_i], &in, &done) == STATUS_USAGE, "%s",
                  wrong[_i]);
    ck_assert(done);
}
END_TEST

START_TEST(help_runs_nothing)
{
    struct invocation in;
    bool done = false;
    ck_assert_int_eq(read_words("run|--help", &in, &done), STATUS_OK);
    ck_assert(done);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("command_line");
    TCase *t = tcase_create("command_line");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, options_and_operands_are_read);
    tcase_add_test(t, the_last_value_of_an_option_wins);
    tcase_add_loop_test(t, a_mistake_is_a_usage_error, 0,
                        sizeof wrong / sizeof wrong[0]);
    tcase_add_test(t, help_runs_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
