/* leak_values: everything that the vault knows about people, as fingerprints.
 */
#include "anonymize/leak_values.h"

#include "base/japanese_date.h"
#include "base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* The shortest of each class that is looked for inside a longer text, and the
 * shortest that is looked for at all. */
enum {
    NAME_INSIDE = 4,
    KANA_INSIDE = 5,
    ADDRESS_INSIDE = 6,
    NAME_ALONE = 2,
    ADDRESS_ALONE = 4,
    NUMBER_LENGTH = 6,
    PHONE_DIGITS = 9,
    LONGEST = 63,
    SHORTEST_TEXT = 4,
    SHORTEST_CODED = 12
};

static const char *const class_names[N_LEAK_CLASSES] = {
    "none", "name", "kana", "birth", "phone", "number", "address"};

const char *leak_class_name(enum leak_class c)
{
    return class_names[c];
}

/* ---------------------------------------------------------- fingerprints */

static uint64_t print_of(const struct leak_values *v, enum leak_class c,
                         const char *text, size_t n)
{
    unsigned char bytes[256], hash[crypto_shorthash_BYTES];
    uint64_t print = 0;
    if (n >= sizeof bytes)
        n = sizeof bytes - 1;
    bytes[0] = (unsigned char)c;
    memcpy(bytes + 1, text, n);
    crypto_shorthash(hash, bytes, n + 1, v->key);
    sodium_memzero(bytes, n + 1);
    memcpy(&print, hash, sizeof print);
    return print == 0 ? 1 : print; /* 0: nothing was kept lately */
}

enum { N_LATELY = 1 << 16 };

static void keep(struct leak_values *v, enum leak_class c, const char *text)
{
    uint64_t print = print_of(v, c, text, strlen(text));
    size_t length = text_length(text);
    v->lengths[c] |= UINT64_C(1) << (length > LONGEST ? LONGEST : length);
    uint64_t *last = &v->lately[print % N_LATELY];
    if (*last == print)
        return;
    *last = print;
    if (row_index_find(v->prints, (unsigned char *)&print) != 0)
        return;
    row_index_set(v->prints, (unsigned char *)&print, 1);
    v->n++;
}

static bool has(const struct leak_values *v, enum leak_class c,
                const char *text, size_t n)
{
    uint64_t print = print_of(v, c, text, n);
    return row_index_find(v->prints, (unsigned char *)&print) != 0;
}

void leak_values_init(struct leak_values *v, const struct name_variants *names,
                      const char *folder, int32_t births_before)
{
    memset(v, 0, sizeof *v);
    v->variants = names;
    v->births_before = births_before;
    randombytes_buf(v->key, sizeof v->key);
    v->prints = arena_memory_or_end(sizeof *v->prints);
    row_index_init(v->prints, folder);
    v->lately = calloc(N_LATELY, sizeof *v->lately);
    if (v->lately == NULL)
        arena_out_of_memory();
}

void leak_values_release(struct leak_values *v)
{
    if (v->prints == NULL)
        return;
    row_index_release(v->prints);
    free(v->prints);
    free(v->lately);
    v->prints = NULL;
}

/* ----------------------------------------------------- forms of each class */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* Digits alone, when the text is written as telephone numbers are: else "". */
static const char *phone_digits(struct arena *a, const char *folded)
{
    char *digits = arena_copy(a, folded);
    size_t n = 0;
    for (const char *c = folded; *c != '\0'; c++) {
        if (is_digit(*c))
            digits[n++] = *c;
        else if (strchr("-() +.", *c) == NULL)
            return "";
    }
    digits[n] = '\0';
    return n >= PHONE_DIGITS ? digits : "";
}

/* Upper case, no hyphens; "" for what an ordinary number or word may be. */
static const char *number_form(struct arena *a, const char *folded)
{
    char *form = arena_copy(a, folded);
    size_t n = 0, n_digits = 0;
    for (const char *c = folded; *c != '\0'; c++) {
        if (*c == '-' || *c == '_')
            continue;
        n_digits += is_digit(*c);
        form[n++] = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    }
    form[n] = '\0';
    return n >= NUMBER_LENGTH && n_digits > 0 ? form : "";
}

static bool is_postcode(const char *folded)
{
    return strlen(folded) == 8 && folded[3] == '-' &&
           strspn(folded, "0123456789") == 3 &&
           strspn(folded + 4, "0123456789") == 4;
}

static void add_contact(struct leak_values *v, struct arena *a,
                        const char *line)
{
    const char *folded = text_fold(a, line);
    const char *digits = phone_digits(a, folded);
    const char *form = name_compared(a, v->variants, line);
    if (*digits != '\0')
        keep(v, LEAK_PHONE, digits);
    else if (is_postcode(folded))
        keep(v, LEAK_ADDRESS, folded);
    else if (text_length(form) >= ADDRESS_ALONE && !is_ascii(form))
        keep(v, LEAK_ADDRESS, form);
}

static void add_contacts(struct leak_values *v, struct arena *a,
                         const char *lines)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        add_contact(v, a, arena_copy_n(a, lines, n));
        lines += n + (lines[n] == '\n');
    }
}

static void add_birth(struct leak_values *v, const char *birth)
{
    struct date day;
    if (date_parse_iso(birth, &day) && date_to_days(day) < v->births_before)
        keep(v, LEAK_BIRTH, birth);
}

void leak_values_add(struct leak_values *v, const struct person_record *r)
{
    struct arena a;
    arena_init(&a);
    const char *name = name_compared(&a, v->variants, r->name);
    const char *kana = kana_compared(&a, r->kana);
    const char *number = number_form(&a, text_fold(&a, r->number));
    if (text_length(name) >= NAME_ALONE) {
        keep(v, LEAK_NAME, name);
        v->has_latin = v->has_latin || is_ascii(name);
    }
    if (text_length(kana) >= NAME_ALONE) {
        keep(v, LEAK_KANA, kana);
        v->has_latin = v->has_latin || is_ascii(kana);
    }
    if (*number != '\0')
        keep(v, LEAK_NUMBER, number);
    add_birth(v, r->birth);
    add_contacts(v, &a, r->contact);
    arena_release(&a);
}

/* -------------------------------------------------------------- searching */

static size_t character_size(const char *at)
{
    size_t n = 1;
    while (((unsigned char)at[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* Is one of the class, of at least `shortest` characters, anywhere in it? */
static bool holds(const struct leak_values *v, enum leak_class c,
                  const char *form, size_t shortest)
{
    for (const char *from = form; *from != '\0'; from += character_size(from)) {
        const char *to = from;
        for (size_t n = 1; *to != '\0' && n < LONGEST; n++) {
            to += character_size(to);
            if (n >= shortest && (v->lengths[c] >> n & 1) != 0 &&
                has(v, c, from, (size_t)(to - from)))
                return true;
        }
    }
    return false;
}

static bool is_whole(const struct leak_values *v, enum leak_class c,
                     const char *form)
{
    return *form != '\0' && has(v, c, form, strlen(form));
}

/* A run of the signs that a class is written with: [*from, return). NULL when
 * there is none left. */
static const char *next_run(const char **from, bool (*belongs)(char))
{
    while (**from != '\0' && !belongs(**from))
        (*from)++;
    const char *to = *from;
    while (*to != '\0' && belongs(*to))
        to++;
    return to == *from ? NULL : to;
}

static bool is_phone_sign(char c)
{
    return is_digit(c) || c == '-' || c == '(' || c == ')';
}

static bool is_number_sign(char c)
{
    return is_digit(c) || is_letter(c) || c == '-' || c == '_';
}

static bool is_date_sign(char c)
{
    return is_digit(c) || c == '-' || c == '/' || c == '.' || c == ',' ||
           is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_birth(const struct leak_values *v, struct arena *a,
                     const char *text)
{
    struct date day;
    unsigned repairs;
    char iso[11];
    if (strlen(text) < 6 ||
        (!date_parse_iso(text, &day) &&
         japanese_date_parse(a, text, false, &day, &repairs) != DATE_READ))
        return false;
    date_write_iso(day, iso);
    return is_whole(v, LEAK_BIRTH, iso);
}

/* Every birth date that counts lies in a year that starts with 1 (1868 and
 * later), or is written with the sign of an era. */
static bool may_start_day(const char *at)
{
    static const char *const eras[] = {"明", "大", "昭", "平"};
    if (*at == '1')
        return true;
    if (is_letter(*at))
        return strchr("MTSHmtsh", *at) != NULL && strpbrk(at + 1, "0123456789");
    for (size_t i = 0; i < sizeof eras / sizeof eras[0]; i++)
        if (strncmp(at, eras[i], strlen(eras[i])) == 0)
            return true;
    return false;
}

/* A day inside a longer word: from a sign that no digit precedes, to the last
 * one a day may end with. */
static bool word_holds_birth(const struct leak_values *v, struct arena *a,
                             const char *word, size_t n)
{
    enum { LONGEST_DAY = 32, SHORTEST_DAY = 6 };
    for (size_t from = 0; from + SHORTEST_DAY <= n; from++) {
        bool starts = may_start_day(word + from) &&
                      (from == 0 || !is_digit(word[from - 1]));
        for (size_t to = from + SHORTEST_DAY;
             starts && to <= n && to - from <= LONGEST_DAY; to++) {
            bool ends = (to == n || (!is_digit(word[to]) &&
                                     ((unsigned char)word[to] & 0xc0) != 0x80));
            bool is_day =
                is_digit(word[to - 1]) || (unsigned char)word[to - 1] >= 0x80;
            if (ends && is_day &&
                is_birth(v, a, arena_copy_n(a, word + from, to - from)))
                return true;
        }
    }
    return false;
}

static bool has_birth(const struct leak_values *v, struct arena *a,
                      const char *folded)
{
    const char *from = folded, *to;
    size_t n_digits = 0;
    for (const char *c = folded; *c != '\0'; c++)
        n_digits += is_digit(*c);
    if (n_digits < 3 || v->lengths[LEAK_BIRTH] == 0)
        return false;
    if (is_birth(v, a, folded))
        return true;
    for (; (to = next_run(&from, is_date_sign)) != NULL; from = to)
        if (word_holds_birth(v, a, from, (size_t)(to - from)))
            return true;
    return false;
}

static enum leak_class find_phone(const struct leak_values *v, struct arena *a,
                                  const char *folded)
{
    const char *from = folded, *to;
    for (; (to = next_run(&from, is_phone_sign)) != NULL; from = to) {
        const char *run = arena_copy_n(a, from, (size_t)(to - from));
        if (is_whole(v, LEAK_PHONE, phone_digits(a, run)))
            return LEAK_PHONE;
        if (is_postcode(run) && is_whole(v, LEAK_ADDRESS, run))
            return LEAK_ADDRESS;
    }
    return LEAK_NONE;
}

static bool has_number(const struct leak_values *v, struct arena *a,
                       const char *folded)
{
    const char *from = folded, *to;
    for (; (to = next_run(&from, is_number_sign)) != NULL; from = to) {
        const char *run = arena_copy_n(a, from, (size_t)(to - from));
        if (is_whole(v, LEAK_NUMBER, number_form(a, run)))
            return true;
    }
    return false;
}

/* Two-character names stand alone between marks, not inside a word. */
static enum leak_class find_word(const struct leak_values *v, struct arena *a,
                                 const char *folded)
{
    static const char marks[] = " ,;:/|()[]{}<>\"'_-.\t\n";
    while (*folded != '\0') {
        size_t n = strcspn(folded, marks);
        const char *word = arena_copy_n(a, folded, n);
        if (is_whole(v, LEAK_NAME, name_compared(a, v->variants, word)))
            return LEAK_NAME;
        if (is_whole(v, LEAK_KANA, kana_compared(a, word)))
            return LEAK_KANA;
        folded += n + (folded[n] != '\0');
    }
    return LEAK_NONE;
}

/* Names, kana and addresses; an ASCII text holds only those that are. */
static enum leak_class find_words(const struct leak_values *v, struct arena *a,
                                  const char *text, const char *folded)
{
    if (is_ascii(folded) && !v->has_latin)
        return LEAK_NONE;
    const char *name = name_compared(a, v->variants, text);
    const char *kana = kana_compared(a, text);
    if (is_whole(v, LEAK_NAME, name) || holds(v, LEAK_NAME, name, NAME_INSIDE))
        return LEAK_NAME;
    if (is_whole(v, LEAK_KANA, kana) || holds(v, LEAK_KANA, kana, KANA_INSIDE))
        return LEAK_KANA;
    if (is_whole(v, LEAK_ADDRESS, name) ||
        holds(v, LEAK_ADDRESS, name, ADDRESS_INSIDE))
        return LEAK_ADDRESS;
    return find_word(v, a, folded);
}

static enum leak_class find_plain(const struct leak_values *v, struct arena *a,
                                  const char *text)
{
    const char *folded = is_ascii(text) ? text : text_fold(a, text);
    enum leak_class found = find_words(v, a, text, folded);
    if (found != LEAK_NONE)
        return found;
    if (has_birth(v, a, folded))
        return LEAK_BIRTH;
    found = find_phone(v, a, folded);
    if (found != LEAK_NONE)
        return found;
    return has_number(v, a, folded) ? LEAK_NUMBER : LEAK_NONE;
}

/* ---------------------------------------------------------- decoded forms */

static size_t from_hex(const char *text, size_t n, unsigned char *out)
{
    size_t made = 0;
    if (n % 2 != 0 ||
        sodium_hex2bin(out, n / 2, text, n, NULL, &made, NULL) != 0)
        return 0;
    return made;
}

static size_t from_base64(const char *text, size_t n, unsigned char *out)
{
    static const int variants[] = {sodium_base64_VARIANT_ORIGINAL,
                                   sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                   sodium_base64_VARIANT_URLSAFE,
                                   sodium_base64_VARIANT_URLSAFE_NO_PADDING};
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        size_t made = 0;
        if (sodium_base642bin(out, n, text, n, NULL, &made, NULL,
                              variants[i]) == 0)
            return made;
    }
    return 0;
}

static size_t from_percent(const char *text, size_t n, unsigned char *out)
{
    size_t made = 0, at = 0;
    bool any = false;
    while (at < n) {
        if (text[at] == '%' && at + 2 < n &&
            from_hex(text + at + 1, 2, out + made) == 1) {
            at += 3;
            any = true;
        } else {
            out[made] = (unsigned char)text[at++];
        }
        made++;
    }
    return any ? made : 0;
}

/* The bytes as text in every encoding in which they are one. */
static enum leak_class find_bytes(const struct leak_values *v, struct arena *a,
                                  const char *bytes, size_t n)
{
    size_t bad;
    char *swapped = arena_copy_n(a, bytes, n);
    for (size_t i = 0; i + 1 < n; i += 2) {
        swapped[i] = bytes[i + 1];
        swapped[i + 1] = bytes[i];
    }
    const char *const forms[] = {
        text_is_utf8(bytes, n) ? arena_copy_n(a, bytes, n) : NULL,
        text_from_cp932(a, bytes, n, &bad),
        n % 2 == 0 ? text_from_utf16le(a, bytes, n, &bad) : NULL,
        n % 2 == 0 ? text_from_utf16le(a, swapped, n, &bad) : NULL};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        enum leak_class found =
            forms[i] == NULL ? LEAK_NONE : find_plain(v, a, forms[i]);
        if (found != LEAK_NONE)
            return found;
    }
    return LEAK_NONE;
}

static bool is_coded_sign(char c)
{
    return is_number_sign(c) || (c != '\0' && strchr("+/=%", c) != NULL);
}

static enum leak_class find_coded(const struct leak_values *v, struct arena *a,
                                  const char *text)
{
    static size_t (*const decoders[])(const char *, size_t, unsigned char *) = {
        from_hex, from_base64, from_percent};
    const char *from = text, *to;
    for (; (to = next_run(&from, is_coded_sign)) != NULL; from = to) {
        size_t n = (size_t)(to - from);
        for (size_t i = 0; n >= SHORTEST_CODED && i < 12; i++) {
            /* A sign or three before it shift the groups of four. */
            size_t skip = i / 3;
            unsigned char *bytes = arena_take(a, n + 1);
            size_t made = decoders[i % 3](from + skip, n - skip, bytes);
            enum leak_class found =
                made == 0 ? LEAK_NONE
                          : find_bytes(v, a, (const char *)bytes, made);
            if (found != LEAK_NONE)
                return found;
        }
    }
    return LEAK_NONE;
}

static enum leak_class find_figure(const struct leak_values *v, struct arena *a,
                                   const char *text)
{
    const char *folded = text_fold(a, text);
    if (is_whole(v, LEAK_PHONE, phone_digits(a, folded)))
        return LEAK_PHONE;
    return is_whole(v, LEAK_NUMBER, number_form(a, folded)) ? LEAK_NUMBER
                                                            : LEAK_NONE;
}

enum leak_class leak_values_find(const struct leak_values *v, struct arena *a,
                                 const char *text, enum leak_cell cell)
{
    if (cell == LEAK_IN_CODE || v->n == 0)
        return LEAK_NONE;
    if (cell == LEAK_IN_DATE)
        return is_birth(v, a, text) ? LEAK_BIRTH : LEAK_NONE;
    if (cell == LEAK_IN_FIGURE)
        return strlen(text) < NUMBER_LENGTH ? LEAK_NONE
                                            : find_figure(v, a, text);
    /* Two characters may be a whole name in kanji, never in ASCII. */
    if (strlen(text) < SHORTEST_TEXT)
        return LEAK_NONE;
    enum leak_class found = find_plain(v, a, text);
    return found == LEAK_NONE ? find_coded(v, a, text) : found;
}
