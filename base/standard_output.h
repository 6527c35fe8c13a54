/* standard_output: did what was printed reach its reader? */
#ifndef AYUMI_BASE_STANDARD_OUTPUT_H
#define AYUMI_BASE_STANDARD_OUTPUT_H

#include "base/status.h"

/* The last thing a program does. st: how its command ended. Returns st, or
 * STATUS_IO with a message where stdout could not be written (a full disk, a
 * pipe that nobody reads): what did not arrive is not done. A bug stays one. */
MUST_CHECK enum status standard_output_finish(enum status st);

#endif
