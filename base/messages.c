/* messages: every sentence the programs say, in Japanese and English. */
#include "base/messages.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by name. Placeholders agree in number, order and type (tested). */
const struct message messages[] = {
    {"command.did_you_mean", "もしかして: %s", "did you mean '%s'?"},
    {"command.needs_value", "オプション %s には値が必要です（例: %s %s）",
     "option '%s' needs a value, as in '%s %s'"},
    {"command.no_operand", "'%s' は余分です。%s --help をご覧ください",
     "'%s' is one word too many; see %s --help"},
    {"command.unknown",
     "'%s' というコマンドはありません。%s --help に一覧があり"
     "ます",
     "no command '%s'; %s --help lists them"},
    {"command.unknown_option",
     "'%s' というオプションはありません。%s --help をご覧ください",
     "no option '%s'; see %s --help"},
    {"command.wrong_value", "オプション %s の値が正しくありません: %s",
     "option '%s' has a wrong value; expected %s"},
    {"file.failed", "'%s' を読み書きできません: %s", "'%s': %s"},
    {"lock.busy",
     "'%s' "
     "は別の実行が使っています。終わるのを待ってから、もう一度実行してください",
     "'%s' is in use by another run; wait until it ends and run again"},
    {"program.failed", "'%s' を起動できません: %s", "can't start '%s': %s"},
    {"program.killed", "'%s' が途中で止まりました。もう一度実行してください",
     "'%s' was stopped half-way; run again"},
    {"program.missing",
     "プログラム '%s' が %s にありません。インストールし直してください",
     "program '%s' is not in %s; install it again"},
    {"settings.missing",
     "'%s' がありません。ayumi init で調査フォルダーを作るか、"
     "--study で場所を指定してください",
     "'%s' is missing; make a study with ayumi init or name its folder with "
     "--study"},
    {"settings.unknown_key",
     "'%s' 行%zu: '%s' という項目はありません（近いもの: "
     "%s）",
     "'%s' row %zu: no setting '%s' (nearest: %s)"},
    {"settings.wrong_value", "'%s' 行%zu: '%s' の値が正しくありません。%s",
     "'%s' row %zu: wrong value of '%s'; expected %s"},
    {"store.failed", "データベース '%s': %s", "database '%s': %s"},
    {NULL, NULL, NULL},
};

static enum language current = LANGUAGE_JA;
static const char *current_program = "ayumi";
static int is_quiet;

void language_set(enum language lang)
{
    current = lang;
}

enum language language_get(void)
{
    return current;
}

void say_program(const char *program)
{
    current_program = program;
}

void say_quietly(int quiet)
{
    is_quiet = quiet;
}

static const struct message *find(const char *name)
{
    for (const struct message *m = messages; m->name != NULL; m++) {
        if (strcmp(m->name, name) == 0)
            return m;
    }
    fprintf(stderr, "ayumi: bug: no message named '%s'\n", name);
    exit(STATUS_BUG);
}

const char *message(const char *name)
{
    const struct message *m = find(name);
    return current == LANGUAGE_JA ? m->ja : m->en;
}

/* Formats come from the table above, never from data. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void print_line(const char *name, va_list args)
{
    struct arena a;
    arena_init(&a);
    const char *text = arena_format_v(&a, message(name), args);
    if (current == LANGUAGE_EN)
        fprintf(stderr, "%s: %s\n", current_program, text);
    else
        fprintf(stderr, "%s\n", text);
    arena_release(&a);
}

void say_error(const char *name, ...)
{
    va_list args;
    va_start(args, name);
    print_line(name, args);
    va_end(args);
}

void say(const char *name, ...)
{
    if (is_quiet)
        return;
    va_list args;
    va_start(args, name);
    print_line(name, args);
    va_end(args);
}

char *message_format(struct arena *a, const char *name, ...)
{
    va_list args;
    va_start(args, name);
    char *text = arena_format_v(a, message(name), args);
    va_end(args);
    return text;
}

#pragma GCC diagnostic pop
