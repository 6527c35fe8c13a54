/* delivery_order: in which order were the files of an inbox written? */
#include "anonymize/delivery_order.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Length of the name without ".csv", ".xlsx", ".csv.gz" and the like. */
static size_t stem_length(const char *name)
{
    size_t n = strlen(name);
    if (n > 3 && strcmp(name + n - 3, ".gz") == 0)
        n -= 3;
    for (size_t i = n; i > 0 && name[i - 1] != '/' && n - i < 5; i--)
        if (name[i - 1] == '.')
            return i - 1;
    return n;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two runs of digits by value: the longer one after its zeros is larger. */
static int compare_numbers(const char **a, const char *a_end, const char **b,
                           const char *b_end)
{
    size_t n = 0, m = 0;
    while (*a < a_end && **a == '0')
        (*a)++;
    while (*b < b_end && **b == '0')
        (*b)++;
    while (*a + n < a_end && is_digit((*a)[n]))
        n++;
    while (*b + m < b_end && is_digit((*b)[m]))
        m++;
    int order = n == m ? memcmp(*a, *b, n) : n < m ? -1 : 1;
    *a += n;
    *b += m;
    return order;
}

/* '/' before every other sign, so that folders stay together. */
static int sign(char c)
{
    return c == '/' ? 1 : (unsigned char)c + 1;
}

static int compare_stems(const char *a, const char *a_end, const char *b,
                         const char *b_end)
{
    while (a < a_end && b < b_end) {
        int order;
        if (is_digit(*a) && is_digit(*b))
            order = compare_numbers(&a, a_end, &b, b_end);
        else
            order = sign(*a++) - sign(*b++);
        if (order != 0)
            return order;
    }
    return (a < a_end) - (b < b_end);
}

int delivery_compare(const char *left, const char *right)
{
    struct arena memory;
    arena_init(&memory);
    const char *a = text_nfc(&memory, left);
    const char *b = text_nfc(&memory, right);
    int order = compare_stems(a, a + stem_length(a), b, b + stem_length(b));
    if (order == 0)
        order = strcmp(a, b);
    arena_release(&memory);
    return order;
}

static int compare(const void *left, const void *right)
{
    return delivery_compare(*(const char *const *)left,
                            *(const char *const *)right);
}

void delivery_sort(const char **names, size_t n)
{
    if (n > 0)
        qsort(names, n, sizeof *names, compare);
}
