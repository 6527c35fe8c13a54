/* child_process: start the other program that lies beside this one. */
#include "base/child_process.h"

#include "base/messages.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum status sibling_program(struct arena *a, const char *name, char **path)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n < 0) {
        say_error("file.failed", "/proc/self/exe", strerror(errno));
        return STATUS_IO;
    }
    self[n] = '\0';
    char *slash = strrchr(self, '/');
    if (slash != NULL)
        *slash = '\0';
    *path = arena_format(a, "%s/%s", self, name);
    if (access(*path, X_OK) == 0)
        return STATUS_OK;
    say_error("program.missing", name, self);
    return STATUS_USAGE;
}

/* exec wants char *const []; the copies are never written to. */
static char **writable(struct arena *a, const char *const *argv)
{
    size_t n = 0;
    while (argv[n] != NULL)
        n++;
    char **copy = arena_take_array(a, n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = arena_copy(a, argv[i]);
    return copy;
}

enum status child_run(const char *const *argv, int *exit_code)
{
    struct arena a;
    arena_init(&a);
    char **words = writable(&a, argv);
    pid_t child = fork();
    if (child == 0) {
        execv(words[0], words);
        _exit(127);
    }
    int result = 0;
    enum status st = STATUS_OK;
    while (child > 0 && waitpid(child, &result, 0) < 0) {
        if (errno != EINTR) {
            child = -1;
            break;
        }
    }
    if (child < 0) {
        say_error("program.failed", argv[0], strerror(errno));
        st = STATUS_IO;
    } else if (!WIFEXITED(result)) {
        say_error("program.killed", argv[0]);
        st = STATUS_IO;
    } else {
        *exit_code = WEXITSTATUS(result);
    }
    arena_release(&a);
    return st;
}
