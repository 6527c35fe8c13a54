/* code_index: which code of a list has this spelling? */
#include "base/code_index.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

struct spelling {
    const char *text; /* NULL = free */
    size_t code;
};

struct code_index {
    size_t n_slots; /* a power of two */
    struct spelling *as_written, *as_number;
    bool may_begin[128]; /* by first byte */
};

static bool is_number(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static const char *without_zeros(const char *digits)
{
    while (digits[0] == '0' && digits[1] != '\0')
        digits++;
    return digits;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static struct spelling *slot_of(const struct code_index *x,
                                struct spelling *slots, const char *text)
{
    size_t at = (size_t)hash_text(text) & (x->n_slots - 1);
    while (slots[at].text != NULL && !text_equal(slots[at].text, text))
        at = (at + 1) & (x->n_slots - 1);
    return &slots[at];
}

/* The first code that has a spelling keeps it. */
static void add(struct code_index *x, struct spelling *slots, const char *text,
                size_t code)
{
    struct spelling *slot = slot_of(x, slots, text);
    if (slot->text == NULL)
        *slot = (struct spelling){text, code};
}

static void note_first_byte(struct code_index *x, const char *text)
{
    unsigned char first = (unsigned char)*text;
    if (first < 128)
        x->may_begin[first] = true;
    /* 09 is 9. */
    if (first >= '0' && first <= '9')
        x->may_begin['0'] = true;
}

void code_index_make(struct arena *a, struct code_list *list)
{
    struct code_index *x = arena_take(a, sizeof *x);
    size_t n = 0;
    for (size_t i = 0; i < list->n_codes; i++)
        n += list->codes[i].n_spellings;
    for (x->n_slots = 16; x->n_slots < 2 * n;)
        x->n_slots *= 2;
    x->as_written = arena_take_array(a, x->n_slots, sizeof *x->as_written);
    x->as_number = arena_take_array(a, x->n_slots, sizeof *x->as_number);
    for (size_t i = 0; i < list->n_codes; i++) {
        const struct code_label *l = &list->codes[i];
        for (size_t s = 0; s < l->n_spellings; s++) {
            add(x, x->as_written, l->spellings[s], i);
            note_first_byte(x, l->spellings[s]);
        }
        if (l->n_spellings > 0 && is_number(l->spellings[0]))
            add(x, x->as_number, without_zeros(l->spellings[0]), i);
    }
    list->index = x;
}

static const struct code_label *look_through(const struct code_list *list,
                                             const char *folded)
{
    for (size_t i = 0; i < list->n_codes; i++) {
        const struct code_label *l = &list->codes[i];
        for (size_t s = 0; s < l->n_spellings; s++)
            if (text_equal(l->spellings[s], folded))
                return l;
        if (is_number(l->spellings[0]) && is_number(folded) &&
            text_equal(without_zeros(l->spellings[0]), without_zeros(folded)))
            return l;
    }
    return NULL;
}

const struct code_label *code_find(const struct code_list *list,
                                   const char *folded)
{
    if (list == NULL)
        return NULL;
    const struct code_index *x = list->index;
    if (x == NULL)
        return look_through(list, folded);
    const struct spelling *found = slot_of(x, x->as_written, folded);
    size_t code = found->text == NULL ? SIZE_MAX : found->code;
    if (is_number(folded)) {
        found = slot_of(x, x->as_number, without_zeros(folded));
        if (found->text != NULL && found->code < code)
            code = found->code;
    }
    return code == SIZE_MAX ? NULL : &list->codes[code];
}

bool code_may_begin(const struct code_list *list, unsigned char first)
{
    if (list == NULL)
        return false;
    return list->index == NULL || first >= 128 || list->index->may_begin[first];
}
