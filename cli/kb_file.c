#include "cli/kb_file.h"

#include "base/file.h"
#include "cli/output.h"
#include "kb/read.h"

enum { KB_LIMIT = 1 << 30 /* bytes of a kb.json that is read */ };

bool kb_file_read(const char *path, struct kb *kb)
{
    struct buffer bytes = {0};
    struct diagnostics errors = {0};
    bool done = file_read(path, KB_LIMIT, &bytes, &errors) == STATUS_OK;
    if (done && !slice_starts(slice_trim(buffer_slice(&bytes)), "{")) {
        struct place place = {.file = path};
        diagnostics_add(&errors, SEVERITY_ERROR, &place,
                        "not a knowledge base; name a kb.json that 'annals build' has written");
        done = false;
    }
    done = done && kb_read(kb, buffer_slice(&bytes), path, &errors) == STATUS_OK;
    output_diagnostics(&errors);
    buffer_release(&bytes);
    return done;
}
