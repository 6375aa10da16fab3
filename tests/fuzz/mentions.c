/* Any bytes as NDJSON of mentions: lines that are wrong are reported, the others make a graph that can be written. */
#include <stdint.h>

#include "export/kb_json.h"
#include "kb/read_mentions.h"
#include "kb/resolve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mention_file file = {0};
    struct diagnostics errors = {0};
    enum status status = mention_file_read(&file, slice_make((const char *)data, size), "mentions.ndjson", &errors);
    if ((status == STATUS_OK) != (errors.error_count == 0)) {
        __builtin_trap();
    }
    struct kb kb = {0};
    struct buffer json = {0};
    struct resolve_options options = {.rules_hash = file.rules_hash, .words = &file.words};
    kb_resolve(&kb, file.sets, file.count, &options);
    kb_write_json(&json, &kb);
    buffer_release(&json);
    kb_release(&kb);
    mention_file_release(&file);
    diagnostics_release(&errors);
    return 0;
}
