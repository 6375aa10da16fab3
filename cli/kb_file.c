#include "cli/kb_file.h"

#include <unistd.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/output.h"
#include "kb/read.h"

enum { KB_LIMIT = 1 << 30 /* bytes of a kb.json that is read */ };

static bool read_kb(const char *path, struct kb *kb, struct diagnostics *errors)
{
    struct buffer bytes = {0};
    bool done = file_read(path, KB_LIMIT, &bytes, errors) == STATUS_OK;
    if (done && !slice_starts(slice_trim(buffer_slice(&bytes)), "{")) {
        struct place place = {.file = path};
        diagnostics_add(errors, SEVERITY_ERROR, &place,
                        "not a knowledge base; name a kb.json that 'annals build' has written");
        done = false;
    }
    done = done && kb_read(kb, buffer_slice(&bytes), path, errors) == STATUS_OK;
    buffer_release(&bytes);
    return done;
}

bool kb_file_read(const char *path, struct kb *kb)
{
    struct diagnostics errors = {0};
    bool done = read_kb(path, kb, &errors);
    output_diagnostics(&errors);
    return done;
}

bool kb_file_read_quietly(const char *path, struct kb *kb)
{
    struct diagnostics errors = {0};
    bool done = access(path, R_OK) == 0 && read_kb(path, kb, &errors);
    diagnostics_release(&errors);
    return done;
}

void plain_text(struct buffer *out, struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t c = utf8_decode(text, at, &at);
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c == 0xFFFD && at == begin + 1);
        if (is_control) {
            buffer_add_byte(out, '?');
        } else {
            buffer_add(out, slice_sub(text, begin, at));
        }
    }
}

void date_words(struct buffer *out, bool has_date, const struct kb_date *date)
{
    if (!has_date) {
        return;
    }
    if (date->edtf.len > 0) {
        plain_text(out, date->edtf);
    } else if (date->latest != CALENDAR_NO_DAY) {
        struct calendar_date day = calendar_from_days(date->latest);
        buffer_format(out, "by %04d-%02d-%02d", day.year, day.month, day.day);
    }
}
