/* protect_process: what this process must never leave behind. */
#ifndef AYUMI_ANONYMIZE_PROTECT_PROCESS_H
#define AYUMI_ANONYMIZE_PROTECT_PROCESS_H

#include "base/status.h"

/* First call of main: new files for the owner only (umask 077), no core
 * dumps, no tracing by other processes, libsodium ready. STATUS_REFUSED with
 * a message when the system does not grant one of them. */
MUST_CHECK enum status process_protect(void);

#endif
