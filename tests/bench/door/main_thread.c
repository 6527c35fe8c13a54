/* main_thread: how much processor time a program's first thread took, beside
 * all of its threads: what others do meanwhile is not waited for on a free
 * machine, and a loaded one can't show that by the clock.
 *
 *   cc -shared -fPIC -o main_thread.so main_thread.c
 *   MAIN_THREAD_TO=FILE LD_PRELOAD=./main_thread.so ayumi run ...
 *
 * appends a line to FILE for each program: NAME SECONDS_OF_IT SECONDS_OF_ALL.
 * With NO_THREADS=NAME the program of that name can start no thread. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

int pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *),
                   void *x)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    const char *without = getenv("NO_THREADS");
    if (without != NULL && strcmp(without, program_invocation_short_name) == 0)
        return EAGAIN;
    return real(t, a, f, x);
}

static double seconds(int whose)
{
    struct rusage used;
    getrusage(whose, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("MAIN_THREAD_TO");
    FILE *to = path == NULL ? NULL : fopen(path, "a");
    if (to == NULL)
        return;
    fprintf(to, "%s %.3f %.3f\n", program_invocation_short_name,
            seconds(RUSAGE_THREAD), seconds(RUSAGE_SELF));
    fclose(to);
}
