/* kb.json: the same bytes whatever the order, valid by its schema, and read back without loss. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../kb/builder.c"
#include "export/kb_json.h"
#include "kb/read.h"
#include "kb/resolve_p.h"

enum { SETS = 6 };

static struct mention_set *sets[SETS];

static struct mention_set *speech(size_t n)
{
    static const char *const keys[SETS] = {"a", "b", "c", "d", "e", "f"};
    static const char *const dates[SETS] = {"2018-02-01", "2018-10-31", "2019-09-26", "2021-06-30", "2022-06-16", NULL};
    struct mention_set *set = set_new(keys[n], dates[n], n % 2 ? "Ada Speaker" : "Bo Other", "Office of Harbours");
    uint32_t office = set_anaphor(set, "organization", "my Office", "speaker");
    uint32_t league = set_name(set, "organization", n % 2 ? "Organisation of Pilots" : "Organization of \"Pilots\"");
    uint32_t oslo = set_known(set, "place", "Oslo", "Oslo", "NO");
    struct event_mention *event = set_event(set, "meeting", "conference", "Conference of Harbour Pilots",
                                            n < 2 ? "2020" : "2021-06-28/2021-06-30");
    event->ordinal = 2;
    event->status = n < 3 ? EVENT_PLANNED : EVENT_OCCURRED;
    event_role(set, event, "organizer", office);
    event_role(set, event, "place", oslo);
    struct event_mention *text = set_event(set, "document", "resolution", "resolution 12", "2018");
    event_attribute(set, text, "number", "12");
    event_role(set, text, "adopter", league);
    set_event(set, "meeting", "forum", "Forum of Salt Traders", n % 3 ? NULL : "2018-03");
    set->passages = arena_alloc_array(&set->arena, 2, sizeof *set->passages);
    set->passages[set->passage_count++] = (struct passage){{2, 30}, 1, slice_of("A sentence before.")};
    set->passages[set->passage_count++] = (struct passage){{31, 60}, 4, slice_of("One that says so.")};
    set_relation(set, "agreement", office, league, UINT32_MAX)->status = n == 0 ? EVENT_PLANNED : EVENT_OCCURRED;
    return set;
}

static void init(void)
{
    for (size_t i = 0; i < SETS; i++) {
        sets[i] = speech(i);
    }
}

static void fini(void)
{
    for (size_t i = 0; i < SETS; i++) {
        set_free(sets[i]);
    }
}

TestSuite(kb_json, .init = init, .fini = fini);

static struct buffer json_of(struct mention_set *const *some, size_t count)
{
    struct kb kb;
    resolve_sets(&kb, some, count);
    struct buffer bytes = {0};
    kb_write_json(&bytes, &kb);
    kb_release(&kb);
    return bytes;
}

Test(kb_json, every_order_gives_the_same_bytes)
{
    struct buffer first = json_of(sets, SETS);
    uint32_t random = 7;
    for (size_t round = 0; round < 50; round++) {
        struct mention_set *order[SETS];
        memcpy(order, sets, sizeof order);
        for (size_t i = SETS - 1; i > 0; i--) {
            random = random * 1664525u + 1013904223u;
            size_t other = (random >> 8) % (i + 1);
            struct mention_set *swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        struct buffer again = json_of(order, SETS);
        cr_assert(slice_equal(buffer_slice(&first), buffer_slice(&again)));
        buffer_release(&again);
    }
    buffer_release(&first);
}

Test(kb_json, what_two_shards_share_counts_once)
{
    struct buffer first = json_of(sets, SETS);
    struct mention_set *twice[SETS + 2];
    memcpy(twice, sets, sizeof sets);
    twice[SETS] = sets[2];
    twice[SETS + 1] = speech(3);
    struct buffer again = json_of(twice, SETS + 2);
    cr_assert(slice_equal(buffer_slice(&first), buffer_slice(&again)));
    set_free(twice[SETS + 1]);
    buffer_release(&first);
    buffer_release(&again);
}

Test(kb_json, a_copy_under_another_path_is_the_same_document)
{
    struct mention_set *copy = speech(0);
    copy->document.path = slice_of("z/copy.txt");
    struct mention_set *both[] = {sets[0], copy};
    struct kb kb;
    resolve_sets(&kb, both, 2);
    cr_assert_eq(kb.document_count, 1);
    cr_assert_eq(kb.documents[0].copy_count, 1);
    cr_assert(slice_is(kb.documents[0].copies[0], "z/copy.txt"));
    kb_release(&kb);
    set_free(copy);
}

Test(kb_json, reading_it_back_and_writing_it_again_changes_nothing)
{
    struct buffer first = json_of(sets, SETS);
    struct kb kb;
    struct diagnostics errors = {0};
    cr_assert_eq(kb_read(&kb, buffer_slice(&first), "kb.json", &errors), STATUS_OK);
    struct buffer again = {0};
    kb_write_json(&again, &kb);
    cr_assert(slice_equal(buffer_slice(&first), buffer_slice(&again)));
    kb_release(&kb);
    diagnostics_release(&errors);
    buffer_release(&first);
    buffer_release(&again);
}

Test(kb_json, corrections_are_read_back_too)
{
    struct corrections corrections = {0};
    struct diagnostics errors = {0};
    struct kb kb;
    struct buffer first = {0};
    struct buffer second = {0};
    static const char yaml[] =
        "- reject: event:000000000000\n  was: Forum of Salt Traders, 2018-03\n"
        "- rename: event:000000000000\n  was: resolution 12, 2018\n  to: The Twelfth\n  by: A\n"
        "- redate: event:000000000000\n  was: Conference of Harbour Pilots, 2021-06-28/2021-06-30\n"
        "  to: 2021-07~\n  on: 2022-01-01\n"
        "- reject: place:oslo-no\n- rename: org:gone\n  was: Nobody\n  to: Somebody\n";
    cr_assert_eq(corrections_read(&corrections, slice_of(yaml), "c.yaml", &errors), STATUS_OK);
    struct resolve_options options = {
        .words = &test_words, .rules_hash = slice_of("0"), .corrections = &corrections, .errors = &errors};
    kb_resolve(&kb, sets, SETS, &options);
    cr_assert_gt(kb.rejected_event_count, 0);
    cr_assert_eq(kb.rejected_entity_count, 1);
    cr_assert_eq(kb.correction_count, 5);
    kb_write_json(&first, &kb);
    kb_release(&kb);
    cr_assert_eq(kb_read(&kb, buffer_slice(&first), "kb.json", &errors), STATUS_OK);
    cr_assert_eq(kb.rejected_entity_count, 1);
    kb_write_json(&second, &kb);
    cr_assert(slice_equal(buffer_slice(&first), buffer_slice(&second)));
    kb_release(&kb);
    corrections_release(&corrections);
    diagnostics_release(&errors);
    buffer_release(&first);
    buffer_release(&second);
}

Test(kb_json, nothing_at_all_is_a_knowledge_base)
{
    struct buffer empty = json_of(sets, 0);
    struct kb kb;
    struct diagnostics errors = {0};
    cr_assert_eq(kb_read(&kb, buffer_slice(&empty), "kb.json", &errors), STATUS_OK);
    cr_assert_eq(kb.document_count, 0);
    kb_release(&kb);
    buffer_release(&empty);
}

Test(kb_json, what_is_no_knowledge_base_is_refused)
{
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"format\": \"annals-kb\", \"version\": 2}",
        "{\"format\": 1, \"version\": 1}",
        "{\"format\": \"annals-kb\", \"version\": 1, \"documents\": [{}]}",
        "{\"format\": \"annals-kb\", \"version\": 1, \"documents\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}",
        "{\"format\": \"annals-kb\", \"version\": 1, \"entities\": [{\"id\": \"a\", \"part_of\": \"b\"}]}",
        "{\"format\": \"annals-kb\", \"version\": 1, \"relations\": [{\"id\": \"a\", \"source\": \"x\"}]}",
        "{\"format\": \"annals-kb\", \"version\": 1, "
        "\"events\": [{\"id\": \"a\", \"conflicts\": [{\"mentions\": [3]}]}]}",
        "{\"format\": \"annals-kb\", \"version\": 1, "
        "\"events\": [{\"id\": \"a\", \"date\": {\"earliest\": \"soon\"}}]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct kb kb;
        struct diagnostics errors = {0};
        cr_assert_eq(kb_read(&kb, slice_of(wrong[i]), "kb.json", &errors), STATUS_FAILED, "%s", wrong[i]);
        cr_assert_eq(errors.error_count, 1, "%s", wrong[i]);
        cr_assert_eq(kb.document_count, 0);
        kb_release(&kb);
        diagnostics_release(&errors);
    }
}

Test(kb_json, every_cut_of_the_file_is_refused_and_leaks_nothing)
{
    struct buffer all = json_of(sets, 2);
    for (size_t cut = 0; cut + 1 < all.len; cut += 1 + cut / 16) {
        struct kb kb;
        struct diagnostics errors = {0};
        cr_assert_eq(kb_read(&kb, slice_make(all.bytes, cut), "kb.json", &errors), STATUS_FAILED);
        kb_release(&kb);
        diagnostics_release(&errors);
    }
    buffer_release(&all);
}

Test(kb_json, the_schema_accepts_it)
{
    if (system("python3 -c 'import jsonschema' 2>/dev/null") != 0 &&
        system("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null") != 0) {
        cr_skip_test("python3-jsonschema is not installed");
    }
    char path[] = "/tmp/annals-kb-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    struct buffer bytes = json_of(sets, SETS);
    cr_assert_eq(write(file, bytes.bytes, bytes.len), (ssize_t)bytes.len);
    close(file);
    char command[1024];
    snprintf(command, sizeof command,
             "/usr/bin/python3 -c 'import json,sys,jsonschema; s=json.load(open(sys.argv[1])); "
             "v=jsonschema.Draft202012Validator(s); v.check_schema(s); "
             "e=list(v.iter_errors(json.load(open(sys.argv[2])))); [print(x.json_path, x.message) for x in e]; "
             "sys.exit(bool(e))' '%s/docs/kb.schema.json' '%s'",
             ANNALS_SOURCE_DIR, path);
    int status = system(command);
    unlink(path);
    buffer_release(&bytes);
    cr_assert_eq(status, 0);
}

/* A corpus of n documents in which most happenings are told by few, and some by all. */
static uint64_t comparisons_of(size_t n)
{
    struct mention_set **many = calloc(n, sizeof *many);
    for (size_t i = 0; i < n; i++) {
        char key[32];
        char title[80];
        snprintf(key, sizeof key, "doc%zu", i);
        many[i] = set_new(key, "2020-01-01", NULL, NULL);
        for (size_t e = 0; e < 8; e++) {
            size_t which = (i * 8 + e) / 3;
            snprintf(title, sizeof title, "Conference of Guild%zu Traders on Ware%zu", which, which % 97);
            set_event(many[i], "meeting", "conference", title, which % 2 ? "2019" : "2018-05");
        }
        set_event(many[i], "launch", "", "United Harbours", "1945");
    }
    struct kb kb;
    struct resolve_options options = {.words = &test_words};
    uint64_t comparisons = kb_resolve_counted(&kb, many, n, &options);
    kb_release(&kb);
    for (size_t i = 0; i < n; i++) {
        set_free(many[i]);
    }
    free(many);
    return comparisons;
}

Test(kb_json, four_times_the_documents_cost_little_more_than_four_times_the_comparisons)
{
    uint64_t small = comparisons_of(50);
    uint64_t large = comparisons_of(200);
    uint64_t larger = comparisons_of(800);
    cr_assert_gt(small, 0);
    cr_assert_lt(larger, large * 6, "%llu for 200, %llu for 800", (unsigned long long)large,
                 (unsigned long long)larger);
}
