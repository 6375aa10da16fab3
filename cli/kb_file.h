/* Reading kb.json for commands that ask it something. */
#ifndef ANNALS_CLI_KB_FILE_H
#define ANNALS_CLI_KB_FILE_H

#include "base/buffer.h"
#include "base/error.h"
#include "kb/kb.h"

/* Reads the knowledge base at `path` ("-" is standard input). Prints what is wrong; false where there was anything. */
bool kb_file_read(const char *path, struct kb *kb);

/* The same, where anything wrong is nobody's business: false and nothing printed. */
bool kb_file_read_quietly(const char *path, struct kb *kb);

/* Text from documents for people: nothing in it may drive a terminal. */
void plain_text(struct buffer *out, struct slice text);

/* "2018-06", or "by 2021-06-30" where only that is known; "" without a date. */
void date_words(struct buffer *out, bool has_date, const struct kb_date *date);

#endif
