/* UTF-8, over libutf8proc (included by utf8.c alone). */
#ifndef ANNALS_BASE_UTF8_H
#define ANNALS_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"

/* Decodes one code point at text[at]; sets *next to the byte after it. Invalid bytes give U+FFFD and advance by 1. */
uint32_t utf8_decode(struct slice text, size_t at, size_t *next);
void utf8_encode(struct buffer *out, uint32_t code_point);
/* Offset of the first invalid byte, or text.len. */
size_t utf8_valid_prefix(struct slice text);
size_t utf8_count(struct slice text);
bool utf8_is_upper(uint32_t c); /* upper or title case letter */
bool utf8_is_lower(uint32_t c);
bool utf8_is_letter(uint32_t c); /* letters and combining marks */
bool utf8_is_digit(uint32_t c);  /* ASCII digits only */
bool utf8_is_symbol(uint32_t c); /* of currencies, of mathematics and the like; no punctuation */
bool utf8_is_space(uint32_t c);  /* white space of any kind, NBSP and zero width space included */
/* Columns that the code point takes on a terminal: 0 (marks, controls), 1 or 2. */
unsigned utf8_width(uint32_t c);
/* Lower case, full NFKC case fold, U+2019 and U+02BC to ' and dashes U+2010..U+2015 to -: the key under which a word is
 * looked up. */
void utf8_fold(struct buffer *out, struct slice word);
/* As utf8_fold and without accents: the key under which names are compared. */
void utf8_fold_plain(struct buffer *out, struct slice text);

#endif
