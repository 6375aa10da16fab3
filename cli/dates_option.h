/* Dates given on the command line: EDTF, as everywhere (2018, 2018-09, 2018-09-26, 2018-22). */
#ifndef ANNALS_CLI_DATES_OPTION_H
#define ANNALS_CLI_DATES_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/options.h"

#define OPTION_DATE_FROM_NAME(type)                                                                                \
    {                                                                                                              \
        .kind = OPTION_TEXT, .name = "date-from-name", .argument = "PATTERN",                                      \
        .help = "where a file's name says it: YYYY, MM and DD are its digits, * any run of characters, ? any one", \
        .offset = offsetof(type, date_from_name)                                                                   \
    }

/* Checks `text` (NULL: not given, fine, and the days stay as they are) and gives the first and the last day it covers.
 * Prints what is wrong and returns false where it is no date with a year. */
bool date_option_parse(const char *command, const char *option, const char *text, int32_t *earliest, int32_t *latest);

/* Checks the pattern of --date-from-name (NULL: not given, fine). Prints what is wrong. */
bool date_from_name_check(const char *command, const char *pattern);

#endif
