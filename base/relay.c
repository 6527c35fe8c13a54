/* relay: one thread fills slots, another empties them, in the same order. */
#include "base/relay.h"

#include <pthread.h>
#include <unistd.h>

struct shared {
    struct relay *relay;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t n_filled, n_emptied; /* slots since the start */
    bool is_over;               /* nothing more will be filled */
    bool is_stopped;            /* nothing more will be emptied */
    enum status of_filling;
};

static void *slot_at(const struct relay *r, size_t n)
{
    return r->slots[n % RELAY_SLOTS];
}

/* False when the emptying has stopped. */
static bool wait_for_room(struct shared *s)
{
    pthread_mutex_lock(&s->lock);
    while (!s->is_stopped && s->n_filled - s->n_emptied == RELAY_SLOTS)
        pthread_cond_wait(&s->changed, &s->lock);
    bool goes_on = !s->is_stopped;
    pthread_mutex_unlock(&s->lock);
    return goes_on;
}

static void tell_filled(struct shared *s, bool is_filled, enum status st)
{
    pthread_mutex_lock(&s->lock);
    s->n_filled += is_filled;
    s->is_over = !is_filled || st != STATUS_OK;
    s->of_filling = st;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static void *fill_all(void *context)
{
    struct shared *s = context;
    struct relay *r = s->relay;
    enum status st = STATUS_OK;
    bool is_filled = true;
    for (size_t n = 0; is_filled && st == STATUS_OK && wait_for_room(s); n++) {
        is_filled = r->fill(r->context, slot_at(r, n), &st);
        tell_filled(s, is_filled && st == STATUS_OK, st);
    }
    return NULL;
}

/* False when nothing more comes. */
static bool wait_for_slot(struct shared *s)
{
    pthread_mutex_lock(&s->lock);
    while (!s->is_over && s->n_filled == s->n_emptied)
        pthread_cond_wait(&s->changed, &s->lock);
    bool is_there = s->n_filled > s->n_emptied;
    pthread_mutex_unlock(&s->lock);
    return is_there;
}

static void tell_emptied(struct shared *s, enum status st)
{
    pthread_mutex_lock(&s->lock);
    s->n_emptied++;
    s->is_stopped = st != STATUS_OK;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static enum status empty_all(struct shared *s)
{
    struct relay *r = s->relay;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && wait_for_slot(s)) {
        st = r->empty(r->context, slot_at(r, s->n_emptied));
        tell_emptied(s, st);
    }
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
    struct shared s = {.relay = r};
    pthread_t filler;
    pthread_mutex_init(&s.lock, NULL);
    pthread_cond_init(&s.changed, NULL);
    enum status st;
    if (is_alone || pthread_create(&filler, NULL, fill_all, &s) != 0) {
        st = run_alone(r);
    } else {
        st = empty_all(&s);
        pthread_join(filler, NULL);
        st = st == STATUS_OK ? s.of_filling : st;
    }
    pthread_cond_destroy(&s.changed);
    pthread_mutex_destroy(&s.lock);
    return st;
}

bool relay_is_alone(int jobs)
{
    return jobs == 1 || (jobs == 0 && sysconf(_SC_NPROCESSORS_ONLN) < 2);
}
