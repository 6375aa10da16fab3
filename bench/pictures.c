/* bench_pictures: how long a timeline of 2,000 events and pictures of 500 organizations take on one core, made up here.
 * Times are processor times, children included, the least of three rounds. Exit status 1 where one is over its limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/calendar.h"
#include "render/render.h"

enum { ROUNDS = 3, DOCUMENTS = 40, EVENTS = 2000, YEARS = 80, ORGANIZATIONS = 500, LINKS = 1000 };

static double processor_time(void)
{
    static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    double seconds = 0;
    for (size_t i = 0; i < 2; i++) {
        struct rusage usage;
        getrusage(whose[i], &usage);
        seconds += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    }
    return seconds;
}

static struct kb_date date_of(int32_t day)
{
    return (struct kb_date){.earliest = day, .latest = day, .precision = slice_of("day"), .basis = slice_of("stated")};
}

static void add_documents(struct kb *kb)
{
    kb->as_of = slice_of("2020-12-31");
    kb->document_count = DOCUMENTS;
    kb->documents = arena_alloc_array(&kb->arena, DOCUMENTS, sizeof *kb->documents);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        kb->documents[i] = (struct kb_document){.id = arena_format(&kb->arena, "doc:%zu", i),
                                                .path = arena_format(&kb->arena, "%zu.txt", i),
                                                .title = arena_format(&kb->arena, "Address number %zu", i),
                                                .author = slice_of("A. Speaker"),
                                                .date = date_of(18000 + (int32_t)i),
                                                .has_date = true};
    }
}

static void add_events(struct kb *kb)
{
    static const char *const classes[] = {"meeting", "agreement", "document", "launch", "visit"};
    static const char *const statuses[] = {"occurred", "planned", "occurred", "cancelled", "occurred", "postponed"};
    const int32_t first = calendar_to_days((struct calendar_date){1941, 1, 1});
    kb->event_count = EVENTS;
    kb->events = arena_alloc_array(&kb->arena, EVENTS, sizeof *kb->events);
    for (size_t i = 0; i < EVENTS; i++) {
        struct kb_event *event = &kb->events[i];
        *event = (struct kb_event){
            .id = arena_format(&kb->arena, "event:%04zu", i),
            .class = slice_of(classes[i % 5]),
            .title = arena_format(&kb->arena, "Regional Conference number %zu on the Prevention of Floods", i),
            .status = slice_of(statuses[i % 6]),
            .has_date = true,
            .date = date_of(first + (int32_t)(i * YEARS * 365 / EVENTS)),
            .source_count = i % 4 + 1};
        event->mention_count = i % 3 + 1;
        event->mentions = arena_alloc_array(&kb->arena, event->mention_count, sizeof *event->mentions);
        for (size_t k = 0; k < event->mention_count; k++) {
            event->mentions[k].where.document = (uint32_t)((i + k) % DOCUMENTS);
            event->mentions[k].where.quote = event->title;
        }
    }
}

/* Half of the agreements are the first one's, with each of the others in turn. */
static void add_organizations(struct kb *kb)
{
    kb->entity_count = ORGANIZATIONS;
    kb->entities = arena_alloc_array(&kb->arena, ORGANIZATIONS, sizeof *kb->entities);
    for (size_t i = 0; i < ORGANIZATIONS; i++) {
        kb->entities[i] = (struct kb_entity){.id = arena_format(&kb->arena, "org:%03zu", i),
                                             .type = slice_of("organization"),
                                             .name = arena_format(&kb->arena, "Organization %zu for Inland Waters", i),
                                             .part_of = UINT32_MAX};
    }
    kb->relation_count = LINKS;
    kb->relations = arena_alloc_array(&kb->arena, LINKS, sizeof *kb->relations);
    for (size_t i = 0; i < LINKS; i++) {
        struct kb_relation *relation = &kb->relations[i];
        uint32_t source = i < ORGANIZATIONS ? 0 : (uint32_t)(i * 7 % ORGANIZATIONS);
        uint32_t target = (uint32_t)((i * 13 + 1) % ORGANIZATIONS);
        *relation = (struct kb_relation){.id = arena_format(&kb->arena, "relation:%04zu", i),
                                         .type = slice_of("agreement"),
                                         .source = source,
                                         .target = target == source ? target + 1 : target,
                                         .status = slice_of(i % 5 == 0 ? "planned" : "concluded"),
                                         .instrument = slice_of("memorandum of understanding"),
                                         .has_date = true,
                                         .date = date_of(12000 + (int32_t)i)};
        relation->evidence_count = 1;
        relation->evidence = arena_alloc(&kb->arena, sizeof *relation->evidence);
        *relation->evidence =
            (struct kb_evidence){.document = (uint32_t)(i % DOCUMENTS), .quote = slice_of("signed a memorandum")};
    }
}

/* The least of several rounds; a negative number where it failed. */
static double measure(const struct kb *kb, enum render_picture picture, const struct render_options *options,
                      unsigned formats)
{
    double best = -1.0;
    for (int round = 0; round < ROUNDS; round++) {
        struct render_request request = {.picture = picture, .options = options, .formats = formats};
        struct diagnostics errors = {0};
        double begun = processor_time();
        enum status status = render_many(kb, &request, 1, &errors);
        double seconds = processor_time() - begun;
        render_result_release(&request.result);
        diagnostics_print(&errors, stderr);
        diagnostics_release(&errors);
        if (status != STATUS_OK) {
            return -1.0;
        }
        best = best < 0.0 || seconds < best ? seconds : best;
    }
    return best;
}

int main(void)
{
    static const struct {
        const char *name;
        enum render_picture picture;
        enum render_matrix matrix;
        bool pages;
        unsigned formats;
        double limit; /* seconds */
    } rows[] = {
        {"timeline of 2,000 events, svg", RENDER_TIMELINE, RENDER_NO_MATRIX, false, RENDER_BIT(RENDER_SVG), 0.3},
        {"timeline of 2,000 events, all formats", RENDER_TIMELINE, RENDER_NO_MATRIX, false, RENDER_ALL_FORMATS, 1.0},
        {"timeline of 2,000 events on pages, pdf", RENDER_TIMELINE, RENDER_NO_MATRIX, true, RENDER_BIT(RENDER_PDF),
         10.0},
        {"500 partners, svg", RENDER_PARTNERS, RENDER_NO_MATRIX, false, RENDER_BIT(RENDER_SVG), 2.0},
        {"500 organizations, svg", RENDER_ORGANIZATIONS, RENDER_NO_MATRIX, false, RENDER_BIT(RENDER_SVG), 2.0},
        {"500 organizations by year, svg", RENDER_ORGANIZATIONS, RENDER_MATRIX_YEAR, false, RENDER_BIT(RENDER_SVG),
         2.0},
    };
    struct kb kb = {0};
    bool is_fine = true;
    add_documents(&kb);
    add_events(&kb);
    add_organizations(&kb);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct render_options options;
        render_options_init(&options);
        options.matrix = rows[i].matrix;
        options.pages = rows[i].pages;
        double seconds = measure(&kb, rows[i].picture, &options, rows[i].formats);
        is_fine = is_fine && seconds >= 0.0 && seconds <= rows[i].limit;
        printf("%-42s %6.3f s of processor time, at most %.1f\n", rows[i].name, seconds, rows[i].limit);
    }
    arena_release(&kb.arena);
    return is_fine ? 0 : 1;
}
