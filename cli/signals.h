/* Ends cleanly on SIGINT and SIGTERM: temporary files are removed, the exit status is 130 or 143. A closed pipe or a
 * file size limit is no reason to die: the write fails and is reported. */
#ifndef ANNALS_CLI_SIGNALS_H
#define ANNALS_CLI_SIGNALS_H

void signals_install(void);

#endif
