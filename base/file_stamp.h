/* file_stamp: is this still the file that was looked at a moment ago?
 *
 * Device, inode, size, times of change: what the system says of a file, much
 * faster than reading it again. A file that was changed in the two seconds
 * before it was stamped could be changed again within one tick of the clock,
 * so that such a stamp never holds, and the content has to be compared. */
#ifndef AYUMI_BASE_FILE_STAMP_H
#define AYUMI_BASE_FILE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

struct file_stamp {
    bool is_sure; /* false: nothing can be said; also of a zeroed stamp */
    bool is_old;  /* its content was not written in those two seconds */
    uint64_t device, inode, size;
    int64_t modified, changed; /* nanoseconds since 1970 */
};

struct file_stamp file_stamp_take(const char *path);
/* They say the same; what that is worth, is_sure says. */
bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b);
bool file_stamp_holds(const struct file_stamp *s, const char *path);
/* Of a file that nobody but us replaces: a link or a new name changes its time
 * of change alone, which then needs not be old. */
bool file_stamp_holds_content(const struct file_stamp *s, const char *path);

#endif
