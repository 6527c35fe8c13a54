/* relay: one thread fills slots, another empties them, in the same order. */
#include "base/relay.h"

#include <unistd.h>

static void *slot_at(const struct relay *r, size_t n)
{
    return r->slots[n % RELAY_SLOTS];
}

/* False when the emptying has stopped. */
static bool wait_for_room(struct relay *r)
{
    pthread_mutex_lock(&r->lock);
    while (!r->is_stopped && r->n_filled - r->n_emptied == RELAY_SLOTS)
        pthread_cond_wait(&r->changed, &r->lock);
    bool goes_on = !r->is_stopped;
    pthread_mutex_unlock(&r->lock);
    return goes_on;
}

static void tell_filled(struct relay *r, bool is_filled, enum status st)
{
    pthread_mutex_lock(&r->lock);
    r->n_filled += is_filled;
    r->is_over = !is_filled || st != STATUS_OK;
    r->of_filling = st;
    pthread_cond_signal(&r->changed);
    pthread_mutex_unlock(&r->lock);
}

static void *fill_all(void *context)
{
    struct relay *r = context;
    enum status st = STATUS_OK;
    bool is_filled = true;
    for (size_t n = 0; is_filled && st == STATUS_OK && wait_for_room(r); n++) {
        is_filled = r->fill(r->context, slot_at(r, n), &st);
        tell_filled(r, is_filled && st == STATUS_OK, st);
    }
    return NULL;
}

static void give_up(struct relay *r)
{
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
}

bool relay_start(struct relay *r)
{
    r->n_filled = r->n_emptied = 0;
    r->is_out = r->is_over = r->is_stopped = false;
    r->of_filling = STATUS_OK;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    if (pthread_create(&r->filler, NULL, fill_all, r) == 0)
        return true;
    give_up(r);
    return false;
}

void *relay_next(struct relay *r)
{
    pthread_mutex_lock(&r->lock);
    if (r->is_out) {
        r->n_emptied++;
        pthread_cond_signal(&r->changed);
    }
    while (!r->is_over && r->n_filled == r->n_emptied)
        pthread_cond_wait(&r->changed, &r->lock);
    r->is_out = r->n_filled > r->n_emptied;
    void *slot = r->is_out ? slot_at(r, r->n_emptied) : NULL;
    pthread_mutex_unlock(&r->lock);
    return slot;
}

enum status relay_stop(struct relay *r)
{
    pthread_mutex_lock(&r->lock);
    r->is_stopped = true;
    pthread_cond_signal(&r->changed);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->filler, NULL);
    give_up(r);
    return r->of_filling;
}

static enum status empty_all(struct relay *r)
{
    enum status st = STATUS_OK;
    void *slot;
    while (st == STATUS_OK && (slot = relay_next(r)) != NULL)
        st = r->empty(r->context, slot);
    return st;
}

static enum status run_alone(struct relay *r)
{
    enum status st = STATUS_OK;
    while (st == STATUS_OK && r->fill(r->context, r->slots[0], &st) &&
           st == STATUS_OK)
        st = r->empty(r->context, r->slots[0]);
    return st;
}

enum status relay_run(struct relay *r, bool is_alone)
{
    if (is_alone || !relay_start(r))
        return run_alone(r);
    enum status st = empty_all(r);
    enum status of_filling = relay_stop(r);
    return st == STATUS_OK ? of_filling : st;
}

bool relay_is_alone(int jobs)
{
    return jobs == 1 || (jobs == 0 && sysconf(_SC_NPROCESSORS_ONLN) < 2);
}
