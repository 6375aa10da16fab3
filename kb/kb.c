#include "kb/kb.h"

void kb_release(struct kb *kb)
{
    arena_release(&kb->arena);
    *kb = (struct kb){0};
}
