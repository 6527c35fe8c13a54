/* event_days: the day of an event that rows of another kind only name.
 *
 * An attendance list says E2023-014 and no date; the date stands in the list
 * of events. A kind without a `happened` column takes it from the kind whose
 * only key it carries. Names of events become small numbers, so that a row's
 * note stays small. */
#ifndef AYUMI_ANONYMIZE_EVENT_DAYS_H
#define AYUMI_ANONYMIZE_EVENT_DAYS_H

#include "base/codebook.h"
#include <stdint.h>

#define DAY_UNKNOWN INT32_MIN

struct event_days {
    struct arena arena;
    struct event_day {
        const char *kind; /* that lists the event */
        const char *name;
        int32_t days; /* since 1970-01-01, or DAY_UNKNOWN */
    } * events;
    size_t n_events, capacity;
    uint32_t *slots;
    size_t n_slots;
};

void event_days_init(struct event_days *e);
void event_days_release(struct event_days *e);

/* Number of an event, from 1. */
uint32_t event_number(struct event_days *e, const char *kind, const char *name);
void event_set_day(struct event_days *e, uint32_t event, int32_t days);
int32_t event_day(const struct event_days *e, uint32_t event); /* 0: none */

/* The kind that lists the events which rows of `k` name, and the variable of
 * k that names them; NULL when k has dates of its own or names nothing. */
const struct file_kind *event_source(const struct codebook *c,
                                     const struct file_kind *k,
                                     const struct variable **variable);

#endif
