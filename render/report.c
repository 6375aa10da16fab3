/* Puts the page together: the files of render/report, the pictures, the data. */
#include "render/report.h"

#include "base/deflate.h"
#include "base/sha256.h"
#include "render/report_p.h"
#include "render/theme_p.h"

static struct slice file_slice(const struct report_file *file)
{
    return slice_make((const char *)file->bytes, file->len);
}

/* 'sha256-…' of an inline script or style: the page allows these bytes and no others. */
static void add_hash(struct buffer *out, struct slice bytes)
{
    char hex[SHA256_HEX + 1];
    char digest[SHA256_HEX / 2];
    sha256_hex(bytes, hex);
    for (size_t i = 0; i < sizeof digest; i++) {
        int high = hex[2 * i] <= '9' ? hex[2 * i] - '0' : hex[2 * i] - 'a' + 10;
        int low = hex[2 * i + 1] <= '9' ? hex[2 * i + 1] - '0' : hex[2 * i + 1] - 'a' + 10;
        digest[i] = (char)(high << 4 | low);
    }
    buffer_add_text(out, "'sha256-");
    base64_add(out, slice_make(digest, sizeof digest));
    buffer_add_text(out, "'");
}

static void add_policy(struct buffer *out)
{
    buffer_add_text(out, "default-src 'none'; script-src ");
    add_hash(out, file_slice(&REPORT_SCRIPT));
    buffer_add_text(out, "; style-src ");
    add_hash(out, file_slice(&REPORT_STYLE));
    buffer_add_text(out, "; base-uri 'none'; form-action 'none'");
}

static void add_data(struct buffer *out, const struct kb *kb, const struct report_options *options)
{
    struct buffer data = {0};
    report_add_data(&data, kb, options);
    bool is_plain = data.len <= REPORT_MAX_PLAIN;
    buffer_format(out, "<script type=\"%s\" id=\"data\">", is_plain ? "application/json" : "text/plain");
    if (is_plain) {
        buffer_add(out, buffer_slice(&data));
    } else {
        struct buffer packed = {0};
        deflate_add(&packed, buffer_slice(&data));
        base64_add(out, buffer_slice(&packed));
        buffer_release(&packed);
    }
    buffer_add_text(out, "</script>");
    buffer_release(&data);
}

/* What stands at a mark `<!--annals:NAME-->` of the page. */
static void add_part(struct buffer *out, struct slice name, const struct kb *kb, const struct report_options *options)
{
    static const struct {
        const char *name;
        enum render_picture picture;
    } pictures[] = {
        {"timeline", RENDER_TIMELINE}, {"partners", RENDER_PARTNERS}, {"organizations", RENDER_ORGANIZATIONS}};
    if (slice_is(name, "policy")) {
        add_policy(out);
    } else if (slice_is(name, "style")) {
        buffer_add(out, file_slice(&REPORT_STYLE));
    } else if (slice_is(name, "script")) {
        buffer_add(out, file_slice(&REPORT_SCRIPT));
    } else if (slice_is(name, "texts")) {
        bool is_own = options->theme && options->theme->report_texts.len > 0;
        report_add_escaped(out, is_own ? options->theme->report_texts : file_slice(&REPORT_TEXTS));
    } else if (slice_is(name, "data")) {
        add_data(out, kb, options);
    }
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        if (slice_is(name, pictures[i].name)) {
            report_add_picture(out, options->pictures[pictures[i].picture]);
        }
    }
}

void report_write(struct buffer *out, const struct kb *kb, const struct report_options *options)
{
    static const char begins[] = "<!--annals:", ends[] = "-->";
    struct slice page = file_slice(&REPORT_PAGE);
    while (page.len > 0) {
        const char *mark = memmem(page.ptr, page.len, begins, sizeof begins - 1);
        size_t length = mark ? (size_t)(mark - page.ptr) : page.len;
        buffer_add(out, slice_sub(page, 0, length));
        page = slice_sub(page, length, page.len);
        const char *end = mark ? memmem(page.ptr, page.len, ends, sizeof ends - 1) : NULL;
        if (end == NULL) {
            buffer_add(out, page);
            return;
        }
        struct slice name = slice_make(page.ptr + sizeof begins - 1, (size_t)(end - page.ptr) - (sizeof begins - 1));
        add_part(out, name, kb, options);
        page = slice_sub(page, (size_t)(end - page.ptr) + sizeof ends - 1, page.len);
    }
}
