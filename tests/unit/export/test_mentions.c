#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "export/mentions.h"
#include "kb/read_mentions.h"

static struct slice s(const char *text)
{
    return slice_of(text);
}

static struct evidence at(size_t begin, size_t end, const char *quote)
{
    return (struct evidence){
        .text = {begin, end}, .source = {begin + 3, end + 3}, .chars = {begin + 2, end + 2}, .quote = s(quote)};
}

/* One of everything, every member set. The items are the caller's. */
struct example {
    struct mention_set set;
    struct name_mention names[2];
    struct time_mention times[2];
    struct event_mention events[1];
    struct relation_mention relations[2];
    struct doubt doubts[1];
    struct passage passages[2];
    struct filler fillers[2];
    struct attribute attributes[1];
    struct slice aliases[2];
    struct slice copies[1];
    struct span ranges[2];
};

static void fill_times(struct example *e)
{
    e->times[0] = (struct time_mention){.at = at(1, 2, "last month"), .rule = s("date.month"), .narrative = true};
    time_value_clear(&e->times[0].value);
    cr_assert(time_value_set_field(&e->times[0].value, s("kind"), s("date")));
    cr_assert(time_value_set_field(&e->times[0].value, s("unit"), s("month")));
    cr_assert(time_value_set_field(&e->times[0].value, s("step"), s("-1")));
    cr_assert(time_value_set_field(&e->times[0].value, s("from"), s("document")));
    e->times[1] = (struct time_mention){.at = at(5, 9, "28 to 30 June 2021"), .in_head = true, .sentence = 4};
    time_value_clear(&e->times[1].value);
    cr_assert(time_value_set_field(&e->times[1].value, s("day"), s("28")));
    cr_assert(time_value_set_field(&e->times[1].value, s("month"), s("6")));
    cr_assert(time_value_set_field(&e->times[1].value, s("year"), s("2021")));
    cr_assert(time_value_set_field(&e->times[1].value, s("end.day"), s("30")));
    cr_assert(time_value_set_field(&e->times[1].value, s("approximate"), s("true")));
}

static void fill_events(struct example *e)
{
    e->fillers[0] = (struct filler){s("organizer"), 1};
    e->fillers[1] = (struct filler){s("place"), 0};
    e->attributes[0] = (struct attribute){s("number"), s("2396")};
    e->ranges[0] = (struct span){4, 6};
    e->ranges[1] = (struct span){9, 12};
    e->events[0] = (struct event_mention){
        .at = at(1, 9, "a \"conference\"\\ of \xC3\xA9\xE2\x80\xA8 sorts"),
        .sentence = at(0, 20, "sentence"),
        .rule = s("meeting.held"),
        .class = s("meeting"),
        .type = s("conference"),
        .title = s("Title"),
        .series = s("series"),
        .ordinal = 2,
        .title_year = 2018,
        .has_date = true,
        .date = 1,
        .scope = DATE_SCOPE_OCCASION,
        .status = EVENT_POSTPONED,
        .fillers = e->fillers,
        .filler_count = 2,
        .attributes = e->attributes,
        .attribute_count = 1,
        .back_reference = true,
    };
    e->events[0].at.ranges = e->ranges;
    e->events[0].at.range_count = 2;
}

static void fill(struct example *e)
{
    *e = (struct example){0};
    e->aliases[0] = s("ABC");
    e->aliases[1] = s("A.B.C.");
    e->names[0] =
        (struct name_mention){.at = at(1, 2, "Oslo"), .type = s("place"), .name = s("Oslo"), .country = s("NO")};
    e->names[1] = (struct name_mention){.at = at(3, 4, "Alpha Beta Centre"),
                                        .type = s("organization"),
                                        .name = s("Alpha Beta Centre"),
                                        .canonical = s("Alpha Beta Center"),
                                        .aliases = e->aliases,
                                        .alias_count = 2,
                                        .alias_of = s("x"),
                                        .wikidata = s("Q1"),
                                        .iso2 = s("XX"),
                                        .within = s("Beta"),
                                        .means = s("speaker"),
                                        .rule = s("name.org"),
                                        .sentence = 7};
    fill_times(e);
    fill_events(e);
    e->relations[0] =
        (struct relation_mention){at(1, 2, "r"), s("agreement.x"), s("agreement"), 0, 1, 0, EVENT_PLANNED};
    e->relations[1] = (struct relation_mention){at(1, 2, "r"), s("member.x"), s("member_of"), 1, 0, UINT32_MAX, 0};
    e->doubts[0] = (struct doubt){s("no-event"), at(1, 2, "d"), s("because")};
    e->copies[0] = s("b/copy.txt");
    e->set.document = (struct document){.id = s("doc:0123456789abcdef"),
                                        .path = s("a/b.txt"),
                                        .copies = e->copies,
                                        .copy_count = 1,
                                        .sha256 = s("0123"),
                                        .media_type = s("text/plain"),
                                        .given_title = s("T"),
                                        .given_author = s("A"),
                                        .given_language = s("en"),
                                        .given_date = s("2018-09")};
    e->set.facts = (struct document_facts){s("title"), s("author"), s("ABC"), s("occasion"), 1, s("en")};
    e->set.names = e->names;
    e->set.name_count = 2;
    e->set.times = e->times;
    e->set.time_count = 2;
    e->set.events = e->events;
    e->set.event_count = 1;
    e->set.relations = e->relations;
    e->set.relation_count = 2;
    e->set.doubts = e->doubts;
    e->set.doubt_count = 1;
    e->passages[0] = (struct passage){{0, 9}, 1, s("Before.")};
    e->passages[1] = (struct passage){{12, 40}, 3, s("The \"sentence\".")};
    e->set.passages = e->passages;
    e->set.passage_count = 2;
}

static const struct slice ignored[] = {{"of", 2}, {"the", 3}};
static const struct resolve_words words = {.ignored = ignored, .ignored_count = 2};

static void write_example(struct buffer *out)
{
    struct example example;
    fill(&example);
    mentions_write_header(out, s("abcd"), &words);
    mentions_write_set(out, &example.set);
}

static size_t count_lines(struct slice text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    return lines;
}

Test(mentions, what_is_read_back_is_written_the_same)
{
    struct buffer first = {0};
    write_example(&first);
    cr_assert(eq(sz, count_lines(buffer_slice(&first)), 2));
    struct mention_file file = {0};
    struct diagnostics errors = {0};
    enum status status = mention_file_read(&file, buffer_slice(&first), "x", &errors);
    diagnostics_print(&errors, stderr);
    cr_assert(eq(int, status, STATUS_OK));
    cr_assert(eq(sz, file.count, 1));
    const struct mention_set *set = file.sets[0];
    cr_assert(eq(u32, set->events[0].fillers[0].name, 1));
    cr_assert(eq(int, set->events[0].scope, DATE_SCOPE_OCCASION));
    cr_assert(eq(u32, set->relations[1].event, UINT32_MAX));
    cr_assert(eq(int, set->names[0].alias_count, 0));
    cr_assert(set->times[1].value.is_interval);
    cr_assert(eq(sz, set->events[0].at.range_count, 2));
    cr_assert(eq(sz, set->passage_count, 2));
    cr_assert(eq(u32, set->passages[1].line, 3));
    cr_assert(slice_is(set->passages[1].quote, "The \"sentence\"."));
    struct buffer second = {0};
    mentions_write_header(&second, file.rules_hash, &file.words);
    mentions_write_set(&second, set);
    cr_assert(eq(str, second.bytes, first.bytes));
    mention_file_release(&file);
    buffer_release(&first);
    buffer_release(&second);
}

Test(mentions, absent_members_keep_their_meaning)
{
    struct mention_set empty = {.document = {.id = s("doc:1"), .path = s("p")}, .facts = {.date = UINT32_MAX}};
    struct event_mention event = {.ordinal = TIME_UNSET, .title_year = TIME_UNSET};
    empty.events = &event;
    empty.event_count = 1;
    struct buffer out = {0};
    mentions_write_header(&out, s("h"), NULL);
    mentions_write_set(&out, &empty);
    struct mention_file file = {0};
    struct diagnostics errors = {0};
    cr_assert(eq(int, mention_file_read(&file, buffer_slice(&out), "x", &errors), STATUS_OK));
    cr_assert(eq(u32, file.sets[0]->facts.date, UINT32_MAX));
    cr_assert(eq(i32, file.sets[0]->events[0].ordinal, TIME_UNSET));
    cr_assert(not(file.sets[0]->events[0].has_date));
    cr_assert(eq(sz, file.words.ignored_count, 0));
    mention_file_release(&file);
    buffer_release(&out);
}

static void expect_error(const char *lines, unsigned line, const char *message, size_t kept)
{
    struct mention_file file = {0};
    struct diagnostics errors = {0};
    cr_assert(eq(int, mention_file_read(&file, s(lines), "x.ndjson", &errors), STATUS_FAILED), "%s", lines);
    cr_assert(eq(sz, errors.error_count, 1), "%s", lines);
    cr_assert(eq(uint, errors.items[0].line, line), "%s", lines);
    cr_assert(strstr(errors.items[0].message, message) != NULL, "%s: %s", lines, errors.items[0].message);
    cr_assert(eq(sz, file.count, kept));
    diagnostics_release(&errors);
    mention_file_release(&file);
}

#define HEADER   "{\"format\":\"annals-mentions\",\"version\":1,\"rules\":\"h\"}\n"
#define DOCUMENT "{\"document\":{\"id\":\"doc:1\",\"path\":\"p\"}"

Test(mentions, a_wrong_line_is_reported_and_the_others_kept)
{
    expect_error("", 0, "empty", 0);
    expect_error("\n\n", 2, "empty", 0);
    expect_error(DOCUMENT "}\n", 1, "header", 0);
    expect_error("{\"format\":\"annals-mentions\",\"version\":99}\n", 1, "version", 0);
    expect_error(HEADER "{\n" DOCUMENT "}\n", 2, "not valid JSON", 1);
    expect_error(HEADER DOCUMENT "}\n[]\n", 3, "no id or path", 1);
    expect_error(HEADER DOCUMENT ",\"names\":{}}\n", 2, "array", 0);
    expect_error(HEADER DOCUMENT ",\"facts\":{\"date\":0}}\n", 2, "points at none", 0);
    expect_error(HEADER DOCUMENT ",\"relations\":[{\"at\":{\"text\":[0,1],\"source\":[0,1],\"chars\":[0,1]},"
                                 "\"source\":4,\"target\":0}]}\n",
                 2, "points at none", 0);
    expect_error(HEADER DOCUMENT ",\"doubts\":[{\"at\":{\"text\":[3,1]}}]}\n", 2, "span", 0);
    expect_error(HEADER DOCUMENT ",\"times\":[{\"at\":{\"text\":[0,1],\"source\":[0,1],\"chars\":[0,1]},"
                                 "\"value\":{\"month\":13}}]}\n",
                 2, "time value", 0);
}

Test(mentions, files_of_other_rules_are_refused)
{
    struct mention_file file = {0};
    struct diagnostics errors = {0};
    cr_assert(eq(int, mention_file_read(&file, s(HEADER DOCUMENT "}\n"), "a", &errors), STATUS_OK));
    cr_assert(eq(int, mention_file_read(&file, s(HEADER DOCUMENT "}\n"), "b", &errors), STATUS_OK));
    cr_assert(eq(sz, file.count, 2));
    cr_assert(eq(int,
                 mention_file_read(&file, s("{\"format\":\"annals-mentions\",\"version\":1,\"rules\":\"other\"}\n"),
                                   "c", &errors),
                 STATUS_FAILED));
    cr_assert(eq(sz, file.count, 2));
    diagnostics_release(&errors);
    mention_file_release(&file);
}

Test(mentions, every_shortened_file_is_handled)
{
    struct buffer whole = {0};
    write_example(&whole);
    for (size_t len = 0; len < whole.len; len++) {
        char *copy = memory_alloc(len ? len : 1);
        memcpy(copy, whole.bytes, len);
        struct mention_file file = {0};
        struct diagnostics errors = {0};
        enum status status = mention_file_read(&file, slice_make(copy, len), "x", &errors);
        cr_assert(eq(int, status == STATUS_OK, errors.error_count == 0));
        diagnostics_release(&errors);
        mention_file_release(&file);
        free(copy);
    }
    buffer_release(&whole);
}
