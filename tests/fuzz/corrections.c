/* Any bytes as corrections.yaml: refused with a message, or applied to a few events. */
#include <stdint.h>
#include <stdlib.h>

#include "export/kb_json.h"
#include "kb/read.h"
#include "kb/resolve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void place(struct evidence *at, size_t begin, const char *text)
{
    at->quote = slice_of(text);
    at->source = at->text = at->chars = (struct span){begin, begin + at->quote.len};
}

/* Three meetings, two of which share a sentence; "a", "b", "c" organize them. */
static void fill(struct mention_set *set, struct name_mention *names, struct event_mention *events,
                 struct filler *fillers)
{
    static const char *const texts[] = {"A Congress", "B Congress", "C Forum"};
    static const char *const bodies[] = {"Body A", "Body B", "Body C"};
    set->document = (struct document){.id = slice_of("doc:0000000000000000"),
                                      .sha256 = slice_of("0"),
                                      .path = slice_of("a.txt"),
                                      .media_type = slice_of("text/plain")};
    set->facts.date = UINT32_MAX;
    for (uint32_t i = 0; i < 3; i++) {
        place(&names[i].at, 100 * i, bodies[i]);
        names[i].type = slice_of("organization");
        names[i].name = names[i].at.quote;
        place(&events[i].at, 100 * i + 50, texts[i]);
        place(&events[i].sentence, 100 * (i / 2) + 50, i < 2 ? "one" : "two");
        events[i].class = slice_of("meeting");
        events[i].title = events[i].at.quote;
        events[i].ordinal = events[i].title_year = TIME_UNSET;
        events[i].status = EVENT_PLANNED;
        fillers[i] = (struct filler){slice_of("organizer"), i};
        events[i].fillers = &fillers[i];
        events[i].filler_count = 1;
    }
    set->names = names;
    set->events = events;
    set->name_count = set->event_count = 3;
}

static void apply(const struct corrections *corrections, struct diagnostics *errors)
{
    struct name_mention names[3] = {0};
    struct event_mention events[3] = {0};
    struct filler fillers[3];
    struct mention_set set = {0};
    struct mention_set *sets[] = {&set};
    struct kb kb;
    struct kb again;
    struct buffer json = {0};
    fill(&set, names, events, fillers);
    struct resolve_options options = {.corrections = corrections, .errors = errors};
    kb_resolve(&kb, sets, 1, &options);
    if (kb.correction_count > corrections->count || kb.event_count + kb.rejected_event_count > 3 + corrections->count) {
        __builtin_trap();
    }
    kb_write_json(&json, &kb);
    if (kb_read(&again, buffer_slice(&json), "kb.json", errors) != STATUS_OK) {
        __builtin_trap();
    }
    kb_release(&again);
    kb_release(&kb);
    buffer_release(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct corrections corrections = {0};
    struct diagnostics errors = {0};
    if (corrections_read(&corrections, slice_make((const char *)data, size), "corrections.yaml", &errors) ==
        STATUS_OK) {
        apply(&corrections, &errors);
    } else if (errors.error_count == 0) {
        __builtin_trap();
    }
    corrections_release(&corrections);
    diagnostics_release(&errors);
    return 0;
}
