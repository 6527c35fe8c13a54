/* inject: runs a program and lets one of its changes to files go wrong.
 *
 *   inject list COMMAND...
 *       the changes it makes, a line each on stdout: its number, the system
 *       call, `room` or `-`
 *   inject stop COMMAND...
 *       stands still before each change: says its number on stdout, and goes
 *       on when a line comes on stdin
 *   inject kill N COMMAND...
 *       kill -9 before the Nth change
 *   inject after N COMMAND...
 *       kill -9 when the Nth change is done
 *   inject EIO N COMMAND...
 *       the Nth change fails with an error of the disk
 *   inject ENOSPC N COMMAND...
 *       that change and all later ones that need room fail: the disk is full
 *
 * A change is a system call that makes, writes, syncs, renames, cuts or
 * removes a file or folder, or says whose it is and how old; what goes to
 * standard output and error is none.
 * Seen by ptrace, so that calls inside libraries count as well; a filter of
 * the kernel (seccomp) stops the command at such calls only. Exits like the
 * command, 137 when it was killed, 77 where ptrace is not to be had. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT = 77, KILLED = 137 };

#if defined(__x86_64__)

enum mode { LIST, STOP, KILL_BEFORE, KILL_AFTER, FAIL_ONCE, FAIL_FULL };

struct injection {
    enum mode mode;
    unsigned long at, seen;
    int error;
    FILE *list;
};

static const struct change {
    unsigned long long call;
    const char *name;
    bool needs_room;
} changes[] = {
    {SYS_write, "write", true},
    {SYS_pwrite64, "pwrite64", true},
    {SYS_writev, "writev", true},
    {SYS_pwritev, "pwritev", true},
    {SYS_pwritev2, "pwritev2", true},
    {SYS_sendfile, "sendfile", true},
    {SYS_copy_file_range, "copy_file_range", true},
    {SYS_fallocate, "fallocate", true},
    {SYS_open, "open", true},
    {SYS_openat, "openat", true},
    {SYS_creat, "creat", true},
    {SYS_mkdir, "mkdir", true},
    {SYS_mkdirat, "mkdirat", true},
    {SYS_link, "link", true},
    {SYS_linkat, "linkat", true},
    {SYS_symlink, "symlink", true},
    {SYS_symlinkat, "symlinkat", true},
    {SYS_fsync, "fsync", true},
    {SYS_fdatasync, "fdatasync", true},
    {SYS_rename, "rename", true},
    {SYS_renameat, "renameat", true},
    {SYS_renameat2, "renameat2", true},
    {SYS_unlink, "unlink", false},
    {SYS_unlinkat, "unlinkat", false},
    {SYS_rmdir, "rmdir", false},
    {SYS_ftruncate, "ftruncate", false},
    {SYS_truncate, "truncate", false},
    {SYS_chmod, "chmod", false},
    {SYS_fchmod, "fchmod", false},
    {SYS_fchmodat, "fchmodat", false},
    {SYS_chown, "chown", false},
    {SYS_fchown, "fchown", false},
    {SYS_fchownat, "fchownat", false},
    {SYS_utimensat, "utimensat", false},
};
enum { N_CHANGES = sizeof changes / sizeof *changes };

/* What it opens may be made or emptied by that. */
static bool opens_to_change(const struct user_regs_struct *r, int flags)
{
    unsigned long long given = r->orig_rax == SYS_open ? r->rsi : r->rdx;
    return (given & (unsigned long long)flags) != 0;
}

static bool is_open(const struct user_regs_struct *r)
{
    return r->orig_rax == SYS_open || r->orig_rax == SYS_openat;
}

/* NULL when it changes nothing. */
static const struct change *change_of(const struct user_regs_struct *r)
{
    if ((r->orig_rax == SYS_write || r->orig_rax == SYS_writev) && r->rdi <= 2)
        return NULL;
    if (is_open(r) && !opens_to_change(r, O_CREAT | O_TRUNC))
        return NULL;
    for (size_t i = 0; i < N_CHANGES; i++)
        if (changes[i].call == r->orig_rax)
            return &changes[i];
    return NULL;
}

static bool needs_room(const struct change *c, const struct user_regs_struct *r)
{
    return c->needs_room && (!is_open(r) || opens_to_change(r, O_CREAT));
}

static void stand_still(unsigned long at)
{
    printf("%lu\n", at);
    fflush(stdout);
    for (int c = getchar(); c != '\n' && c != EOF; c = getchar())
        ;
}

/* Is this the change that goes wrong? */
static bool is_due(struct injection *i, const struct user_regs_struct *r)
{
    const struct change *c = change_of(r);
    if (c == NULL)
        return false;
    i->seen++;
    if (i->mode == LIST)
        fprintf(i->list, "%lu %s %s\n", i->seen, c->name,
                needs_room(c, r) ? "room" : "-");
    if (i->mode == STOP)
        stand_still(i->seen);
    if (i->mode == FAIL_FULL)
        return i->seen >= i->at && needs_room(c, r);
    return i->mode >= KILL_BEFORE && i->seen == i->at;
}

static void give(struct sock_filter *at, unsigned short code, unsigned k,
                 unsigned char if_so, unsigned char if_not)
{
    *at = (struct sock_filter){code, if_so, if_not, k};
}

/* Stop at the calls above; at openat, which also reads, only when its flags
 * can change something. */
static bool stop_at_changes(void)
{
    struct sock_filter line[1 + N_CHANGES + 6];
    struct sock_filter *tail = line + 1 + N_CHANGES;
    const unsigned load = BPF_LD | BPF_W | BPF_ABS;
    give(line, load, offsetof(struct seccomp_data, nr), 0, 0);
    for (size_t i = 0; i < N_CHANGES; i++)
        give(line + 1 + i, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)changes[i].call,
             (unsigned char)(N_CHANGES - i + (changes[i].call == SYS_openat)),
             0);
    give(tail, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    give(tail + 1, BPF_RET | BPF_K, SECCOMP_RET_TRACE, 0, 0);
    give(tail + 2, load, offsetof(struct seccomp_data, args[2]), 0, 0);
    give(tail + 3, BPF_JMP | BPF_JSET | BPF_K, O_CREAT | O_TRUNC, 0, 1);
    give(tail + 4, BPF_RET | BPF_K, SECCOMP_RET_TRACE, 0, 0);
    give(tail + 5, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    const struct sock_fprog filter = {sizeof line / sizeof *line, line};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/* The system call is not made; its caller gets the error. */
static void fail(pid_t child, struct user_regs_struct *r, int error)
{
    r->orig_rax = (unsigned long long)-1;
    r->rax = (unsigned long long)-error;
    ptrace(PTRACE_SETREGS, child, NULL, r);
}

static int exit_code(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int end_killed(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return KILLED;
}

static int end_when_done(pid_t child)
{
    int status;
    ptrace(PTRACE_SYSCALL, child, NULL, NULL);
    waitpid(child, &status, 0);
    return end_killed(child);
}

static int follow(pid_t child, struct injection *i)
{
    int status;
    unsigned long pass_on = 0;
    for (;;) {
        struct user_regs_struct r;
        ptrace(PTRACE_CONT, child, NULL, pass_on);
        pass_on = 0;
        if (waitpid(child, &status, 0) < 0 || WIFEXITED(status) ||
            WIFSIGNALED(status))
            return exit_code(status);
        if (status >> 8 != (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
            /* A bare SIGTRAP is the exec, not for the program. */
            if (WSTOPSIG(status) != SIGTRAP)
                pass_on = (unsigned long)WSTOPSIG(status);
            continue;
        }
        ptrace(PTRACE_GETREGS, child, NULL, &r);
        if (!is_due(i, &r))
            continue;
        if (i->mode == KILL_BEFORE)
            return end_killed(child);
        if (i->mode == KILL_AFTER)
            return end_when_done(child);
        fail(child, &r, i->error);
    }
}

/* They are for who tells us to go on. */
static bool use_no_pipes(void)
{
    int nothing = open("/dev/null", O_RDWR);
    return nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
           dup2(nothing, STDOUT_FILENO) >= 0 &&
           (nothing <= STDERR_FILENO || close(nothing) == 0);
}

static int run(struct injection *i, char **command)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(CANNOT);
        raise(SIGSTOP);
        if (i->mode == STOP && !use_no_pipes())
            _exit(CANNOT);
        if (!stop_at_changes())
            _exit(CANNOT);
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status))
        return CANNOT;
    ptrace(PTRACE_SETOPTIONS, child, NULL,
           PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL);
    return follow(child, i);
}

static bool read_mode(const char *word, struct injection *i)
{
    static const struct {
        const char *word;
        enum mode mode;
        int error;
    } modes[] = {{"list", LIST, 0},        {"stop", STOP, 0},
                 {"kill", KILL_BEFORE, 0}, {"after", KILL_AFTER, 0},
                 {"EIO", FAIL_ONCE, EIO},  {"ENOSPC", FAIL_FULL, ENOSPC}};
    for (size_t m = 0; m < sizeof modes / sizeof *modes; m++)
        if (strcmp(modes[m].word, word) == 0) {
            i->mode = modes[m].mode;
            i->error = modes[m].error;
            return true;
        }
    return false;
}

int main(int argc, char **argv)
{
    struct injection i = {.list = stdout};
    int first = 2;
    if (argc < 3 || !read_mode(argv[1], &i))
        return 2;
    if (i.mode >= KILL_BEFORE)
        i.at = strtoul(argv[first++], NULL, 10);
    if (first >= argc)
        return 2;
    return run(&i, argv + first);
}

#else

int main(void)
{
    return CANNOT;
}

#endif
