/* From what waits in the builder to the program's own tables, once all rules are compiled and all names are there. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "extract/builder_p.h"
#include "extract/lexicon_p.h"

enum {
    MANY_EDGES = 20000, /* fewer are not worth a thread */
    NEEDS_BYTES = 20,   /* for an edge, about, that needs.c takes while it runs; */
    KEPT_BYTES = 10     /* and that it leaves */
};

/* needs.c beside the rest: it reads what the others read as well, changes nothing of the program but `needs`, and what
 * its codes and layers need, and has memory of its own. */
struct needs_work {
    struct builder builder;
    struct program program, before;
};

static void *find_needs(void *argument)
{
    struct needs_work *work = argument;
    needs_find(&work->builder);
    return NULL;
}

static struct needs_work *needs_begin(struct builder *builder)
{
    struct needs_work *work = memory_alloc(sizeof *work);
    work->builder = *builder;
    work->program = *builder->program;
    work->before = work->program;
    work->builder.program = &work->program;
    work->builder.fold = work->builder.key = (struct buffer){0};
    arena_init(&work->builder.arena);
    arena_init(&work->program.arena);
    arena_reserve(&work->builder.arena, builder->pending_count * NEEDS_BYTES);
    arena_reserve(&work->program.arena, builder->pending_count * KEPT_BYTES);
    return work;
}

#ifndef NDEBUG
/* Whoever lets needs.c leave more in the program has to bring it over as well. */
static bool is_all_else_as_before(const struct needs_work *work)
{
    struct needs_work now = *work;
    now.program.needs = now.before.needs;
    now.program.arena = now.before.arena;
    return memcmp((const char *)&now.program, (const char *)&now.before, sizeof now.before) == 0;
}
#endif

static void needs_end(struct builder *builder, struct needs_work *work)
{
    assert(is_all_else_as_before(work));
    builder->program->needs = work->program.needs;
    arena_append(&builder->arena, &work->builder.arena);
    arena_append(&builder->program->arena, &work->program.arena);
    buffer_release(&work->builder.fold);
    buffer_release(&work->builder.key);
    free(work);
}

void settle_program(struct builder *builder)
{
    bool is_apart = builder->pending_count > MANY_EDGES && sysconf(_SC_NPROCESSORS_ONLN) > 1;
    struct needs_work *work = is_apart ? needs_begin(builder) : NULL;
    pthread_t thread;
    is_apart = is_apart && pthread_create(&thread, NULL, find_needs, work) == 0;
    lexicon_finish(builder);
    classes_settle(builder);
    if (is_apart) {
        pthread_join(thread, NULL);
    } else {
        needs_find(work != NULL ? &work->builder : builder);
    }
    if (work != NULL) {
        needs_end(builder, work);
    }
    possible_settle(builder->program);
}
