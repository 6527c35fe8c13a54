/* folder_swap: a folder is replaced as a whole, or not at all. */

/* renameat2 is Linux's own. */
#define _GNU_SOURCE
#include "anonymize/folder_swap.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char *sibling(struct arena *a, const char *folder, const char *ending)
{
    const char *slash = strrchr(folder, '/');
    const char *name = slash == NULL ? folder : slash + 1;
    return arena_format(a, "%.*s.%s.%s", (int)(name - folder), folder, name,
                        ending);
}

static char *building_path(struct arena *a, const char *folder)
{
    return sibling(a, folder, "partial");
}

static char *old_path(struct arena *a, const char *folder)
{
    return sibling(a, folder, "old");
}

static enum status failed(const char *path)
{
    say_error("file.failed", path, strerror(errno));
    return STATUS_IO;
}

static enum status sync_parent(struct arena *a, const char *folder)
{
    const char *slash = strrchr(folder, '/');
    const char *parent =
        slash == NULL ? "."
                      : arena_copy_n(a, folder, (size_t)(slash - folder) + 1);
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return failed(parent);
    enum status st = STATUS_OK;
    if (fsync(fd) != 0 && errno != EINVAL)
        st = failed(parent);
    close(fd);
    return st;
}

enum status folder_swap_recover(struct arena *a, const char *folder)
{
    char *old = old_path(a, folder);
    if (path_exists(old) && !path_exists(folder) && rename(old, folder) != 0)
        return failed(folder);
    enum status st = folder_remove(old);
    if (st == STATUS_OK)
        st = folder_remove(building_path(a, folder));
    return st;
}

enum status folder_swap_begin(struct arena *a, const char *folder,
                              char **building)
{
    *building = building_path(a, folder);
    enum status st = folder_remove(*building);
    return st == STATUS_OK ? folder_make(*building, 0755) : st;
}

/* Both names exist: exchange them, or move the old one aside first. */
static enum status exchange(struct arena *a, const char *folder,
                            const char *building)
{
    char *old = old_path(a, folder);
    if (renameat2(AT_FDCWD, building, AT_FDCWD, folder, RENAME_EXCHANGE) == 0)
        return rename(building, old) == 0 ? STATUS_OK : failed(building);
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return failed(folder);
    if (rename(folder, old) != 0 || rename(building, folder) != 0)
        return failed(folder);
    return STATUS_OK;
}

enum status folder_swap_finish(struct arena *a, const char *folder)
{
    return folder_swap_adopt(a, folder, building_path(a, folder));
}

enum status folder_swap_adopt(struct arena *a, const char *folder,
                              const char *building)
{
    enum status st = STATUS_OK;
    if (path_exists(folder))
        st = exchange(a, folder, building);
    else if (rename(building, folder) != 0)
        st = failed(folder);
    if (st == STATUS_OK)
        st = sync_parent(a, folder);
    if (st == STATUS_OK)
        st = folder_remove(old_path(a, folder));
    return st;
}
