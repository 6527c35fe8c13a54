/* zip_file: the members of a .zip (an .xlsx is one), read by name.
 *
 * The central directory decides; stored and deflated members, no Zip64 (no
 * office's workbook is that large). CRC and size of a member are checked when
 * its end is read. Nothing is ever written to disk, so names can't escape.
 *
 * Limits: 10,000 members; a member of 1 GiB or 1,000 times its packed size. */
#ifndef AYUMI_BASE_ZIP_FILE_H
#define AYUMI_BASE_ZIP_FILE_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zip_outcome {
    ZIP_OK,
    ZIP_UNREADABLE, /* can't be opened or read */
    ZIP_BROKEN,     /* damaged, cut short, or packed in a way not known here */
    ZIP_TOO_LARGE,  /* over a limit */
    ZIP_ENCRYPTED,  /* the member has a password */
    ZIP_NO_MEMBER
};

struct zip_file;   /* opaque, lives in the arena */
struct zip_member; /* opaque, lives in the arena */

/* ZIP_OK and *out, or the reason and *out is NULL. */
MUST_CHECK enum zip_outcome zip_file_open(struct arena *a, const char *path,
                                          struct zip_file **out);
void zip_file_close(struct zip_file *z);
bool zip_file_has(const struct zip_file *z, const char *name);

/* Only one member is open at a time. Close it even after a failed read. */
MUST_CHECK enum zip_outcome zip_member_open(struct arena *a, struct zip_file *z,
                                            const char *name,
                                            struct zip_member **out);
/* Up to `room` bytes; *n is 0 only at the end. */
MUST_CHECK enum zip_outcome zip_member_read(struct zip_member *m, char *to,
                                            size_t room, size_t *n);
/* Bytes of the member as the directory says: not yet proved. */
uint64_t zip_member_size(const struct zip_member *m);

void zip_member_close(struct zip_member *m);

#endif
