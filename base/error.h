/* Errors are values: where, what failed, what was expected. See docs/errors.md for the shape of messages. */
#ifndef ANNALS_BASE_ERROR_H
#define ANNALS_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/slice.h"

struct json;

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* Status of functions that can fail; details go to a struct diagnostics. */
enum status { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* One message. Strings are owned by the list that holds it. */
struct diagnostic {
    enum severity severity;
    char *file;        /* NULL where no file is meant */
    unsigned line;     /* from 1; 0 unknown */
    unsigned column;   /* from 1, in characters (code points); 0 unknown */
    unsigned width;    /* characters under the caret; 0 is 1 */
    char *message;     /* lower case, no full stop: what failed, then what to do */
    char *code;        /* names the message whatever names stand in it: "unknown-list" */
    char *source_line; /* the line's text, for the caret; may be NULL */
    unsigned skipped;  /* characters left out before source_line, where the line is very long */
};

/* A list of messages in the order given. Zeroed is empty. Not for sharing between threads: merge afterwards. */
struct diagnostics {
    struct diagnostic *items;
    size_t count;
    size_t capacity;
    size_t error_count;
    size_t warning_count;
};

struct place {
    const char *file;
    unsigned line;
    unsigned column;
    unsigned width;
    struct slice source_line;
};

void diagnostics_release(struct diagnostics *list);
/* Adds a message; `place` may be NULL. Everything is copied. */
__attribute__((format(printf, 4, 5))) void diagnostics_add(struct diagnostics *list, enum severity severity,
                                                           const struct place *place, const char *format, ...);
/* The same with a message that is made already; `format` is what it was made of, for its code. */
void diagnostics_add_made(struct diagnostics *list, enum severity severity, const struct place *place,
                          const char *format, const char *message);
/* Moves all of `from` to the end of `to`; from is empty afterwards. */
void diagnostics_append(struct diagnostics *to, struct diagnostics *from);
/* Drops the messages that are not wanted. */
void diagnostics_keep(struct diagnostics *list, bool (*is_wanted)(const struct diagnostic *item, void *context),
                      void *context);
/* Orders by file, line, column, message; drops exact repeats. */
void diagnostics_sort(struct diagnostics *list);
/* `file:line:column: error: message`, and the source line with a caret where known. */
void diagnostics_print(const struct diagnostics *list, FILE *out);

/* One message as a JSON object: file, line, column, end (the column behind its last character), severity, code,
 * message, suggestion (what may have been meant, null where nothing was near). Members that are unknown are null. */
void diagnostic_write(const struct diagnostic *item, struct json *json);

/* The candidate nearest to `word` by edit distance (at most a third of its length), or NULL. For "did you mean". */
const char *suggest_nearest(struct slice word, const char *const *candidates, size_t count);

#endif
