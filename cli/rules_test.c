#include "cli/rules_test.h"

static void run_one(const struct program *program, struct scratch *scratch, const struct example *example,
                    struct rules_report *report)
{
    struct arena arena;
    arena_init(&arena);
    struct found_list list;
    finds_collect(program, scratch, example, &list, &arena);
    rules_report_add(report, example, &list, compare_is_dated(example) && compare_finds(example, &list));
    finds_release(&list);
    arena_release(&arena);
}

static void run_all(const struct program *program, const struct text_list *only, struct rules_report *report)
{
    struct arena arena;
    arena_init(&arena);
    size_t count, wanted = 0;
    const struct example *examples = program_examples(program, &arena, &count);
    for (size_t i = 0; i < count; i++) {
        wanted += text_list_wants(only, examples[i].rule);
    }
    rules_report_begin(report, wanted);
    struct scratch *scratch = scratch_new(program);
    for (size_t i = 0; i < count; i++) {
        if (text_list_wants(only, examples[i].rule)) {
            run_one(program, scratch, &examples[i], report);
        }
    }
    scratch_free(scratch);
    arena_release(&arena);
    rules_report_end(report);
}

struct rules_result rules_run(const struct program *program, const struct text_list *only, enum rules_format format)
{
    struct rules_report report = {.format = format};
    run_all(program, only, &report);
    return report.result;
}

struct rules_result rules_run_failures(const struct program *program, struct json *json)
{
    struct rules_report report = {.format = RULES_FORMAT_JSON, .within = json};
    struct text_list all = {0};
    json_key(json, "examples");
    run_all(program, &all, &report);
    return report.result;
}
