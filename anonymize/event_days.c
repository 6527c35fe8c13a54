/* event_days: the day of an event that rows of another kind only name. */
#include "anonymize/event_days.h"

#include <string.h>

enum { FIRST_SLOTS = 256 };

void event_days_init(struct event_days *e)
{
    memset(e, 0, sizeof *e);
    arena_init(&e->arena);
}

void event_days_release(struct event_days *e)
{
    arena_release(&e->arena);
    event_days_init(e);
}

/* FNV-1a, 64 bits. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    return (hash ^ 0xff) * 1099511628211U;
}

static uint32_t *find_slot(const struct event_days *e, const char *kind,
                           const char *name)
{
    uint64_t hash = hash_text(hash_text(14695981039346656037U, kind), name);
    size_t at = (size_t)hash & (e->n_slots - 1);
    while (e->slots[at] != 0) {
        const struct event_day *found = &e->events[e->slots[at] - 1];
        if (strcmp(found->name, name) == 0 && strcmp(found->kind, kind) == 0)
            break;
        at = (at + 1) & (e->n_slots - 1);
    }
    return &e->slots[at];
}

static void grow_slots(struct event_days *e)
{
    e->n_slots = e->n_slots == 0 ? FIRST_SLOTS : e->n_slots * 2;
    e->slots = arena_take_array(&e->arena, e->n_slots, sizeof *e->slots);
    for (size_t i = 0; i < e->n_events; i++)
        *find_slot(e, e->events[i].kind, e->events[i].name) = (uint32_t)i + 1;
}

uint32_t event_number(struct event_days *e, const char *kind, const char *name)
{
    if (e->n_events * 2 >= e->n_slots)
        grow_slots(e);
    uint32_t *slot = find_slot(e, kind, name);
    if (*slot != 0)
        return *slot;
    e->events = arena_grow(&e->arena, e->events, e->n_events, &e->capacity,
                           sizeof *e->events);
    e->events[e->n_events++] = (struct event_day){
        arena_copy(&e->arena, kind), arena_copy(&e->arena, name), DAY_UNKNOWN};
    *slot = (uint32_t)e->n_events;
    return *slot;
}

void event_set_day(struct event_days *e, uint32_t event, int32_t days)
{
    e->events[event - 1].days = days;
}

int32_t event_day(const struct event_days *e, uint32_t event)
{
    return event == 0 ? DAY_UNKNOWN : e->events[event - 1].days;
}

const struct file_kind *event_source(const struct codebook *c,
                                     const struct file_kind *k,
                                     const struct variable **variable)
{
    if (*k->happened != '\0')
        return NULL;
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *source = &c->kinds[i];
        if (source == k || source->n_keys != 1 || *source->happened == '\0')
            continue;
        *variable = kind_variable(k, source->keys[0]);
        if (*variable != NULL)
            return source;
    }
    return NULL;
}
