/* Memory that is given back all at once: one arena per document, one per knowledge base.
 * Out of memory ends the program (memory_exit), so nothing here returns NULL. Not for sharing between threads. */
#ifndef ANNALS_BASE_ARENA_H
#define ANNALS_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* With an address sanitizer each item is an allocation of its own, so that every overrun is seen. */
#if defined(__SANITIZE_ADDRESS__)
#define ANNALS_ARENA_CHECKED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ANNALS_ARENA_CHECKED 1
#endif
#endif

struct arena_block;

struct arena {
    struct arena_block *blocks;
    char *next;
    size_t left;
};

/* A zeroed struct arena is a valid, empty arena; arena_init does just that. */
void arena_init(struct arena *arena);
/* Frees everything that was allocated; the arena can be used again. */
void arena_release(struct arena *arena);
/* Memory for so many bytes to come, where the arena is empty: so that another thread can fill it without a heap of its
 * own. */
void arena_reserve(struct arena *arena, size_t size);
/* Gives everything back but keeps memory for what comes next; for an arena that is filled over and over. */
void arena_clear(struct arena *arena);
/* What `from` has allocated becomes part of `to`; `from` is empty afterwards. */
void arena_append(struct arena *to, struct arena *from);
/* Zeroed memory, aligned for any type, valid until release. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
/* The same, not zeroed. */
void *arena_alloc_raw(struct arena *arena, size_t count, size_t size);
/* A copy with a NUL after its last byte (not counted in the length). */
struct slice arena_copy(struct arena *arena, struct slice text);
char *arena_string(struct arena *arena, struct slice text);
__attribute__((format(printf, 2, 3))) struct slice arena_format(struct arena *arena, const char *format, ...);

/* Called once, before anything else: the heap begins large and on large pages, where the system has them. To load the
 * packs then takes a third less time, most of which went into ten thousand small pages. */
void memory_begin(void);

/* Checked heap allocation for what outlives an arena or must grow: never NULL, ends the program when memory is out. */
void *memory_alloc(size_t size);
void *memory_zero(size_t count, size_t size);
void *memory_resize(void *old, size_t count, size_t size);
_Noreturn void memory_exit(void);

/* Makes room for at least `needed` items in a heap array of items of `size` bytes: doubles, updates *capacity, returns
 * the new address. Usage: a.items = array_grow(a.items, &a.capacity, a.count + 1, sizeof *a.items). */
void *array_grow(void *items, size_t *capacity, size_t needed, size_t size);

#endif
