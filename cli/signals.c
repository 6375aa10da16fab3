#include "cli/signals.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum { EXIT_BY_SIGNAL = 128 };

/* Only what is safe in a signal handler: unlink and _exit. */
static void end_by_signal(int number)
{
    file_remove_temporaries();
    _exit(EXIT_BY_SIGNAL + number);
}

void signals_install(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    action.sa_handler = end_by_signal;
    struct sigaction before;
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        sigaction(SIGINT, &action, NULL);
    }
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}
