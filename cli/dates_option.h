/* Dates given on the command line: EDTF, as everywhere (2018, 2018-09, 2018-09-26, 2018-22). */
#ifndef ANNALS_CLI_DATES_OPTION_H
#define ANNALS_CLI_DATES_OPTION_H

#include <stdbool.h>
#include <stdint.h>

/* Checks `text` (NULL: not given, fine, and the days stay as they are) and gives the first and the last day it covers.
 * Prints what is wrong and returns false where it is no date with a year. */
bool date_option_parse(const char *command, const char *option, const char *text, int32_t *earliest, int32_t *latest);

#endif
