/* relay: one thread fills slots, another empties them, in the same order.
 *
 * What is emptied can't depend on the number of threads: with one, each slot
 * is filled and emptied in turn.
 *
 * relay_run does all of it. Who would rather ask for one slot after the other
 * calls relay_start, relay_next as often as wanted, and relay_stop. */
#ifndef AYUMI_BASE_RELAY_H
#define AYUMI_BASE_RELAY_H

#include "base/status.h"
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { RELAY_SLOTS = 4 };

struct relay {
    void *slots[RELAY_SLOTS];
    void *context;
    /* In the other thread: false when nothing was filled. *st stays
     * STATUS_OK, or ends the relay. */
    bool (*fill)(void *context, void *slot, enum status *st);
    /* In the caller's thread; only for relay_run. */
    enum status (*empty)(void *context, void *slot);

    /* Its own, from start to stop. */
    pthread_t filler;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t n_filled, n_emptied; /* slots since the start */
    bool is_out;                /* one slot is with the caller */
    bool is_over;               /* nothing more will be filled */
    bool is_stopped;            /* nothing more will be emptied */
    enum status of_filling;
};

/* The first failure; when the emptying fails, filling stops. is_alone: no
 * second thread, which is also what happens when none can be started. */
MUST_CHECK enum status relay_run(struct relay *r, bool is_alone);

/* False when no thread can be started: then there is nothing to stop. */
MUST_CHECK bool relay_start(struct relay *r);

/* The next filled slot, the caller's until the next call; NULL when nothing
 * more comes. */
void *relay_next(struct relay *r);

/* Waits for the other thread to end; how its filling ended. */
enum status relay_stop(struct relay *r);

/* jobs as asked for (0: by the machine): is one thread all there is? */
bool relay_is_alone(int jobs);

#endif
