/* protect_process: what this process must never leave behind. */
#include "anonymize/protect_process.h"

#include "base/messages.h"

#include <sodium.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED_BY_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED_BY_SANITIZER 1
#endif
#endif
#ifndef WATCHED_BY_SANITIZER
#define WATCHED_BY_SANITIZER 0
#endif

enum status process_protect(void)
{
    umask(077);
    const struct rlimit none = {0, 0};
    bool granted = setrlimit(RLIMIT_CORE, &none) == 0;
    /* The leak checker of test builds attaches to its own process. */
    if (granted && !WATCHED_BY_SANITIZER)
        granted = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    if (!granted || sodium_init() < 0) {
        say_error("protect.not_granted");
        return STATUS_REFUSED;
    }
    return STATUS_OK;
}
