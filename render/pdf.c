#include "render/pdf_p.h"

#include <stdio.h>

enum { ISO_BYTES = 10 };

static void fix(struct buffer *pdf, const char *key, const char *stamp)
{
    size_t key_bytes = strlen(key);
    char *at = pdf->bytes;
    char *end = pdf->bytes + pdf->len;
    while (at && at < end && (at = memmem(at, (size_t)(end - at), key, key_bytes)) != NULL) {
        at += key_bytes;
        if ((size_t)(end - at) < PDF_STAMP_DIGITS) {
            return;
        }
        memcpy(at, stamp, PDF_STAMP_DIGITS);
        at += PDF_STAMP_DIGITS;
        /* the zone, up to the bracket: Z00'00 or +01'00 */
        for (size_t i = 0; at + i < end && at[i] != ')' && i < 8; i++) {
            if ((at[i] >= '1' && at[i] <= '9')) {
                at[i] = '0';
            } else if (at[i] == '-') {
                at[i] = '+';
            }
        }
    }
}

void pdf_stamp(struct slice as_of, char *stamp)
{
    memcpy(stamp, "19700101000000", PDF_STAMP_DIGITS + 1);
    if (as_of.len == ISO_BYTES) {
        memcpy(stamp, as_of.ptr, 4);
        memcpy(stamp + 4, as_of.ptr + 5, 2);
        memcpy(stamp + 6, as_of.ptr + 8, 2);
    }
}

void pdf_fix_dates(struct buffer *pdf, struct slice as_of)
{
    char stamp[PDF_STAMP_DIGITS + 1];
    pdf_stamp(as_of, stamp);
    fix(pdf, "/CreationDate (D:", stamp);
    fix(pdf, "/ModDate (D:", stamp);
}
