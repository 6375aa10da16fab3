/* What the tests of ingest share: a document from a literal, an argument's shared material. */
#ifndef ANNALS_TESTS_INGEST_SAMPLE_H
#define ANNALS_TESTS_INGEST_SAMPLE_H

#include "ingest/read.h"

struct sample {
    struct document document;
    struct arena arena;
    struct diagnostics errors;
    enum status status;
};

/* A document read from bytes under that path; furniture lines "check against delivery" and "page #" are known. */
void sample_read(struct sample *sample, const char *path, const char *bytes, size_t len);
void sample_release(struct sample *sample);
/* Fails the test unless the text of `source` after repair is `expected`, mapped byte for byte. */
void expect_text(const char *source, const char *expected);
void expect_markdown(const char *source, const char *expected);
/* Fails the test unless every piece is in order and equals its source, and all else in the text is white space. */
void expect_mapped(const struct document *document);
/* The path of name in the shared material in buffer, or NULL where there is none. */
const char *shared_path(char *buffer, size_t size, const char *name);

#endif
