/* passphrase: read without being seen.
 *
 * From the terminal (/dev/tty) with the echo off, or, where a program hands
 * it over, from a file descriptor that was inherited open: one line each.
 * Never from the command line or the environment, which other users see. */
#ifndef AYUMI_ANONYMIZE_PASSPHRASE_H
#define AYUMI_ANONYMIZE_PASSPHRASE_H

#include "base/command_line.h"

enum { PASSPHRASE_SIZE = 1024, PASSPHRASE_SHORTEST = 12 };

/* In the option table of every command that unlocks a key. */
#define PASSPHRASE_OPTION                                                                 \
    {                                                                                     \
        "--passphrase-fd", "N", true,                                                     \
            "パスフレーズを、開いたまま渡されたファイル記述子 N " \
            "から1行ずつ読む",                                                            \
            "read passphrases, a line each, from the inherited descriptor N"              \
    }

/* --passphrase-fd: where to read from; main calls it once. STATUS_USAGE with
 * a message when a value is no descriptor. */
MUST_CHECK enum status passphrase_sources(const struct invocation *in);

enum passphrase_use {
    PASSPHRASE_OF_KEY,   /* the one that was set */
    PASSPHRASE_OF_FIRST, /* of two holders */
    PASSPHRASE_OF_SECOND,
    PASSPHRASE_OF_BACKUP,
    PASSPHRASE_NEW, /* on the terminal asked twice; of decent length */
    PASSPHRASE_NEW_FIRST,
    PASSPHRASE_NEW_SECOND,
    PASSPHRASE_NEW_BACKUP
};

/* In guarded memory; the caller frees it with passphrase_free.
 * STATUS_REFUSED with a message when there is no terminal, nothing to read,
 * or a new one is too short or typed differently the second time;
 * STATUS_INTERRUPTED for Ctrl-C. */
MUST_CHECK enum status passphrase_ask(enum passphrase_use use, char **out);
void passphrase_free(char *passphrase); /* wiped; NULL is fine */

#endif
