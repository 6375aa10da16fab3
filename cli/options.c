#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { HELP_COLUMN = 24, HELP_WIDTH = 78, MAX_OPTIONS = 64 };

void text_list_add(struct text_list *list, const char *text)
{
    list->items = array_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = text;
}

void text_list_release(struct text_list *list)
{
    free(list->items);
    *list = (struct text_list){0};
}

bool text_list_wants(const struct text_list *only, struct slice rule)
{
    for (size_t i = 0; i < only->count; i++) {
        struct slice name = slice_of(only->items[i]);
        bool prefix = name.len > 0 && name.ptr[name.len - 1] == '*';
        if (prefix ? rule.len >= name.len - 1 && memcmp(rule.ptr, name.ptr, name.len - 1) == 0
                   : slice_equal(name, rule)) {
            return true;
        }
    }
    return only->count == 0;
}

static enum status complain(const struct option_table *table, const char *suggestion)
{
    if (suggestion) {
        fprintf(stderr, ", did you mean '--%s'?", suggestion);
    }
    fprintf(stderr, "\nsee 'annals %s --help'\n", table->command);
    return STATUS_USAGE;
}

static enum status complain_unknown(const struct option_table *table, const char *text)
{
    const char *names[MAX_OPTIONS + 1];
    size_t count = 0;
    for (size_t i = 0; i < table->count && i < MAX_OPTIONS; i++) {
        names[count++] = table->options[i].name;
    }
    names[count++] = "help";
    bool is_long = strncmp(text, "--", 2) == 0;
    const char *suggestion = NULL;
    if (is_long) {
        struct slice word = slice_make(text + 2, strcspn(text + 2, "="));
        suggestion = suggest_nearest(word, names, count);
        fprintf(stderr, "annals %s: unknown option '--%.*s'", table->command, SLICE_ARG(word));
    } else {
        fprintf(stderr, "annals %s: unknown option '%.2s'", table->command, text);
    }
    return complain(table, suggestion);
}

static const struct option *find_long(const struct option_table *table, struct slice name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (slice_is(name, table->options[i].name)) {
            return &table->options[i];
        }
    }
    return NULL;
}

static const struct option *find_short(const struct option_table *table, char letter)
{
    for (size_t i = 0; i < table->count; i++) {
        if (letter != '\0' && table->options[i].letter == letter) {
            return &table->options[i];
        }
    }
    return NULL;
}

static enum status store_number(const struct option_table *table, const struct option *option, const char *text,
                                int *number)
{
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < option->minimum || value > option->maximum) {
        fprintf(stderr, "annals %s: --%s is '%s', expected a whole number from %d to %d", table->command, option->name,
                text, option->minimum, option->maximum);
        return complain(table, NULL);
    }
    *number = (int)value;
    return STATUS_OK;
}

static enum status store(const struct option_table *table, const struct option *option, const char *text,
                         void *settings)
{
    void *field = (char *)settings + option->offset;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        break;
    case OPTION_TEXT:
        *(const char **)field = text;
        break;
    case OPTION_LIST:
        text_list_add(field, text);
        break;
    case OPTION_NUMBER:
        return store_number(table, option, text, field);
    }
    return STATUS_OK;
}

/* One option at argv[*at]; *at moves to the last argument it used up. */
static enum status parse_one(const struct option_table *table, int argc, char **argv, int *at, void *settings)
{
    const char *text = argv[*at];
    const struct option *option = NULL;
    const char *value = NULL;
    if (text[1] == '-') {
        size_t length = strcspn(text + 2, "=");
        option = find_long(table, slice_make(text + 2, length));
        value = text[2 + length] == '=' ? text + 3 + length : NULL;
    } else {
        option = find_short(table, text[1]);
        value = text[2] != '\0' ? text + 2 : NULL;
    }
    if (!option || (option->kind == OPTION_FLAG && value && text[1] != '-')) {
        return complain_unknown(table, text);
    }
    if (option->kind == OPTION_FLAG && value) {
        fprintf(stderr, "annals %s: --%s takes no value, '%s' was given", table->command, option->name, value);
        return complain(table, NULL);
    }
    if (option->kind != OPTION_FLAG && !value) {
        if (*at + 1 >= argc) {
            fprintf(stderr, "annals %s: --%s needs a value: %s", table->command, option->name, option->argument);
            return complain(table, NULL);
        }
        value = argv[++*at];
    }
    return store(table, option, value, settings);
}

enum status options_parse(const struct option_table *table, int argc, char **argv, void *settings,
                          struct text_list *operands, bool *help)
{
    *help = false;
    bool ended = false;
    for (int i = 0; i < argc; i++) {
        const char *text = argv[i];
        if (ended || text[0] != '-' || text[1] == '\0') {
            text_list_add(operands, text);
        } else if (strcmp(text, "--") == 0) {
            ended = true;
        } else if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0) {
            *help = true;
            return STATUS_OK;
        } else if (parse_one(table, argc, argv, &i, settings) != STATUS_OK) {
            return STATUS_USAGE;
        }
    }
    return STATUS_OK;
}

/* Prints text wrapped from column HELP_COLUMN; the cursor stands at `column`. */
static void print_wrapped(const char *text, size_t column, FILE *out)
{
    if (column + 2 > HELP_COLUMN) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s", (int)(HELP_COLUMN - column), "");
    column = HELP_COLUMN;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (column > HELP_COLUMN && column + 1 + length > HELP_WIDTH) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            fputc(' ', out);
            column++;
        }
        fprintf(out, "%.*s", (int)length, text);
        column += length;
        text += length;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}

void options_print(const struct option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct option *option = &table->options[i];
        char left[64];
        int length = option->letter != '\0' ? snprintf(left, sizeof left, "  -%c, --%s", option->letter, option->name)
                                            : snprintf(left, sizeof left, "      --%s", option->name);
        if (option->argument && length > 0 && (size_t)length < sizeof left) {
            length += snprintf(left + length, sizeof left - (size_t)length, " %s", option->argument);
        }
        fputs(left, out);
        print_wrapped(option->help, length > 0 ? (size_t)length : 0, out);
    }
    fputs("  -h, --help", out);
    print_wrapped("show this and end", strlen("  -h, --help"), out);
}
