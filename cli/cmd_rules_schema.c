/* annals rules schema: what may stand in a rule file, for editors and validators. */
#include <stdio.h>

#include "base/buffer.h"
#include "base/json.h"
#include "cli/asked.h"
#include "cli/command.h"
#include "cli/output.h"
#include "extract/schema.h"

struct settings {
    const char *output, *format;
};

static const struct option options[] = {
    {OPTION_TEXT, 'o', "output", "FILE", "where to (default: standard output)", offsetof(struct settings, output), 0,
     0},
    {OPTION_TEXT, 0, "format", "FORMAT", "json, or text: each key on a line (default: json)",
     offsetof(struct settings, format), 0, 0},
};

static int run(const struct command *command, int argc, char **argv)
{
    struct settings settings = {0};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 0, 0);
    if (status < 0 && operands.count > 0) {
        fprintf(stderr, "annals %s: '%s' is too much\n", command->name, operands.items[0]);
        status = EXIT_USAGE;
    }
    bool is_json = true;
    if (status < 0 && settings.format != NULL && !asked_format(command->name, settings.format, &is_json)) {
        status = EXIT_USAGE;
    }
    if (status < 0) {
        struct buffer out = {0};
        if (is_json) {
            struct json json;
            json_init(&json, &out, false);
            schema_write(&json);
            buffer_add_byte(&out, '\n');
        } else {
            schema_write_text(&out);
        }
        status = output_file(settings.output, buffer_slice(&out)) ? EXIT_DONE : EXIT_USAGE;
        buffer_release(&out);
    }
    text_list_release(&operands);
    return status;
}

const struct command command_rules_schema = {
    .name = "rules schema",
    .operands = "",
    .summary = "write the JSON Schema of rule files, for editors that complete and check",
    .details = "Draft 2020-12. An editor with a YAML language server reads it where the first line\n"
               "of a rule file says so:\n"
               "    # yaml-language-server: $schema=schema.json\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
