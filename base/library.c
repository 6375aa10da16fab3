#include "base/library.h"

#include <dlfcn.h>
#include <stddef.h>

void *library_open(const char *path, bool visible)
{
    return dlopen(path, RTLD_NOW | (visible ? RTLD_GLOBAL : RTLD_LOCAL));
}

void *library_find(void *library, const char *name)
{
    return dlsym(library, name);
}

const char *library_of(const void *function)
{
    Dl_info info;
    return dladdr(function, &info) ? info.dli_fname : NULL;
}
