/* annals show: one event, entity or relation with all that speaks for it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/kb_file.h"
#include "cli/output.h"
#include "cli/show.h"

enum { LISTED = 20 };

struct settings {
    const char *out, *format, *entry;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "out", "FILE", "where to write (default: standard output)", offsetof(struct settings, out), 0,
     0},
    {OPTION_TEXT, 0, "format", "FORMAT", "text or json (default: text)", offsetof(struct settings, format), 0, 0},
    {OPTION_TEXT, 0, "entry", "ACTION",
     "instead, an entry for corrections.yaml to be completed: confirm, merge, redate, reject, rename or split",
     offsetof(struct settings, entry), 0, 0},
};

static int write_one(const struct settings *settings, const struct kb *kb, const struct shown *shown)
{
    struct buffer out = {0};
    if (settings->entry) {
        show_write_entry(&out, kb, shown, settings->entry);
    } else if (settings->format && strcmp(settings->format, "json") == 0) {
        show_write_json(&out, kb, shown);
    } else {
        show_write_text(&out, kb, shown);
    }
    int status = output_file(settings->out, buffer_slice(&out)) ? EXIT_DONE : EXIT_USAGE;
    buffer_release(&out);
    return status;
}

static void print_nothing(const struct kb *kb, struct slice text)
{
    struct arena arena = {0};
    struct buffer clean = {0};
    const char *nearest = show_suggest(kb, text, &arena);
    plain_text(&clean, nearest ? slice_of(nearest) : (struct slice){0});
    fprintf(stderr, "annals show: nothing is called %.*s", SLICE_ARG(text));
    fprintf(stderr, nearest ? "; did you mean %.*s?\n" : "%.*s\n", SLICE_ARG(buffer_slice(&clean)));
    buffer_release(&clean);
    arena_release(&arena);
}

static void print_several(const struct shown_list *found, struct slice text)
{
    struct buffer list = {0};
    for (size_t i = 0; i < found->count && i < LISTED; i++) {
        buffer_add_text(&list, "  ");
        show_write_line(&list, &found->items[i]);
    }
    fprintf(stderr, "annals show: %zu are called %.*s; name one by its id\n%.*s", found->count, SLICE_ARG(text),
            SLICE_ARG(buffer_slice(&list)));
    if (found->count > LISTED) {
        fprintf(stderr, "  and %zu more\n", found->count - LISTED);
    }
    buffer_release(&list);
}

static int show(const struct settings *settings, const char *path, struct slice text)
{
    struct kb kb = {0};
    if (!kb_file_read(path, &kb)) {
        return EXIT_USAGE;
    }
    struct shown_list found = {0};
    int status = EXIT_USAGE;
    show_find(&kb, text, &found);
    if (found.count == 0) {
        print_nothing(&kb, text);
    } else if (found.count > 1) {
        print_several(&found, text);
    } else {
        status = write_one(settings, &kb, &found.items[0]);
    }
    free(found.items);
    kb_release(&kb);
    return status;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; text && i < count; i++) {
        if (strcmp(text, words[i]) == 0) {
            return true;
        }
    }
    return text == NULL;
}

static bool check_settings(const struct settings *settings)
{
    static const char *const formats[] = {"text", "json"};
    static const char *const actions[] = {"confirm", "merge", "redate", "reject", "rename", "split"};
    if (!is_one_of(settings->format, formats, sizeof formats / sizeof *formats)) {
        fprintf(stderr, "annals show: --format is '%s', expected text or json\n", settings->format);
        return false;
    }
    if (!is_one_of(settings->entry, actions, sizeof actions / sizeof *actions)) {
        fprintf(stderr, "annals show: --entry is '%s', expected confirm, merge, redate, reject, rename or split\n",
                settings->entry);
        return false;
    }
    return true;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 2, 2);
    if (status < 0) {
        status =
            check_settings(&settings) ? show(&settings, operands.items[0], slice_of(operands.items[1])) : EXIT_USAGE;
    }
    text_list_release(&operands);
    return status;
}

const struct command command_show = {
    .name = "show",
    .operands = "KB.json ID|NAME",
    .summary = "show an event or entity with all that speaks for it",
    .details = "Sentences with document, date, line, characters and rule, how each date was found,\n"
               "conflicts, corrections, and what it is linked with. A name may be a title, an\n"
               "alias, or a part of one where nothing else has it.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
