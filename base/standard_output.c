/* standard_output: did what was printed reach its reader? */
#include "base/standard_output.h"

#include "base/messages.h"

#include <stdio.h>

enum status standard_output_finish(enum status st)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return st;
    say_error("file.failed", "stdout", "write error");
    return st == STATUS_BUG ? st : STATUS_IO;
}
