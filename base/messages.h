/* messages: every sentence the programs say, in Japanese and English.
 *
 * One table (messages.c); a test checks that both languages exist and that
 * their placeholders agree in number, order and type. Sentences about rows
 * and cells are not here but in codebooks/rules.csv. */
#ifndef AYUMI_BASE_MESSAGES_H
#define AYUMI_BASE_MESSAGES_H

#include "base/arena.h"

enum language { LANGUAGE_JA, LANGUAGE_EN };

struct message {
    const char *name; /* "run.nothing_changed" */
    const char *ja;   /* printf format, %s %zu %d only */
    const char *en;
};

/* Closed by a NULL name; sorted by name (a test checks). */
extern const struct message messages[];

/* The language of the process: set once by main from --lang, study.csv or
 * the default ja. */
void language_set(enum language lang);
enum language language_get(void);

/* The format of a message; a name that is not in the table ends the program
 * as a bug (exit 70). */
const char *message(const char *name);

/* Prints one message and a line feed to stderr (say_error) or, unless quiet,
 * to stderr as progress (say). Arguments must match the table's format. */
void say_error(const char *name, ...);
void say(const char *name, ...);
void say_quietly(int quiet); /* --quiet: say prints nothing */
char *message_format(struct arena *a, const char *name, ...) MUST_CHECK;

/* "ayumi run" or "ayumi-anonymize intake": put before every line on stderr
 * in English; Japanese lines go without. */
void say_program(const char *program);

#endif
