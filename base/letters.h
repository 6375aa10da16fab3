/* Eight bytes of a text at a time. */
#ifndef ANNALS_BASE_LETTERS_H
#define ANNALS_BASE_LETTERS_H

#include <stdint.h>
#include <string.h>

#define LETTERS_ONES UINT64_C(0x0101010101010101)
#define LETTERS_TOPS (LETTERS_ONES * 0x80)

/* Eight bytes, the first one the least. */
static inline uint64_t letters_load(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes;
}

static inline void letters_store(char *at, uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    memcpy(at, &bytes, sizeof bytes);
}

/* The top bit of each byte that is no ASCII letter. */
static inline uint64_t letters_others(uint64_t bytes)
{
    uint64_t small = (bytes | LETTERS_ONES * 0x20) & ~LETTERS_TOPS;
    uint64_t from_a = small + LETTERS_ONES * (0x80 - 'a'); /* top bit: at least a */
    uint64_t beyond_z = small + LETTERS_ONES * (0x7F - 'z');
    return ~(from_a & ~beyond_z & ~bytes) & LETTERS_TOPS;
}

/* The top bit of each byte that is the ASCII sign. */
static inline uint64_t letters_equal(uint64_t bytes, char sign)
{
    uint64_t other = bytes ^ LETTERS_ONES * (unsigned char)sign; /* 0 where it is */
    return ~(((other & ~LETTERS_TOPS) + ~LETTERS_TOPS) | other) & LETTERS_TOPS;
}

/* The bytes before the first of those whose top bit is set in `tops`, which is not 0. */
static inline uint64_t letters_before(uint64_t bytes, uint64_t tops)
{
    return bytes & (((tops & -tops) >> 7) - 1);
}

/* How many bytes stand before the first of those. */
static inline unsigned letters_count(uint64_t tops)
{
    return (unsigned)__builtin_ctzll(tops) / 8;
}

#endif
