/* Between error.c and error_code.c. */
#ifndef ANNALS_BASE_ERROR_P_H
#define ANNALS_BASE_ERROR_P_H

/* The first words of a message's format, joined with hyphens, without what is put in and what comes after the first
 * semicolon; of the message where the format is nothing but what is put in. The caller frees it. */
char *error_code(const char *format, const char *message);

#endif
