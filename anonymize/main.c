/* ayumi-anonymize: the identity room, the only program that may see a name. */
#include "anonymize/commands.h"
#include "anonymize/passphrase.h"
#include "anonymize/protect_process.h"
#include "base/messages.h"
#include "base/standard_output.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct arena a;
    struct invocation in;
    bool done = false;
    say_program("ayumi-anonymize");
    enum status st = process_protect();
    if (st != STATUS_OK)
        return status_exit_code(st);
    /* A file-size limit comes back as an error of a write. */
    signal(SIGXFSZ, SIG_IGN);
    arena_init(&a);
    json_set_alloc_funcs(arena_memory_or_end, free);
    st = command_line_read(&a, argc, argv, "ayumi-anonymize",
                           anonymize_commands, &in, &done);
    if (st == STATUS_OK && !done) {
        if (in.language_given)
            language_set(in.language);
        say_quietly(in.quiet);
        st = passphrase_sources(&in);
        if (st == STATUS_OK)
            st = in.command->run(&a, in.command, &in);
    }
    st = standard_output_finish(st);
    arena_release(&a);
    return status_exit_code(st);
}
