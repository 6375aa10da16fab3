/* annals profile: a page about one organization. */
#include "cli/sheet_command.h"

#define FIELD(name) offsetof(struct sheet_settings, name)

static const struct option options[] = {
    SHEET_OPTIONS,
    {OPTION_TEXT, 0, "as-of", "DAY", "what comes after this day (default: that of the newest document)", FIELD(as_of),
     0, 0},
    {OPTION_FLAG, 0, "all", NULL, "all events and agreements; without it the newest, as many as a page holds",
     FIELD(whole), 0, 0},
    SELECT_OPTIONS(struct sheet_settings),
};

static bool make(struct sheet_page *page, const struct selection *selection, struct table_options *wanted,
                 const char *operand, struct arena *arena, struct buffer *problem)
{
    uint32_t entity;
    if (!select_entity_by_part(selection->kb, slice_of(operand), &entity, problem)) {
        return false;
    }
    if (entity == SELECT_NONE) {
        buffer_add_text(problem, "whose profile? a name, acronym or id is missing");
        return false;
    }
    profile_make(page, selection, entity, wanted, arena);
    return true;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct sheet_settings settings = {.several = true};
    struct text_list operands = {0};
    int status = command_begin(command, argc, argv, &settings, &operands, 2, 2);
    if (status < 0) {
        status = sheet_run(command, &settings, &operands, make);
    }
    sheet_settings_release(&settings);
    text_list_release(&operands);
    return status;
}

const struct command command_profile = {
    .name = "profile",
    .operands = "KB.json ORG",
    .summary = "write a page about one organization",
    .details = "Names, what it is part of and its parts, what comes next, agreements, links, events,\n"
               "sources. ORG is a name, acronym or id, of a state, person or place as well, or a part\n"
               "of a name that no other has. KB.json is what 'annals build' wrote; - is standard\n"
               "input.\n",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
