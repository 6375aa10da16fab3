/* Shared by yaml.c and yaml_place.c: places in a rule file. */
#ifndef ANNALS_BASE_YAML_P_H
#define ANNALS_BASE_YAML_P_H

#include "base/yaml.h"

/* Copies name and bytes and notes where lines and characters begin. The bytes must be valid UTF-8. */
struct yaml_file *yaml_file_new(struct arena *arena, struct slice bytes, const char *name);
/* The byte at which character `index`, counted from 0, begins. */
size_t yaml_file_byte(const struct yaml_file *file, size_t index);
/* Line, column and source line of a byte. */
struct place yaml_file_place(const struct yaml_file *file, size_t byte);

#endif
