/* How the outcome of examples is told: text for people, TAP and JUnit for machines that run tests, JSON for all else.
 */
#ifndef ANNALS_CLI_RULES_REPORT_H
#define ANNALS_CLI_RULES_REPORT_H

#include "cli/rules_compare.h"

enum rules_format { RULES_FORMAT_TEXT, RULES_FORMAT_TAP, RULES_FORMAT_JUNIT, RULES_FORMAT_JSON };

struct rules_result {
    size_t passed, failed;
};

/* Text and TAP are written as it goes, the others at the end. Zeroed but for format and within. */
struct rules_report {
    enum rules_format format;
    struct json *within; /* JSON: where the object goes as a value, with the examples that fail alone; NULL: output */
    struct rules_result result;
    struct buffer out;
    struct json own, *json;
};

/* The format of that name, NULL being text; false with a message where there is none. */
bool rules_format_find(const char *command, const char *name, enum rules_format *format);

void rules_report_begin(struct rules_report *report, size_t examples);
/* Counts it as well. */
void rules_report_add(struct rules_report *report, const struct example *example, const struct found_list *list,
                      bool passed);
void rules_report_end(struct rules_report *report);

#endif
