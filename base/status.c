/* status: how a function ends, and with which exit code a program does. */
#include "base/status.h"

int status_exit_code(enum status st)
{
    return (int)st;
}

enum status status_worse(enum status a, enum status b)
{
    return a > b ? a : b;
}
