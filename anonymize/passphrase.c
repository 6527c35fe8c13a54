/* passphrase: read without being seen. */
#include "anonymize/passphrase.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { MAX_SOURCES = 8, CONTROL_C = 3, CONTROL_D = 4, ERASE = 127, BACK = 8 };

/* Of the process, like the language of its messages. */
static int sources[MAX_SOURCES];
static size_t n_sources;

static bool add_source(const char *text)
{
    int fd = 0;
    if (*text == '\0' || strlen(text) > 4 || n_sources == MAX_SOURCES)
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        fd = fd * 10 + (*text - '0');
    }
    if (fcntl(fd, F_GETFD) == -1)
        return false;
    sources[n_sources++] = fd;
    return true;
}

enum status passphrase_sources(const struct invocation *in)
{
    n_sources = 0;
    for (size_t i = 0; i < in->n_given; i++)
        if (strcmp(in->given[i].name, "--passphrase-fd") == 0 &&
            !add_source(in->given[i].value)) {
            say_error("passphrase.no_descriptor", in->given[i].value);
            return STATUS_USAGE;
        }
    return STATUS_OK;
}

void passphrase_free(char *passphrase)
{
    sodium_free(passphrase);
}

/* --------------------------------------------------------------- one line */

/* A byte at a time: what follows the line is for the next question. */
static enum status read_line(int fd, char *out, size_t *n)
{
    char c;
    *n = 0;
    for (;;) {
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || c == '\n')
            break;
        if (*n == PASSPHRASE_SIZE - 1)
            return STATUS_REFUSED;
        out[(*n)++] = c;
    }
    if (*n > 0 && out[*n - 1] == '\r')
        (*n)--;
    out[*n] = '\0';
    return *n > 0 && strlen(out) == *n ? STATUS_OK : STATUS_REFUSED;
}

/* The first source that still has a line. */
static enum status from_sources(char *out)
{
    size_t n;
    while (n_sources > 0) {
        if (read_line(sources[0], out, &n) == STATUS_OK)
            return STATUS_OK;
        n_sources--;
        memmove(sources, sources + 1, n_sources * sizeof *sources);
    }
    say_error("passphrase.none");
    return STATUS_REFUSED;
}

/* ------------------------------------------------------------ the terminal */

static void put(int tty, const char *text)
{
    dprintf(tty, "%s", text);
}

/* The last character is taken back, all bytes of it. */
static size_t take_back(const char *out, size_t n)
{
    while (n > 0 && ((unsigned char)out[n - 1] & 0xc0) == 0x80)
        n--;
    return n > 0 ? n - 1 : 0;
}

/* Ctrl-C comes as a byte, so that the echo is put back before we end. A
 * terminal that is gone has not said a whole line. */
static enum status type_line(int tty, char *out)
{
    size_t n = 0;
    unsigned char c;
    for (;;) {
        if (read(tty, &c, 1) != 1 || c == CONTROL_C)
            return STATUS_INTERRUPTED;
        if (c == '\n' || c == '\r' || c == CONTROL_D)
            break;
        if (c == ERASE || c == BACK)
            n = take_back(out, n);
        else if (c >= ' ' && n < PASSPHRASE_SIZE - 1)
            out[n++] = (char)c;
    }
    out[n] = '\0';
    return STATUS_OK;
}

static enum status type_unseen(int tty, const char *prompt, char *out)
{
    struct termios before, unseen;
    if (tcgetattr(tty, &before) != 0) {
        say_error("passphrase.no_terminal");
        return STATUS_REFUSED;
    }
    unseen = before;
    unseen.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    unseen.c_cc[VMIN] = 1;
    unseen.c_cc[VTIME] = 0;
    if (tcsetattr(tty, TCSAFLUSH, &unseen) != 0) {
        say_error("passphrase.no_terminal");
        return STATUS_REFUSED;
    }
    put(tty, message(prompt));
    enum status st = type_line(tty, out);
    put(tty, "\n");
    if (tcsetattr(tty, TCSAFLUSH, &before) != 0 && st == STATUS_OK)
        st = STATUS_REFUSED;
    return st;
}

static enum status type_again(int tty, const char *first)
{
    char *second = sodium_malloc(PASSPHRASE_SIZE);
    if (second == NULL) {
        say_error("key.no_guarded_memory");
        return STATUS_REFUSED;
    }
    enum status st = type_unseen(tty, "passphrase.again", second);
    if (st == STATUS_OK && strcmp(first, second) != 0) {
        say_error("passphrase.differs");
        st = STATUS_REFUSED;
    }
    sodium_free(second);
    return st;
}

/* --------------------------------------------------------------- the question
 */

static const char *const prompts[] = {
    [PASSPHRASE_OF_KEY] = "passphrase.of_key",
    [PASSPHRASE_OF_FIRST] = "passphrase.of_first",
    [PASSPHRASE_OF_SECOND] = "passphrase.of_second",
    [PASSPHRASE_OF_BACKUP] = "passphrase.of_backup",
    [PASSPHRASE_NEW] = "passphrase.new",
    [PASSPHRASE_NEW_FIRST] = "passphrase.new_first",
    [PASSPHRASE_NEW_SECOND] = "passphrase.new_second",
    [PASSPHRASE_NEW_BACKUP] = "passphrase.new_backup",
};

static size_t n_characters(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static enum status from_terminal(enum passphrase_use use, char *out)
{
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0) {
        say_error("passphrase.no_terminal");
        return STATUS_REFUSED;
    }
    enum status st = type_unseen(tty, prompts[use], out);
    if (st == STATUS_OK && use >= PASSPHRASE_NEW)
        st = type_again(tty, out);
    close(tty);
    return st;
}

enum status passphrase_ask(enum passphrase_use use, char **out)
{
    static bool has_sources;
    char *typed = sodium_malloc(PASSPHRASE_SIZE);
    *out = NULL;
    if (typed == NULL) {
        say_error("key.no_guarded_memory");
        return STATUS_REFUSED;
    }
    has_sources = has_sources || n_sources > 0;
    enum status st =
        has_sources ? from_sources(typed) : from_terminal(use, typed);
    if (st == STATUS_OK && use >= PASSPHRASE_NEW &&
        n_characters(typed) < PASSPHRASE_SHORTEST) {
        say_error("passphrase.too_short", (size_t)PASSPHRASE_SHORTEST);
        st = STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        *out = typed;
    else
        sodium_free(typed);
    return st;
}
