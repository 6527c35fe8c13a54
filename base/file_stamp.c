/* file_stamp: is this still the file that was looked at a moment ago? */
#include "base/file_stamp.h"

#include <sys/stat.h>
#include <time.h>

static int64_t nanoseconds(const struct timespec *t)
{
    return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

struct file_stamp file_stamp_take(const char *path)
{
    enum { SECONDS_TO_BE_SURE = 2 };
    struct stat about;
    struct timespec now;
    if (stat(path, &about) != 0 || clock_gettime(CLOCK_REALTIME, &now) != 0)
        return (struct file_stamp){.is_sure = false};
    bool is_old = about.st_mtim.tv_sec + SECONDS_TO_BE_SURE < now.tv_sec;
    return (struct file_stamp){
        .is_sure =
            is_old && about.st_ctim.tv_sec + SECONDS_TO_BE_SURE < now.tv_sec,
        .is_old = is_old,
        .device = (uint64_t)about.st_dev,
        .inode = (uint64_t)about.st_ino,
        .size = (uint64_t)about.st_size,
        .modified = nanoseconds(&about.st_mtim),
        .changed = nanoseconds(&about.st_ctim)};
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->modified == b->modified &&
           a->changed == b->changed;
}

bool file_stamp_holds(const struct file_stamp *s, const char *path)
{
    struct file_stamp now = file_stamp_take(path);
    return s->is_sure && file_stamp_same(s, &now);
}

bool file_stamp_holds_content(const struct file_stamp *s, const char *path)
{
    struct file_stamp now = file_stamp_take(path);
    return s->is_old && file_stamp_same(s, &now);
}
