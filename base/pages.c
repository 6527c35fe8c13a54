/* pages: anonymous mappings, undone page by page. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, before POSIX had it */
#include "base/pages.h"
#include "base/arena.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t whole_pages(size_t bytes)
{
    size_t page = page_size();
    if (bytes > SIZE_MAX - page)
        arena_out_of_memory();
    return (bytes + page - 1) / page * page;
}

void *pages_take(size_t bytes)
{
    void *memory =
        mmap(NULL, whole_pages(bytes ? bytes : 1), PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        arena_out_of_memory();
    return memory;
}

void pages_give_back(void *from, size_t bytes)
{
    size_t page = page_size(), before = (uintptr_t)from % page;
    size_t skip = before ? page - before : 0;
    if (bytes < skip + page)
        return;
    /* Whole pages of our own mapping: there is nothing that can fail. */
    munmap((char *)from + skip, (bytes - skip) / page * page);
}

void pages_release(void *memory, size_t bytes)
{
    if (memory)
        munmap(memory, whole_pages(bytes ? bytes : 1));
}
