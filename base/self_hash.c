/* self_hash: a text that carries the hash of itself. */
#include "base/self_hash.h"

#include "base/arena.h"
#include "base/file_hash.h"

#include <string.h>

enum { N_DIGITS = FILE_HASH_SIZE - 1 };

static const char key[] = "\"" SELF_HASH_KEY "\": \"";

/* Where the digits begin: behind the last key of that name; n when none. */
static size_t place(const char *text, size_t n)
{
    size_t length = sizeof key - 1;
    for (size_t at = n; at-- > 0;)
        if (n - at >= length + N_DIGITS && memcmp(text + at, key, length) == 0)
            return at + length;
    return n;
}

static void hash_around(const char *text, size_t n, size_t at,
                        char hex[FILE_HASH_SIZE])
{
    struct arena a;
    arena_init(&a);
    char *blanked = arena_copy_n(&a, text, n);
    memcpy(blanked + at, SELF_HASH_BLANK, N_DIGITS);
    bytes_hash(blanked, n, hex);
    arena_release(&a);
}

void self_hash_write(char *text, size_t n)
{
    char hex[FILE_HASH_SIZE];
    size_t at = place(text, n);
    if (at == n)
        return;
    hash_around(text, n, at, hex);
    memcpy(text + at, hex, N_DIGITS);
}

bool self_hash_is_right(const char *text, size_t n)
{
    char hex[FILE_HASH_SIZE];
    size_t at = place(text, n);
    if (at == n)
        return false;
    hash_around(text, n, at, hex);
    return memcmp(text + at, hex, N_DIGITS) == 0;
}
