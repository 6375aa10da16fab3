/* Any bytes as kb.json: refused with a message, or read; what was read is written the same twice over. */
#include <stdint.h>

#include "export/kb_json.h"
#include "kb/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct kb kb = {0};
    struct kb again = {0};
    struct diagnostics errors = {0};
    struct buffer once = {0};
    struct buffer twice = {0};
    if (kb_read(&kb, slice_make((const char *)data, size), "kb.json", &errors) == STATUS_OK) {
        kb_write_json(&once, &kb);
        if (kb_read(&again, buffer_slice(&once), "kb.json", &errors) != STATUS_OK) {
            __builtin_trap();
        }
        kb_write_json(&twice, &again);
        if (!slice_equal(buffer_slice(&once), buffer_slice(&twice))) {
            __builtin_trap();
        }
        kb_release(&again);
    } else if (errors.error_count == 0) {
        __builtin_trap();
    }
    kb_release(&kb);
    buffer_release(&once);
    buffer_release(&twice);
    diagnostics_release(&errors);
    return 0;
}
