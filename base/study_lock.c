/* study_lock: one run at a time. */
#include "base/study_lock.h"

#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum status study_lock(struct arena *a, const char *folder, const char *name,
                       int *fd)
{
    char *path = arena_format(a, "%s/%s", folder, name);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        say_error("file.failed", path, strerror(errno));
        return STATUS_IO;
    }
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(*fd, F_SETLK, &whole) == 0)
        return STATUS_OK;
    enum status st = STATUS_BUSY;
    if (errno == EACCES || errno == EAGAIN) {
        say_error("lock.busy", folder);
    } else {
        say_error("file.failed", path, strerror(errno));
        st = STATUS_IO;
    }
    close(*fd);
    *fd = -1;
    return st;
}

void study_unlock(int fd)
{
    if (fd >= 0)
        close(fd);
}

bool study_is_locked(struct arena *a, const char *folder, const char *name)
{
    int fd = open(arena_format(a, "%s/%s", folder, name),
                  O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    bool locked =
        fd >= 0 && fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    return locked;
}
