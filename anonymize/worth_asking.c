/* worth_asking: is a pair of namesakes worth a clerk's question? */
#include "anonymize/worth_asking.h"

#include "base/text.h"

#include <string.h>

/* ----------------------------------------------------------------- contact */

enum { PHONE_DIGITS = 9, ADDRESS_LENGTH = 3 };

struct contact {
    const char *phone;   /* digits, or "" */
    const char *address; /* the compared form, or "" */
};

/* A telephone or a postal code, as most are written. */
static bool is_number(const char *line)
{
    return line[strspn(line, "0123456789-")] == '\0';
}

/* The digits of a line that is written as telephone numbers are, or "". */
static const char *phone_of(struct arena *a, const char *line)
{
    char *digits = arena_copy(a, is_number(line) ? line : text_fold(a, line));
    size_t n = 0;
    for (const char *c = digits; *c != '\0'; c++) {
        if (*c >= '0' && *c <= '9')
            digits[n++] = *c;
        else if (strchr("-() +.", *c) == NULL)
            return "";
    }
    digits[n] = '\0';
    return n >= PHONE_DIGITS ? digits : "";
}

static bool is_postcode(const char *form)
{
    return strspn(form, "0123456789-") == strlen(form);
}

/* The first telephone, and the first line that is neither a telephone nor a
 * postal code (which thousands share). */
static struct contact contact_of(struct arena *a, const struct name_variants *v,
                                 const char *lines)
{
    struct contact c = {"", ""};
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        const char *line = arena_copy_n(a, lines, n);
        const char *phone = phone_of(a, line);
        bool is_text = *phone == '\0' && !is_number(line);
        const char *form = is_text ? name_compared(a, v, line) : "";
        if (*c.phone == '\0')
            c.phone = phone;
        if (*c.address == '\0' && !is_postcode(form) &&
            text_length(form) >= ADDRESS_LENGTH)
            c.address = form;
        lines += n + (lines[n] == '\n');
    }
    return c;
}

enum contact_likeness contacts_compare(struct arena *a,
                                       const struct name_variants *v,
                                       const char *left, const char *right)
{
    const struct contact x = contact_of(a, v, left);
    const struct contact y = contact_of(a, v, right);
    bool phones = *x.phone != '\0' && *y.phone != '\0';
    bool addresses = *x.address != '\0' && *y.address != '\0';
    if (phones && strcmp(x.phone, y.phone) == 0)
        return CONTACT_PHONE;
    if (addresses && strcmp(x.address, y.address) == 0)
        return CONTACT_ADDRESS;
    return phones || addresses ? CONTACT_OTHER : CONTACT_UNKNOWN;
}

/* FNV-1a; never 0. */
static uint32_t print_of(const char *text)
{
    uint32_t print = 2166136261U;
    if (*text == '\0')
        return 0;
    for (; *text != '\0'; text++)
        print = (print ^ (unsigned char)*text) * 16777619U;
    return print == 0 ? 1 : print;
}

void contact_prints_make(struct arena *a, const struct name_variants *v,
                         const char *lines, struct contact_prints *out)
{
    const struct contact c = contact_of(a, v, lines);
    *out = (struct contact_prints){print_of(c.phone), print_of(c.address)};
}

bool contact_prints_tell(const struct contact_prints *x,
                         const struct contact_prints *y,
                         enum contact_likeness *out)
{
    bool phones = x->phone != 0 && y->phone != 0;
    bool addresses = x->address != 0 && y->address != 0;
    *out = phones || addresses ? CONTACT_OTHER : CONTACT_UNKNOWN;
    return !(phones && x->phone == y->phone) &&
           !(addresses && x->address == y->address);
}

/* ------------------------------------------------------------------ weight */

/* How much more often one person's two records show it than two people's:
 *   a digit: 5 of 1,000 dates of one person; 33 days of the 40 years in which
 *   participants were born are one digit away, 23 of 10,000 strangers
 *   a slip: 5 of 1,000, too, but only six such days, 4 of 10,000 strangers
 *   another address and telephone: one of ten moved; strangers all
 *   the same address: nine of ten; strangers in a town of some 20 names of
 *   quarters, one of 20 */
static double birth_weight(enum birth_likeness births)
{
    switch (births) {
    case BIRTHS_ONE_DIGIT:
        return 0.005 / (33.0 / (40 * 365.25));
    case BIRTHS_SLIP:
        return 0.005 / (6.0 / (40 * 365.25));
    case BIRTHS_DIFFER:
        return 0;
    default:
        return 1;
    }
}

static double contact_weight(enum contact_likeness contacts)
{
    switch (contacts) {
    case CONTACT_OTHER:
        return 0.1;
    case CONTACT_ADDRESS:
        return 0.9 / 0.05;
    default:
        return 1;
    }
}

/* One row in twenty is somebody's who is known under another number; a
 * question in a hundred has to be answered with yes. Each of the other
 * namesakes might as well be the one. With none, the name alone speaks. */
bool worth_asking(enum birth_likeness births, enum contact_likeness contacts,
                  size_t n_namesakes)
{
    static const double comes_again = 1.0 / 20, asked_from = 1.0 / 100;
    if (births == BIRTHS_DIFFER)
        return false;
    if (contacts == CONTACT_PHONE || n_namesakes <= 1)
        return true;
    return comes_again * birth_weight(births) * contact_weight(contacts) >=
           asked_from * (double)(n_namesakes - 1);
}
