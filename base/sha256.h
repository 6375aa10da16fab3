/* SHA-256 over nettle (included by sha256.c alone). */
#ifndef ANNALS_BASE_SHA256_H
#define ANNALS_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum { SHA256_HEX = 64 };

/* Hex digest of the bytes, NUL-terminated. */
void sha256_hex(struct slice bytes, char hex[SHA256_HEX + 1]);

#endif
