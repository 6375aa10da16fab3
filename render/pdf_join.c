/* The one file that includes qpdf. Its library is opened when pages are joined, and not with the program: to load it
 * and what hangs on it takes as long as all else before the first page. */
#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/library.h"
#include "render/pdf_p.h"

#define LIBRARY "libqpdf.so.29"

/* What is used of it, under the names of its header. */
struct qpdf {
    __typeof__(&qpdf_init) init;
    __typeof__(&qpdf_cleanup) cleanup;
    __typeof__(&qpdf_silence_errors) silence_errors;
    __typeof__(&qpdf_has_error) has_error;
    __typeof__(&qpdf_get_error) get_error;
    __typeof__(&qpdf_set_suppress_warnings) set_suppress_warnings;
    __typeof__(&qpdf_read_memory) read_memory;
    __typeof__(&qpdf_get_page_n) get_page_n;
    __typeof__(&qpdf_add_page) add_page;
    __typeof__(&qpdf_set_info_key) set_info_key;
    __typeof__(&qpdf_init_write_memory) init_write_memory;
    __typeof__(&qpdf_set_deterministic_ID) set_deterministic_ID;
    __typeof__(&qpdf_write) write;
    __typeof__(&qpdf_get_buffer) get_buffer;
    __typeof__(&qpdf_get_buffer_length) get_buffer_length;
};

static bool open_library(struct qpdf *qpdf)
{
    void *handle = library_open(LIBRARY, false);
    const struct {
        const char *name;
        void *target;
    } functions[] = {
        {"qpdf_init", &qpdf->init},
        {"qpdf_cleanup", &qpdf->cleanup},
        {"qpdf_silence_errors", &qpdf->silence_errors},
        {"qpdf_has_error", &qpdf->has_error},
        {"qpdf_get_error", &qpdf->get_error},
        {"qpdf_set_suppress_warnings", &qpdf->set_suppress_warnings},
        {"qpdf_read_memory", &qpdf->read_memory},
        {"qpdf_get_page_n", &qpdf->get_page_n},
        {"qpdf_add_page", &qpdf->add_page},
        {"qpdf_set_info_key", &qpdf->set_info_key},
        {"qpdf_init_write_memory", &qpdf->init_write_memory},
        {"qpdf_set_deterministic_ID", &qpdf->set_deterministic_ID},
        {"qpdf_write", &qpdf->write},
        {"qpdf_get_buffer", &qpdf->get_buffer},
        {"qpdf_get_buffer_length", &qpdf->get_buffer_length},
    };
    bool found = handle != NULL;
    for (size_t i = 0; found && i < sizeof functions / sizeof functions[0]; i++) {
        void *address = library_find(handle, functions[i].name);
        memcpy(functions[i].target, &address, sizeof address);
        found = address != NULL;
    }
    return found;
}

static bool went_wrong(QPDF_ERROR_CODE code)
{
    return (code & QPDF_ERRORS) != 0;
}

/* Everything that may differ from run to run is set: times, and the id, which is made of the content. */
static bool write(const struct qpdf *qpdf, qpdf_data joined, struct slice as_of, struct buffer *out)
{
    char stamp[PDF_STAMP_DIGITS + 1];
    char date[PDF_STAMP_DIGITS + 8];
    pdf_stamp(as_of, stamp);
    snprintf(date, sizeof date, "D:%sZ", stamp);
    qpdf->set_info_key(joined, "/CreationDate", date);
    if (went_wrong(qpdf->init_write_memory(joined))) {
        return false;
    }
    qpdf->set_deterministic_ID(joined, QPDF_TRUE);
    if (went_wrong(qpdf->write(joined))) {
        return false;
    }
    buffer_add(out, slice_make((const char *)qpdf->get_buffer(joined), qpdf->get_buffer_length(joined)));
    return true;
}

bool pdf_join(const struct slice *files, size_t count, struct slice as_of, struct buffer *out, struct buffer *problem)
{
    struct qpdf library;
    if (!open_library(&library)) {
        buffer_add_text(problem, "cannot join the pages of the PDF: install the package libqpdf29");
        return false;
    }
    qpdf_data *parts = memory_zero(count, sizeof *parts);
    bool done = count > 0;
    for (size_t i = 0; i < count && done; i++) {
        parts[i] = library.init();
        library.silence_errors(parts[i]);
        library.set_suppress_warnings(parts[i], QPDF_TRUE);
        done = !went_wrong(library.read_memory(parts[i], "page", files[i].ptr, files[i].len, NULL));
        if (done && i > 0) {
            done = !went_wrong(library.add_page(parts[0], parts[i], library.get_page_n(parts[i], 0), QPDF_FALSE));
        }
    }
    done = done && write(&library, parts[0], as_of, out);
    if (!done) {
        buffer_add_text(problem, "cannot join the pages of the PDF: report this with the dot files");
    }
    for (size_t i = count; i > 0; i--) { /* the first one last: it borrows from the others */
        if (parts[i - 1]) {
            while (library.has_error(parts[i - 1])) {
                library.get_error(parts[i - 1]); /* else it speaks of it to the terminal */
            }
            library.cleanup(&parts[i - 1]);
        }
    }
    free(parts);
    return done;
}
