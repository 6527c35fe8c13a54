/* relay: one thread fills slots, another empties them, in the same order.
 *
 * What is emptied can't depend on the number of threads: with one, each slot
 * is filled and emptied in turn. */
#ifndef AYUMI_BASE_RELAY_H
#define AYUMI_BASE_RELAY_H

#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

enum { RELAY_SLOTS = 4 };

struct relay {
    void *slots[RELAY_SLOTS];
    void *context;
    /* In the other thread: false when nothing was filled. *st stays
     * STATUS_OK, or ends the relay. */
    bool (*fill)(void *context, void *slot, enum status *st);
    /* In the caller's thread. */
    enum status (*empty)(void *context, void *slot);
};

/* The first failure; when the emptying fails, filling stops. is_alone: no
 * second thread, which is also what happens when none can be started. */
MUST_CHECK enum status relay_run(struct relay *r, bool is_alone);

/* jobs as asked for (0: by the machine): is one thread all there is? */
bool relay_is_alone(int jobs);

#endif
