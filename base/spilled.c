/* spilled: an array of what a study may have millions of, on the disk once
 * it is long. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/spilled.h"

#include "base/arena.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 64, PATH_BYTES = 4096 };

void spilled_init(struct spilled *s, size_t item_size, const char *folder)
{
    *s = (struct spilled){.folder = folder, .item_size = item_size, .file = -1};
}

static size_t bytes_of(const struct spilled *s)
{
    return s->capacity * s->item_size;
}

void spilled_release(struct spilled *s)
{
    if (s->file < 0) {
        free(s->items);
    } else {
        munmap(s->items, bytes_of(s));
        close(s->file);
    }
    spilled_init(s, s->item_size, s->folder);
}

/* A file that no other program finds, or -1. */
static int nameless_file(const char *folder)
{
    char path[PATH_BYTES];
    int born_so = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (born_so >= 0)
        return born_so;
    int n = snprintf(path, sizeof path, "%s/.ayumi-XXXXXX", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return -1;
    int file = mkstemp(path);
    if (file < 0)
        return -1;
    unlink(path);
    fcntl(file, F_SETFD, FD_CLOEXEC);
    return file;
}

/* Page by page: what is read ahead or around would stand in memory, too. */
static unsigned char *map_at(void *place, int file, size_t bytes)
{
    int flags = place == NULL ? MAP_SHARED : MAP_SHARED | MAP_FIXED;
    void *map = mmap(place, bytes, PROT_READ | PROT_WRITE, flags, file, 0);
    if (map == MAP_FAILED)
        return NULL;
    posix_madvise(map, bytes, POSIX_MADV_RANDOM);
    return map;
}

/* The room is reserved: a mapped page that finds the disk full would end the
 * program. NULL: there is none. */
static unsigned char *map_file(int file, size_t bytes)
{
    if (bytes > INT64_MAX || posix_fallocate(file, 0, (off_t)bytes) != 0)
        return NULL;
    void *map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return map == MAP_FAILED ? NULL : map;
}

static unsigned char *memory_of(size_t bytes)
{
    unsigned char *memory = malloc(bytes);
    if (memory == NULL)
        arena_out_of_memory();
    return memory;
}

/* From memory to a file. False: it stays in memory. */
static bool move_out(struct spilled *s, size_t capacity)
{
    int file = nameless_file(s->folder);
    unsigned char *map =
        file < 0 ? NULL : map_file(file, capacity * s->item_size);
    if (map == NULL) {
        if (file >= 0)
            close(file);
        s->folder = NULL;
        return false;
    }
    if (s->n > 0)
        memcpy(map, s->items, s->n * s->item_size);
    free(s->items);
    s->items = map;
    s->file = file;
    return true;
}

/* Back, from a disk that is full. */
static void move_in(struct spilled *s, size_t capacity)
{
    unsigned char *memory = memory_of(capacity * s->item_size);
    memcpy(memory, s->items, s->n * s->item_size);
    munmap(s->items, bytes_of(s));
    close(s->file);
    s->file = -1;
    s->folder = NULL;
    s->items = memory;
}

static void grow_file(struct spilled *s, size_t capacity)
{
    unsigned char *map = map_file(s->file, capacity * s->item_size);
    if (map == NULL) {
        move_in(s, capacity);
        return;
    }
    munmap(s->items, bytes_of(s));
    s->items = map;
    s->n_windows = 0;
}

static void grow_memory(struct spilled *s, size_t capacity)
{
    s->items = realloc(s->items, capacity * s->item_size);
    if (s->items == NULL)
        arena_out_of_memory();
}

static void grow(struct spilled *s, size_t capacity)
{
    if (capacity > SIZE_MAX / s->item_size)
        arena_out_of_memory();
    bool is_long = capacity * s->item_size >= SPILLED_FROM;
    if (s->file >= 0)
        grow_file(s, capacity);
    else if (s->folder == NULL || !is_long || !move_out(s, capacity))
        grow_memory(s, capacity);
    s->capacity = capacity;
}

void *spilled_add(struct spilled *s)
{
    if (s->n == s->capacity)
        grow(s, s->n == 0 ? FIRST_CAPACITY : s->n + s->n / 2);
    return spilled_at(s, s->n++);
}

void spilled_zeros(struct spilled *s, size_t n)
{
    grow(s, n);
    if (s->file < 0)
        memset(s->items, 0, n * s->item_size);
    s->n = n;
}

void spilled_cut(struct spilled *s, size_t n)
{
    s->n = n;
}

/* The same pages of the same file in the place of those that were looked at:
 * they are read from the system's memory of files when they are wanted. Two
 * places that are looked at in turn, as in a merge, are two windows. */
void spilled_turn(struct spilled *s, size_t window)
{
    bool is_back = window == s->before;
    s->before = s->window;
    s->window = window;
    if (s->file < 0 || is_back || ++s->n_windows < SPILLED_WINDOWS)
        return;
    s->n_windows = 0;
    if (map_at(s->items, s->file, bytes_of(s)) == NULL)
        arena_out_of_memory();
}

bool spilled_read(const struct spilled *s, size_t i, size_t count, void *out)
{
    size_t at = i * s->item_size, n = count * s->item_size;
    if (s->file >= 0)
        return pread(s->file, out, n, (off_t)at) == (ssize_t)n;
    memcpy(out, s->items + at, n);
    return true;
}

/* ----------------------------------------------------------------- sorting */

struct merging {
    struct spilled *from, to;
    int (*compare)(const void *left, const void *right);
};

/* Behind the last item from `first` on that stands in order. */
static size_t run_end(struct merging *m, size_t first)
{
    size_t at = first + 1;
    while (at < m->from->n && m->compare(spilled_at(m->from, at - 1),
                                         spilled_at(m->from, at)) <= 0)
        at++;
    return at < m->from->n ? at : m->from->n;
}

static void take(struct merging *m, size_t at)
{
    void *place = spilled_add(&m->to);
    memcpy(place, spilled_at(m->from, at), m->from->item_size);
}

static void merge(struct merging *m, size_t left, size_t right, size_t end)
{
    size_t middle = right;
    while (left < middle && right < end) {
        bool is_right = m->compare(spilled_at(m->from, right),
                                   spilled_at(m->from, left)) < 0;
        take(m, is_right ? right++ : left++);
    }
    while (left < middle)
        take(m, left++);
    while (right < end)
        take(m, right++);
}

/* Two neighbours that stand in order become one, until there is but one. */
void spilled_sort(struct spilled *s,
                  int (*compare)(const void *left, const void *right))
{
    struct merging m = {.from = s, .compare = compare};
    size_t n_runs = s->n > 0 && run_end(&m, 0) < s->n ? 2 : 1;
    while (n_runs > 1) {
        spilled_init(&m.to, s->item_size, s->folder);
        n_runs = 0;
        for (size_t at = 0; at < s->n; n_runs++) {
            size_t middle = run_end(&m, at);
            size_t end = middle < s->n ? run_end(&m, middle) : middle;
            merge(&m, at, middle, end);
            at = end;
        }
        spilled_release(s);
        *s = m.to;
    }
}

const char *spilled_public_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder == NULL || *folder == '\0' ? "/tmp" : folder;
}
