/* fail_call: lets one call of a program to the system or a library fail.
 *
 * Preloaded (LD_PRELOAD). Seen is every call that the program itself makes
 * to a function named below; what a library calls is not. A call is known by
 * where it comes from: a hash over the return addresses within the program,
 * relative to its start, so that the same place has the same hash in every
 * run of the same build.
 *
 *   FAIL_CALL_LOG=FILE     writes one line per place, in the order first
 *                          seen: HASH FUNCTION HOW_OFTEN ADDRESS,ADDRESS,…
 *                          (innermost first)
 *   FAIL_CALL_AT=HASH[:N]  the Nth (1st) call from that place does nothing
 *                          and fails as if the disk were broken or memory
 *                          exhausted
 *   FAIL_CALL_ERROR=N      with this errno instead
 *
 * Exit code and words of the program are its own. But with
 *
 *   FAIL_CALL_FROM=FOLDER  the program's main is run over and over in one
 *                          process: first as it is, then each time with
 *                          another call failing, until every call within the
 *                          program has had a failure below it. Before each
 *                          time FOLDER is copied to FAIL_CALL_INTO, where the
 *                          arguments have to point. What is said goes to
 *                          FAIL_CALL_INTO.said, the rest of it to stdout:
 *                          each failure that ended in a crash, in exit 70 or
 *                          without a word; exit 1 if there is one.
 *   FAIL_CALL_KNOWN=FILE   the calls that had their failure in earlier
 *                          processes; those of this one are added
 *
 * Passphrases are stretched at no cost there, or with FAIL_CALL_CHEAP=1: what
 * is made so can be opened only so. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <iconv.h>
#include <jansson.h>
#include <link.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FRAMES = 64, MAX_PLACES = 16384 };

struct place {
    uint64_t hash;
    const char *function;
    unsigned long n;
    unsigned short n_frames;
    uint32_t frame[MAX_FRAMES];
};

static struct place places[MAX_PLACES];
static size_t n_places;
static uintptr_t start, end;
static const char *log_path;
static uint64_t fail_at;
static unsigned long fail_nth = 1, n_at;
static bool is_watching; /* from the start of main to its end */
static FILE *failed_stream;
static bool is_cheap;
static int error_wanted;
static const char *from, *into, *known_path;
static __thread bool is_inside;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* ------------------------------------------------------------ where from */

static int find_program(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    start = info->dlpi_addr;
    for (size_t i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD) {
            uintptr_t last =
                start + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
            end = last > end ? last : end;
        }
    return 1; /* the program comes first */
}

static bool is_ours(const void *address)
{
    return (uintptr_t)address >= start && (uintptr_t)address < end;
}

static void mix(uint64_t *hash, const void *bytes, size_t n)
{
    for (const unsigned char *b = bytes; n > 0; n--, b++)
        *hash = (*hash ^ *b) * 0x100000001b3u;
}

static void look(struct place *p, const char *function)
{
    void *frame[MAX_FRAMES];
    int n = backtrace(frame, MAX_FRAMES);
    p->function = function;
    p->n_frames = 0;
    for (int i = 0; i < n; i++)
        if (is_ours(frame[i]))
            p->frame[p->n_frames++] = (uint32_t)((uintptr_t)frame[i] - start);
    p->hash = 0xcbf29ce484222325u;
    mix(&p->hash, function, strlen(function));
    mix(&p->hash, p->frame, p->n_frames * sizeof *p->frame);
}

static void remember(const struct place *p)
{
    size_t slot = p->hash % MAX_PLACES;
    for (size_t tried = 0; tried < MAX_PLACES; tried++) {
        struct place *at = &places[(slot + tried) % MAX_PLACES];
        if (at->n == 0 && n_places < MAX_PLACES / 2) {
            *at = *p;
            n_places++;
        }
        if (at->n == 0 || at->hash == p->hash) {
            at->n++;
            return;
        }
    }
}

/* ------------------------------------------------- one after the other */

enum { MAX_KNOWN = 1 << 16, FRUITLESS_ENOUGH = 2, INNER_FRAMES = 4 };

static bool is_each, has_failed, is_over, said_no_memory;
static struct place failed;
static uint32_t known[MAX_KNOWN]; /* return addresses below which one failed */
static uint64_t tried[MAX_KNOWN]; /* places, and the inner ends of them */
static unsigned char n_tried[MAX_KNOWN];
static sigjmp_buf main_ends;
static pthread_t main_thread; /* of others nothing fails: it alone may end */

static bool is_known(uint32_t address, bool add)
{
    size_t at = address * 2654435761u % MAX_KNOWN;
    for (; known[at] != 0; at = (at + 1) % MAX_KNOWN)
        if (known[at] == address)
            return true;
    if (add)
        known[at] = address;
    return false;
}

static unsigned char *tries_of(uint64_t hash)
{
    size_t at = hash % MAX_KNOWN;
    while (tried[at] != 0 && tried[at] != hash)
        at = (at + 1) % MAX_KNOWN;
    tried[at] = hash;
    return &n_tried[at];
}

static uint64_t inner_end(const struct place *p)
{
    uint64_t hash = 0xcbf29ce484222325u;
    size_t n = p->n_frames < INNER_FRAMES ? p->n_frames : INNER_FRAMES;
    mix(&hash, p->function, strlen(p->function));
    mix(&hash, p->frame, n * sizeof *p->frame);
    return hash | UINT64_C(1) << 63;
}

/* One failure each time; of all calls it is under, one had none yet. */
static bool is_next(const struct place *p)
{
    bool has_news = false;
    if (has_failed || is_over)
        return false;
    for (size_t i = 0; i < p->n_frames && !has_news; i++)
        has_news = !is_known(p->frame[i], false);
    if (!has_news || *tries_of(p->hash) > 0 ||
        *tries_of(inner_end(p)) >= FRUITLESS_ENOUGH)
        return false;
    *tries_of(p->hash) = 1;
    failed = *p;
    has_failed = true;
    return true;
}

/* Does this call, from the program or not, have to fail? */
static bool fails(const char *function, const void *caller)
{
    if (is_inside || !is_watching || !is_ours(caller) ||
        (log_path == NULL && fail_at == 0 && !is_each) ||
        (is_each && !pthread_equal(pthread_self(), main_thread)))
        return false;
    is_inside = true;
    struct place p = {.n = 0};
    look(&p, function);
    pthread_mutex_lock(&mutex);
    if (log_path != NULL)
        remember(&p);
    bool is_due =
        is_each ? is_next(&p) : p.hash == fail_at && ++n_at == fail_nth;
    pthread_mutex_unlock(&mutex);
    is_inside = false;
    return is_due;
}

static void write_log(void)
{
    is_watching = false; /* what runs from here on is not the program's work */
    FILE *f = log_path == NULL ? NULL : fopen(log_path, "w");
    if (f == NULL)
        return;
    for (size_t i = 0; i < MAX_PLACES; i++) {
        const struct place *p = &places[i];
        if (p->n == 0)
            continue;
        fprintf(f, "%016llx %s %lu ", (unsigned long long)p->hash, p->function,
                p->n);
        for (size_t j = 0; j < p->n_frames; j++)
            fprintf(f, "%s%x", j == 0 ? "" : ",", p->frame[j]);
        fputc('\n', f);
    }
    fclose(f);
}

__attribute__((constructor)) static void begin(void)
{
    void *frame[4];
    backtrace(frame, 4); /* loads what it needs now, not within a malloc */
    dl_iterate_phdr(find_program, NULL);
    log_path = getenv("FAIL_CALL_LOG");
    const char *at = getenv("FAIL_CALL_AT");
    if (at != NULL) {
        char *colon;
        fail_at = strtoull(at, &colon, 16);
        if (*colon == ':')
            fail_nth = strtoul(colon + 1, NULL, 10);
    }
    const char *error = getenv("FAIL_CALL_ERROR");
    error_wanted = error == NULL ? 0 : atoi(error);
    from = getenv("FAIL_CALL_FROM");
    into = getenv("FAIL_CALL_INTO");
    known_path = getenv("FAIL_CALL_KNOWN");
    is_each = from != NULL && into != NULL;
    is_cheap = is_each || getenv("FAIL_CALL_CHEAP") != NULL;
    if (is_each)
        unsetenv("LD_PRELOAD"); /* not for what copies the folder */
}

static int (*program_main)(int, char **, char **);
static FILE *report;
static int known_fd = -1;

/* An address, or the inner end of a place whose failure did nothing. */
static void read_known(void)
{
    uint64_t what;
    FILE *f = known_path == NULL ? NULL : fopen(known_path, "rb");
    while (f != NULL && fread(&what, sizeof what, 1, f) == 1)
        if (what <= UINT32_MAX)
            is_known((uint32_t)what, true);
        else
            ++*tries_of(what);
    if (f != NULL)
        fclose(f);
}

static void keep(uint64_t what)
{
    if (known_fd >= 0 && write(known_fd, &what, sizeof what) != sizeof what)
        _exit(2);
}

static void tell(const char *what, int code)
{
    fprintf(report, "%s (%d): %s", what, code, failed.function);
    for (size_t i = 0; i < failed.n_frames; i++)
        fprintf(report, " 0x%x", failed.frame[i] - 1);
    fputc('\n', report);
    fflush(report);
}

static void crashed(int number)
{
    is_watching = false;
    tell("crashed", number);
    _exit(1);
}

/* What the last time left open is closed, what it read is there again. */
static void start_afresh(const bool *was_open, int n_fds)
{
    char command[4096];
    for (int fd = 3; fd < n_fds; fd++)
        if (!was_open[fd])
            close(fd);
        else
            lseek(fd, 0, SEEK_SET);
    lseek(0, 0, SEEK_SET);
    snprintf(command, sizeof command, "rm -rf '%s' && cp -a '%s' '%s'", into,
             from, into);
    if (system(command) != 0)
        _exit(2);
    fflush(stdout);
    clearerr(stdout);
    if (ftruncate(2, 0) != 0)
        _exit(2);
    lseek(2, 0, SEEK_SET);
    failed_stream = NULL;
    has_failed = said_no_memory = false;
}

static int once(int argc, char **argv, char **environment)
{
    int code = sigsetjmp(main_ends, 0);
    if (code == 0) {
        is_watching = true;
        code = program_main(argc, argv, environment);
    } else {
        code--;
        said_no_memory = true;
    }
    is_watching = false;
    fflush(stderr);
    return code;
}

static void learn(int code, int good)
{
    bool reached = code > 1 && code != good && !said_no_memory;
    for (size_t i = 0; i < failed.n_frames && reached; i++)
        if (!is_known(failed.frame[i], true))
            keep(failed.frame[i]);
    if (!reached) {
        ++*tries_of(inner_end(&failed));
        keep(inner_end(&failed));
    }
}

static int each_time(int argc, char **argv, char **environment)
{
    /* `check` says on stdout what it could not read. */
    enum { N_FDS = 256, UNREADABLE = 3 };
    bool was_open[N_FDS];
    size_t n = 0, n_wrong = 0;
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    char path[4096];
    snprintf(path, sizeof path, "%s.said", into);
    int said = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    int nowhere = open("/dev/null", O_WRONLY);
    report = fdopen(dup(1), "w");
    if (known_path != NULL)
        known_fd = open(known_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (said < 0 || nowhere < 0 || report == NULL || dup2(said, 2) < 0 ||
        dup2(nowhere, 1) < 0)
        return 2;
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        signal(crashes[i], crashed);
    for (int fd = 0; fd < N_FDS; fd++)
        was_open[fd] = fcntl(fd, F_GETFD) != -1;
    main_thread = pthread_self();
    read_known();
    start_afresh(was_open, N_FDS);
    is_over = true;
    clock_t began = clock();
    int good = once(argc, argv, environment);
    is_over = clock() - began > CLOCKS_PER_SEC; /* too slow for hundreds */
    for (;;) {
        start_afresh(was_open, N_FDS);
        int code = once(argc, argv, environment);
        if (!has_failed)
            break;
        bool is_silent =
            code > 1 && code != UNREADABLE && lseek(2, 0, SEEK_END) == 0;
        if (code == 70 || (is_silent && code != good)) {
            tell(code == 70 ? "a bug" : "without a word", code);
            n_wrong++;
        }
        n++;
        learn(code, good);
    }
    fprintf(report, "exit %d; %zu calls failed, %zu went wrong\n", good, n,
            n_wrong);
    fclose(report);
    return n_wrong > 0;
}

/* What runs before main and after it (counts of branches are written then)
 * is not the program's work. */
static int watched_main(int argc, char **argv, char **environment)
{
    if (is_each)
        return each_time(argc, argv, environment);
    is_watching = true;
    int code = program_main(argc, argv, environment);
    write_log();
    return code;
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void),
                      void (*linker_fini)(void), void *stack_end)
{
    int (*real)(int (*)(int, char **, char **), int, char **, void (*)(void),
                void (*)(void), void (*)(void), void *);
    *(void **)&real = dlsym(RTLD_NEXT, "__libc_start_main");
    program_main = main;
    return real(watched_main, argc, argv, init, fini, linker_fini, stack_end);
}

void exit(int code)
{
    static void (*real)(int) __attribute__((noreturn));
    *(void **)&real = dlsym(RTLD_NEXT, "exit");
    if (is_watching && is_each)
        siglongjmp(main_ends, code + 1);
    if (is_watching)
        write_log();
    real(code);
}

/* --------------------------------------------------------- what can fail */

#define CALLER __builtin_return_address(0)

static int error_of(int usual)
{
    return error_wanted != 0 ? error_wanted : usual;
}

/* WRAP(type, name, (parameters), (arguments), error number, what it returns) */
#define WRAP(type, name, parameters, arguments, error, failure)                \
    type name parameters                                                       \
    {                                                                          \
        static type(*real) parameters;                                         \
        if (real == NULL) {                                                    \
            bool was_inside = is_inside;                                       \
            is_inside = true;                                                  \
            *(void **)&real = dlsym(RTLD_NEXT, #name);                         \
            is_inside = was_inside;                                            \
        }                                                                      \
        if (fails(#name, CALLER)) {                                            \
            errno = error_of(error);                                           \
            return failure;                                                    \
        }                                                                      \
        return real arguments;                                                 \
    }

#define WRAP_STREAM(type, name, parameters, arguments, stream, failure)        \
    type name parameters                                                       \
    {                                                                          \
        static type(*real) parameters;                                         \
        if (real == NULL)                                                      \
            *(void **)&real = dlsym(RTLD_NEXT, #name);                         \
        if (stream != stderr && fails(#name, CALLER)) {                        \
            failed_stream = stream;                                            \
            errno = EIO;                                                       \
            return failure;                                                    \
        }                                                                      \
        return real arguments;                                                 \
    }

/* memory: glibc's own names underneath, as dlsym itself may ask for some. One
 * after the other the first two are left out: the program ends there. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);

void *malloc(size_t n)
{
    if (!is_each && fails("malloc", CALLER)) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    if (fails("calloc", CALLER)) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(n, size);
}

void *realloc(void *old, size_t n)
{
    if (!is_each && fails("realloc", CALLER)) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(old, n);
}

/* files */
WRAP(FILE *, fopen, (const char *p, const char *m), (p, m), EIO, NULL)
WRAP(FILE *, fdopen, (int fd, const char *m), (fd, m), ENOMEM, NULL)
WRAP(DIR *, opendir, (const char *p), (p), EIO, NULL)
WRAP(struct dirent *, readdir, (DIR * d), (d), EIO, NULL)
WRAP(int, close, (int fd), (fd), EIO, -1)
WRAP(int, fsync, (int fd), (fd), EIO, -1)
WRAP(int, rename, (const char *a, const char *b), (a, b), EIO, -1)
WRAP(int, renameat2, (int d, const char *a, int e, const char *b, unsigned f),
     (d, a, e, b, f), EIO, -1)
WRAP(int, link, (const char *a, const char *b), (a, b), EIO, -1)
WRAP(int, unlink, (const char *p), (p), EIO, -1)
WRAP(int, rmdir, (const char *p), (p), EIO, -1)
WRAP(int, mkdir, (const char *p, mode_t m), (p, m), EIO, -1)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), EIO, -1)
WRAP(int, stat, (const char *p, struct stat *s), (p, s), EIO, -1)
WRAP(int, lstat, (const char *p, struct stat *s), (p, s), EIO, -1)
WRAP(int, fstat, (int fd, struct stat *s), (fd, s), EIO, -1)
WRAP(int, access, (const char *p, int m), (p, m), EIO, -1)
WRAP(ssize_t, read, (int fd, void *b, size_t n), (fd, b, n), EIO, -1)
WRAP(ssize_t, pread, (int fd, void *b, size_t n, off_t at), (fd, b, n, at), EIO,
     -1)
WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), EIO, -1)
WRAP(ssize_t, readlink, (const char *p, char *b, size_t n), (p, b, n), EIO, -1)
WRAP(off_t, lseek, (int fd, off_t n, int from), (fd, n, from), EIO, -1)

int open(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    va_list args;
    va_start(args, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "open");
    if (fails("open", CALLER)) {
        errno = error_of(EIO);
        return -1;
    }
    return real(path, flags, mode);
}

int fcntl(int fd, int what, ...)
{
    static int (*real)(int, int, ...);
    va_list args;
    va_start(args, what);
    void *argument = va_arg(args, void *);
    va_end(args);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "fcntl");
    if (fails("fcntl", CALLER)) {
        errno = EIO;
        return -1;
    }
    return real(fd, what, argument);
}

/* streams: one that failed stays so, as ferror tells */
WRAP_STREAM(size_t, fread, (void *b, size_t s, size_t n, FILE *f), (b, s, n, f),
            f, 0)
WRAP_STREAM(size_t, fwrite, (const void *b, size_t s, size_t n, FILE *f),
            (b, s, n, f), f, 0)
WRAP_STREAM(char *, fgets, (char *b, int n, FILE *f), (b, n, f), f, NULL)
WRAP_STREAM(int, fgetc, (FILE * f), (f), f, EOF)
WRAP_STREAM(int, fputs, (const char *t, FILE *f), (t, f), f, EOF)
WRAP_STREAM(int, fputc, (int c, FILE *f), (c, f), f, EOF)
WRAP_STREAM(int, putc, (int c, FILE *f), (c, f), f, EOF)
WRAP_STREAM(int, fseek, (FILE * f, long n, int from), (f, n, from), f, -1)
WRAP_STREAM(int, puts, (const char *t), (t), stdout, EOF)

int fprintf(FILE *f, const char *format, ...)
{
    if (f != stderr && fails("fprintf", CALLER)) {
        failed_stream = f;
        errno = EIO;
        return -1;
    }
    va_list args;
    va_start(args, format);
    int n = vfprintf(f, format, args);
    va_end(args);
    return n;
}

int printf(const char *format, ...)
{
    if (fails("printf", CALLER)) {
        failed_stream = stdout;
        errno = EIO;
        return -1;
    }
    va_list args;
    va_start(args, format);
    int n = vprintf(format, args);
    va_end(args);
    return n;
}

int ferror(FILE *f)
{
    static int (*real)(FILE *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "ferror");
    return (f != NULL && f == failed_stream) || real(f);
}

int fflush(FILE *f)
{
    static int (*real)(FILE *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "fflush");
    if (f == failed_stream && f != NULL) {
        errno = EIO;
        return EOF;
    }
    if (f != stderr && fails("fflush", CALLER)) {
        failed_stream = f;
        errno = EIO;
        return EOF;
    }
    return real(f);
}

/* What was written before is lost, the stream is closed all the same. */
int fclose(FILE *f)
{
    static int (*real)(FILE *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "fclose");
    bool is_due = f == failed_stream || fails("fclose", CALLER);
    failed_stream = f == failed_stream ? NULL : failed_stream;
    int code = real(f);
    errno = is_due ? EIO : errno;
    return is_due ? EOF : code;
}

/* SQLite */
WRAP(int, sqlite3_prepare_v2,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **s, const char **t),
     (db, sql, n, s, t), EIO, (*s = NULL, SQLITE_IOERR))
WRAP(int, sqlite3_step, (sqlite3_stmt * s), (s), EIO, SQLITE_FULL)
WRAP(int, sqlite3_exec,
     (sqlite3 * db, const char *sql, int (*f)(void *, int, char **, char **),
      void *x, char **e),
     (db, sql, f, x, e), EIO, SQLITE_IOERR)
WRAP(int, sqlite3_bind_blob64,
     (sqlite3_stmt * s, int at, const void *b, sqlite3_uint64 n,
      void (*f)(void *)),
     (s, at, b, n, f), ENOMEM, SQLITE_NOMEM)
WRAP(int, sqlite3_bind_text,
     (sqlite3_stmt * s, int at, const char *b, int n, void (*f)(void *)),
     (s, at, b, n, f), ENOMEM, SQLITE_NOMEM)
WRAP(const unsigned char *, sqlite3_column_text, (sqlite3_stmt * s, int at),
     (s, at), ENOMEM, NULL)
WRAP(const void *, sqlite3_column_blob, (sqlite3_stmt * s, int at), (s, at),
     ENOMEM, NULL)

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
    static int (*real)(const char *, sqlite3 **, int, const char *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_open_v2");
    int code = real(path, db, flags, vfs);
    return fails("sqlite3_open_v2", CALLER) ? SQLITE_CANTOPEN : code;
}

/* libsodium */
WRAP(int, sodium_init, (void), (), EIO, -1)
WRAP(void *, sodium_malloc, (size_t n), (n), ENOMEM, NULL)
WRAP(void *, sodium_allocarray, (size_t n, size_t s), (n, s), ENOMEM, NULL)
WRAP(int, crypto_aead_xchacha20poly1305_ietf_decrypt,
     (unsigned char *m, unsigned long long *n, unsigned char *x,
      const unsigned char *c, unsigned long long l, const unsigned char *a,
      unsigned long long k, const unsigned char *p, const unsigned char *key),
     (m, n, x, c, l, a, k, p, key), EIO, -1)
WRAP(int, crypto_secretstream_xchacha20poly1305_pull,
     (crypto_secretstream_xchacha20poly1305_state * s, unsigned char *m,
      unsigned long long *n, unsigned char *t, const unsigned char *c,
      unsigned long long l, const unsigned char *a, unsigned long long k),
     (s, m, n, t, c, l, a, k), EIO, -1)

int crypto_pwhash(unsigned char *const out, unsigned long long n,
                  const char *const text, unsigned long long n_text,
                  const unsigned char *const salt, unsigned long long times,
                  size_t memory, int method)
{
    static int (*real)(unsigned char *, unsigned long long, const char *,
                       unsigned long long, const unsigned char *,
                       unsigned long long, size_t, int);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash");
    if (fails("crypto_pwhash", CALLER)) {
        errno = ENOMEM;
        return -1;
    }
    if (is_cheap)
        return crypto_generichash(out, n, (const unsigned char *)text, n_text,
                                  salt, crypto_pwhash_SALTBYTES);
    return real(out, n, text, n_text, salt, times, memory, method);
}

/* the rest of the world */
WRAP(iconv_t, iconv_open, (const char *a, const char *b), (a, b), EMFILE,
     (iconv_t)-1)
WRAP(int, pthread_create,
     (pthread_t * t, const pthread_attr_t *a, void *(*f)(void *), void *x),
     (t, a, f, x), EAGAIN, EAGAIN)
WRAP(int, tcgetattr, (int fd, struct termios *t), (fd, t), EIO, -1)
WRAP(int, tcsetattr, (int fd, int w, const struct termios *t), (fd, w, t), EIO,
     -1)
WRAP_STREAM(int, json_dumpf, (const json_t *j, FILE *f, size_t g), (j, f, g), f,
            -1)

int setrlimit(__rlimit_resource_t what, const struct rlimit *to)
{
    static int (*real)(__rlimit_resource_t, const struct rlimit *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "setrlimit");
    if (fails("setrlimit", CALLER)) {
        errno = EPERM;
        return -1;
    }
    return real(what, to);
}
