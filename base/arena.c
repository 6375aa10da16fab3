#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#if defined(__GLIBC__) && !defined(ANNALS_ARENA_CHECKED)
#include <malloc.h>
#include <sys/mman.h>

enum { HEAP_FIRST = 64 << 20, HEAP_LARGEST_ITEM = 32 << 20, HEAP_PAGE = 2 << 20 };

void memory_begin(void)
{
    mallopt(M_MMAP_THRESHOLD, HEAP_LARGEST_ITEM);
    mallopt(M_TRIM_THRESHOLD, 2 * HEAP_FIRST);
    mallopt(M_TOP_PAD, HEAP_FIRST);
    char *begin = memory_alloc(HEAP_PAGE); /* and HEAP_FIRST behind it */
    size_t gap = (size_t)(-(uintptr_t)begin & (HEAP_PAGE - 1)), size = (size_t)((char *)sbrk(0) - begin);
    if (size > gap && size <= HEAP_FIRST + 2 * (size_t)HEAP_PAGE) {
        madvise(begin + gap, size - gap, MADV_HUGEPAGE); /* fails where there are none */
    }
    free(begin);
}

#else

void memory_begin(void)
{
}

#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, FIRST_CAPACITY = 8 };

/* The header of one piece of heap memory; what is handed out follows it. */
struct arena_block {
    struct arena_block *previous;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

_Noreturn void memory_exit(void)
{
    static const char message[] = "annals: out of memory\n";
    file_remove_temporaries();
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0) {
        _exit(2); /* nowhere left to say it */
    }
    _exit(2);
}

void *memory_alloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) {
        memory_exit();
    }
    return memory;
}

void *memory_zero(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory) {
        memory_exit();
    }
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        memory_exit();
    }
    void *memory = realloc(old, bytes ? bytes : 1);
    if (!memory) {
        memory_exit();
    }
    return memory;
}

void *array_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity) {
        return items;
    }
    size_t wanted = *capacity > SIZE_MAX / 2 ? needed : *capacity * 2;
    if (wanted < FIRST_CAPACITY) {
        wanted = FIRST_CAPACITY;
    }
    if (wanted < needed) {
        wanted = needed;
    }
    items = memory_resize(items, wanted, size);
    *capacity = wanted;
    return items;
}

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block) {
        struct arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
    arena_init(arena);
}

static struct arena_block *block_new(size_t size, bool zero)
{
    size_t bytes;
    if (__builtin_add_overflow(size, sizeof(struct arena_block), &bytes)) {
        memory_exit();
    }
    struct arena_block *block = zero ? memory_zero(1, bytes) : memory_alloc(bytes);
    block->previous = NULL;
    block->size = size;
    return block;
}

void arena_append(struct arena *to, struct arena *from)
{
    struct arena_block *last = from->blocks;
    if (to->blocks == NULL) {
        *to = *from;
    } else if (last != NULL) {
        while (last->previous) {
            last = last->previous;
        }
        last->previous = to->blocks->previous; /* behind the one being filled */
        to->blocks->previous = from->blocks;
    }
    arena_init(from);
}

#ifdef ANNALS_ARENA_CHECKED

void arena_reserve(struct arena *arena, size_t size)
{
    (void)arena;
    (void)size;
}

void arena_clear(struct arena *arena)
{
    arena_release(arena);
}

/* One heap allocation for each item, so that a sanitizer sees every overrun. */
static void *take(struct arena *arena, size_t size, size_t alignment, bool zero)
{
    (void)alignment;
    struct arena_block *block = block_new(size, zero);
    block->previous = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

#else

void arena_reserve(struct arena *arena, size_t size)
{
    if (arena->blocks == NULL) {
        arena->blocks = block_new(size, false);
        arena->next = arena->blocks->bytes;
        arena->left = size;
    }
}

void arena_clear(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    if (kept == NULL || arena->next == NULL) { /* no more than large items */
        arena_release(arena);
        return;
    }
    struct arena rest = {.blocks = kept->previous};
    arena_release(&rest);
    kept->previous = NULL;
    arena->next = kept->bytes;
    arena->left = kept->size;
}

static void *take(struct arena *arena, size_t size, size_t alignment, bool zero)
{
    size_t gap = (size_t)(-(uintptr_t)arena->next & (alignment - 1));
    if (arena->left < gap || arena->left - gap < size) {
        size_t wanted = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
        if (wanted < FIRST_BLOCK) {
            wanted = FIRST_BLOCK;
        }
        if (wanted > LARGEST_BLOCK) {
            wanted = LARGEST_BLOCK;
        }
        if (size > wanted / 4) {
            /* A large item gets a block of its own, behind the one being filled. */
            struct arena_block *own = block_new(size, zero);
            if (arena->blocks) {
                own->previous = arena->blocks->previous;
                arena->blocks->previous = own;
            } else {
                arena->blocks = own;
            }
            return own->bytes;
        }
        struct arena_block *block = block_new(wanted, false);
        block->previous = arena->blocks;
        arena->blocks = block;
        arena->next = block->bytes;
        arena->left = wanted;
        gap = 0;
    }
    char *memory = arena->next + gap;
    arena->next = memory + size;
    arena->left -= gap + size;
    return zero ? memset(memory, 0, size) : memory;
}

#endif

void *arena_alloc(struct arena *arena, size_t size)
{
    return take(arena, size ? size : 1, _Alignof(max_align_t), true);
}

void *arena_alloc_raw(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        memory_exit();
    }
    return take(arena, bytes ? bytes : 1, _Alignof(max_align_t), false);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        memory_exit();
    }
    return arena_alloc(arena, bytes);
}

char *arena_string(struct arena *arena, struct slice text)
{
    size_t bytes;
    if (__builtin_add_overflow(text.len, (size_t)1, &bytes)) {
        memory_exit();
    }
    char *copy = take(arena, bytes, 1, false);
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    return copy;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    return slice_make(arena_string(arena, text), text.len);
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (len < 0) {
        va_end(again);
        return slice_make("", 0);
    }
    char *text = take(arena, (size_t)len + 1, 1, false);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return slice_make(text, (size_t)len);
}
