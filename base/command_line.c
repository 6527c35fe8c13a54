/* command_line: verbs, long options and --help from one table. */
#include "base/command_line.h"

#include "base/number_text.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const struct option common[] = {
    {"--study", "DIR", false, "調査フォルダー（省略時は現在のフォルダー）",
     "the study's folder (default: the current one)"},
    {"--lang", "ja|en", false, "表示の言語", "language of messages"},
    {"--dry-run", NULL, false, "何も書かずに、することだけを示す",
     "write nothing, say what would be done"},
    {"--quiet", NULL, false, "途中経過を出さない", "no progress lines"},
    {"--json", NULL, false, "結果を JSON で出す", "results as JSON"},
    {"--jobs", "N", false, "使う CPU の数（結果は変わりません）",
     "number of CPUs to use (results do not change)"},
    {"--help", NULL, false, "この説明", "this help"},
    {NULL, NULL, false, NULL, NULL},
};

static const char *in_language(const char *ja, const char *en)
{
    return language_get() == LANGUAGE_JA ? ja : en;
}

static void print_padded(const char *text, size_t width)
{
    fputs(text, stdout);
    for (size_t n = text_width(text); n < width; n++)
        putchar(' ');
}

static void print_options(struct arena *a, const struct option *o)
{
    for (; o != NULL && o->name != NULL; o++) {
        const char *left = o->argument == NULL
                               ? o->name
                               : arena_format(a, "%s %s", o->name, o->argument);
        fputs("  ", stdout);
        print_padded(left, 26);
        puts(in_language(o->help_ja, o->help_en));
    }
}

static void print_overview(const char *program, const struct command *c)
{
    printf("%s %s\n\n", program, AYUMI_VERSION);
    printf("%s\n", in_language("使い方:", "Usage:"));
    printf("  %s %s\n\n", program,
           in_language("コマンド [オプション]", "COMMAND [OPTIONS]"));
    for (; c->name != NULL; c++) {
        fputs("  ", stdout);
        print_padded(c->name, 14);
        puts(in_language(c->help_ja, c->help_en));
    }
    printf("\n%s\n", in_language("各コマンドの説明: コマンド --help",
                                 "More: COMMAND --help"));
}

static void print_command(struct arena *a, const char *program,
                          const struct command *c)
{
    const char *more = in_language(c->more_ja, c->more_en);
    printf("%s %s%s%s %s\n\n%s\n", program, c->name,
           c->operands == NULL ? "" : " ",
           c->operands == NULL ? "" : c->operands,
           in_language("[オプション]", "[OPTIONS]"),
           in_language(c->help_ja, c->help_en));
    if (more != NULL)
        printf("\n%s\n", more);
    printf("\n%s\n", in_language("オプション:", "Options:"));
    print_options(a, c->options);
    print_options(a, common);
}

static const struct option *find_in(const struct option *o, const char *name)
{
    for (; o != NULL && o->name != NULL; o++) {
        if (strcmp(o->name, name) == 0)
            return o;
    }
    return NULL;
}

static const struct option *find_option(const struct command *c,
                                        const char *name)
{
    const struct option *o = find_in(c->options, name);
    return o != NULL ? o : find_in(common, name);
}

static void suggest(const char *typed, const char *const *names)
{
    const char *near = text_nearest(typed, names);
    if (near != NULL)
        say_error("command.did_you_mean", near);
}

static void suggest_option(struct arena *a, const struct command *c,
                           const char *typed)
{
    const char **names = NULL;
    size_t n = 0, capacity = 0;
    const struct option *tables[] = {c->options, common};
    for (size_t t = 0; t < 2; t++) {
        for (const struct option *o = tables[t]; o != NULL && o->name; o++) {
            names = arena_grow(a, names, n, &capacity, sizeof *names);
            names[n++] = o->name;
        }
    }
    names = arena_grow(a, names, n, &capacity, sizeof *names);
    names[n] = NULL;
    suggest(typed, names);
}

static enum status unknown_command(struct arena *a, const char *program,
                                   const struct command *c, const char *typed)
{
    say_error("command.unknown", typed, program);
    const char **names = NULL;
    size_t n = 0, capacity = 0;
    for (; c->name != NULL; c++) {
        names = arena_grow(a, names, n, &capacity, sizeof *names);
        names[n++] = c->name;
    }
    names = arena_grow(a, names, n, &capacity, sizeof *names);
    names[n] = NULL;
    suggest(typed, names);
    return STATUS_USAGE;
}

static enum status wrong_value(const char *option, const char *expected)
{
    say_error("command.wrong_value", option, expected);
    return STATUS_USAGE;
}

static enum status take_common(struct invocation *in, const char *name,
                               const char *value)
{
    int64_t jobs;
    if (strcmp(name, "--study") == 0) {
        in->study = value;
    } else if (strcmp(name, "--lang") == 0) {
        if (strcmp(value, "ja") != 0 && strcmp(value, "en") != 0)
            return wrong_value(name, "ja | en");
        in->language = value[0] == 'j' ? LANGUAGE_JA : LANGUAGE_EN;
        in->language_given = true;
        language_set(in->language);
    } else if (strcmp(name, "--jobs") == 0) {
        if (!number_parse_integer(value, &jobs) || jobs < 1 || jobs > 256)
            return wrong_value(name, "1-256");
        in->jobs = (int)jobs;
    } else if (strcmp(name, "--dry-run") == 0) {
        in->dry_run = true;
    } else if (strcmp(name, "--quiet") == 0) {
        in->quiet = true;
        say_quietly(1);
    } else if (strcmp(name, "--json") == 0) {
        in->json = true;
    }
    return STATUS_OK;
}

static void keep_given(struct arena *a, struct invocation *in, const char *name,
                       const char *value)
{
    size_t capacity = in->n_given;
    in->given =
        arena_grow(a, in->given, in->n_given, &capacity, sizeof *in->given);
    in->given[in->n_given++] = (struct given_option){name, value};
}

/* Reads one option at argv[*at]; "--name=value" is accepted too. */
static enum status take_option(struct arena *a, struct invocation *in, int argc,
                               char **argv, int *at)
{
    char *name = arena_copy(a, argv[*at]);
    char *equals = strchr(name, '=');
    const char *value = "";
    if (equals != NULL) {
        *equals = '\0';
        value = equals + 1;
    }
    const struct option *o = find_option(in->command, name);
    if (o == NULL) {
        say_error("command.unknown_option", name, in->command->name);
        suggest_option(a, in->command, name);
        return STATUS_USAGE;
    }
    if (o->argument != NULL && equals == NULL) {
        if (*at + 1 >= argc) {
            say_error("command.needs_value", name, name, o->argument);
            return STATUS_USAGE;
        }
        value = argv[++*at];
    }
    keep_given(a, in, o->name, value);
    return take_common(in, o->name, value);
}

static enum status take_operand(struct arena *a, struct invocation *in,
                                const char *word)
{
    if (in->command->operands == NULL) {
        say_error("command.no_operand", word, in->command->name);
        return STATUS_USAGE;
    }
    size_t capacity = in->n_operands;
    in->operands = arena_grow(a, in->operands, in->n_operands, &capacity,
                              sizeof *in->operands);
    in->operands[in->n_operands++] = word;
    return STATUS_OK;
}

/* Language and help first, so that every message is in the right language. */
static bool wants_help(int argc, char **argv)
{
    bool help = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            help = true;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            language_set(strcmp(argv[i + 1], "en") == 0 ? LANGUAGE_EN
                                                        : LANGUAGE_JA);
        if (strncmp(argv[i], "--lang=", 7) == 0)
            language_set(strcmp(argv[i] + 7, "en") == 0 ? LANGUAGE_EN
                                                        : LANGUAGE_JA);
    }
    return help;
}

static const struct command *find_command(const struct command *c,
                                          const char *name)
{
    for (; c->name != NULL; c++) {
        if (strcmp(c->name, name) == 0)
            return c;
    }
    return NULL;
}

enum status command_line_read(struct arena *a, int argc, char **argv,
                              const char *program,
                              const struct command *commands,
                              struct invocation *out, bool *done)
{
    *out = (struct invocation){.study = "."};
    *done = true;
    bool help = wants_help(argc, argv);
    if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
        printf("%s %s\n", program, AYUMI_VERSION);
        return STATUS_OK;
    }
    if (argc < 2 || argv[1][0] == '-') {
        if (argc >= 2 && !help)
            return unknown_command(a, program, commands, argv[1]);
        print_overview(program, commands);
        return STATUS_OK;
    }
    out->command = find_command(commands, argv[1]);
    if (out->command == NULL)
        return unknown_command(a, program, commands, argv[1]);
    if (help) {
        print_command(a, program, out->command);
        return STATUS_OK;
    }
    enum status st = STATUS_OK;
    for (int i = 2; st == STATUS_OK && i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] != '\0')
            st = take_option(a, out, argc, argv, &i);
        else
            st = take_operand(a, out, argv[i]);
    }
    *done = st != STATUS_OK;
    return st;
}

const char *option_value(const struct invocation *in, const char *name)
{
    for (size_t i = in->n_given; i > 0; i--) {
        if (strcmp(in->given[i - 1].name, name) == 0)
            return in->given[i - 1].value;
    }
    return NULL;
}

bool option_given(const struct invocation *in, const char *name)
{
    return option_value(in, name) != NULL;
}
