#include "cli/summary.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "cli/output.h"
#include "kb/partners.h"

/* Text from documents: nothing in it may drive a terminal. */
static void print_text(struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t c = utf8_decode(text, at, &at);
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c == 0xFFFD && at == begin + 1);
        if (is_control) {
            putchar('?');
        } else {
            fwrite(text.ptr + begin, 1, at - begin, stdout);
        }
    }
}

static void print_heading(const char *text)
{
    printf(output_has_colour() ? "\033[1m%s\033[0m" : "%s", text);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_documents(const struct summary *summary)
{
    const struct corpus *corpus = summary->corpus;
    size_t copies = corpus->read > summary->kb->document_count ? corpus->read - summary->kb->document_count : 0;
    print_heading("Documents");
    printf("  %zu read", corpus->read);
    if (copies > 0) {
        printf(" (%zu %s as another)", copies, copies == 1 ? "is the same" : "are the same");
    }
    printf(", %zu skipped\n", corpus->skipped_count);
    for (size_t i = 0; i < corpus->skipped_count && i < SUMMARY_SKIPPED; i++) {
        fputs("  skipped ", stdout);
        print_text(corpus->skipped[i].path);
        fputs(": ", stdout);
        print_text(corpus->skipped[i].why);
        putchar('\n');
    }
    if (corpus->skipped_count > SUMMARY_SKIPPED) {
        printf("  and %zu more\n", corpus->skipped_count - SUMMARY_SKIPPED);
    }
}

/* Counts the values that `value_of` gives, in order of first appearance. */
static void count_values(const struct kb *kb, struct slice (*value_of)(const struct kb_event *), struct map *counts)
{
    for (size_t i = 0; i < kb->event_count; i++) {
        ++*map_put(counts, value_of(&kb->events[i]), 0, NULL);
    }
}

static struct slice class_of(const struct kb_event *event)
{
    return event->class;
}

static struct slice status_of(const struct kb_event *event)
{
    return event->status;
}

static int compare_counts(const void *left, const void *right)
{
    const struct map_entry *a = left;
    const struct map_entry *b = right;
    if (a->value != b->value) {
        return a->value > b->value ? -1 : 1;
    }
    return slice_compare(a->key, b->key);
}

/* "meeting 20, document 9", most frequent first. */
static void print_counts(const struct kb *kb, struct slice (*value_of)(const struct kb_event *))
{
    struct map counts = {0};
    count_values(kb, value_of, &counts);
    struct map_entry *sorted = memory_zero(counts.count + 1, sizeof *sorted);
    if (counts.count > 0) {
        memcpy(sorted, counts.entries, counts.count * sizeof *sorted);
        qsort(sorted, counts.count, sizeof *sorted, compare_counts);
    }
    for (size_t i = 0; i < counts.count; i++) {
        fputs(i > 0 ? ", " : "  ", stdout);
        print_text(sorted[i].key);
        printf(" %u", sorted[i].value);
    }
    putchar('\n');
    free(sorted);
    map_release(&counts);
}

static void print_events(const struct kb *kb)
{
    print_heading("Events");
    printf("  %zu", kb->event_count);
    if (kb->event_count == 0) {
        putchar('\n');
        return;
    }
    size_t dated = 0;
    for (size_t i = 0; i < kb->event_count; i++) {
        dated += kb->events[i].has_date;
    }
    printf(", %zu with a date\n", dated);
    print_counts(kb, class_of);
    print_counts(kb, status_of);
}

static void print_partners(const struct kb *kb)
{
    uint32_t hub = kb_hub(kb);
    if (hub == UINT32_MAX) {
        return;
    }
    struct kb_partner *partners;
    size_t count = kb_partners(kb, hub, &partners);
    size_t planned = 0;
    for (size_t i = 0; i < count; i++) {
        planned += partners[i].is_planned;
    }
    print_heading("Partners");
    fputs("  ", stdout);
    print_text(kb->entities[hub].name);
    if (count > planned) {
        printf(" has agreements with %zu", count - planned);
        if (planned > 0) {
            printf(", and %zu planned", planned);
        }
    } else {
        printf(" plans agreements with %zu", planned);
    }
    putchar('\n');
    for (size_t i = 0; i < count && i < SUMMARY_PARTNERS; i++) {
        fputs("  ", stdout);
        print_text(kb->entities[partners[i].entity].name);
        puts(partners[i].is_planned ? " (planned)" : "");
    }
    if (count > SUMMARY_PARTNERS) {
        printf("  and %zu more\n", count - SUMMARY_PARTNERS);
    }
    free(partners);
}

/* What should be looked at first comes first here too. */
static const struct {
    const char *kind;
    const char *lead; /* what is said before the check's own text */
} check_kinds[] = {
    {"inferred-year", "its date is worked out, not stated: "}, {"conflict", "sources differ: "}, {"unconfirmed", ""},
    {"no-event", "a date, but no event was understood: "},     {"empty-document", ""},
};

enum { CHECK_KINDS = sizeof check_kinds / sizeof *check_kinds };

static size_t kind_rank(struct slice kind)
{
    for (size_t i = 0; i < CHECK_KINDS; i++) {
        if (slice_is(kind, check_kinds[i].kind)) {
            return i;
        }
    }
    return CHECK_KINDS;
}

/* A long text ends at a space and in three dots. */
static void print_shortened(struct slice text)
{
    if (text.len <= SUMMARY_WIDTH) {
        print_text(text);
        return;
    }
    size_t end = SUMMARY_WIDTH;
    while (end > SUMMARY_WIDTH / 2 && text.ptr[end] != ' ') {
        end--;
    }
    while ((text.ptr[end] & 0xC0) == 0x80) { /* never inside a character */
        end--;
    }
    print_text(slice_sub(text, 0, end));
    fputs(" ...", stdout);
}

static void print_check(const struct kb *kb, const struct kb_check *check)
{
    size_t rank = kind_rank(check->kind);
    fputs("  ", stdout);
    if (check->document < kb->document_count) {
        print_text(kb->documents[check->document].path);
        fputs(": ", stdout);
    }
    if (rank < CHECK_KINDS) {
        fputs(check_kinds[rank].lead, stdout);
    }
    print_shortened(check->text);
    putchar('\n');
}

/* One of each kind, then a second of each, until there is no room: no kind hides the others. */
static size_t choose_checks(const struct kb *kb, bool *is_chosen)
{
    size_t chosen = 0;
    bool is_more = true;
    while (is_more && chosen < SUMMARY_CHECKS) {
        is_more = false;
        for (size_t rank = 0; rank <= CHECK_KINDS && chosen < SUMMARY_CHECKS; rank++) {
            size_t i = 0;
            while (i < kb->check_count && (is_chosen[i] || kind_rank(kb->checks[i].kind) != rank)) {
                i++;
            }
            if (i < kb->check_count) {
                is_chosen[i] = true;
                is_more = true;
                chosen++;
            }
        }
    }
    return chosen;
}

static void print_checks(const struct kb *kb)
{
    print_heading("Check first");
    if (kb->check_count == 0) {
        puts("  nothing stands out");
        return;
    }
    putchar('\n');
    bool *is_chosen = memory_zero(kb->check_count, sizeof *is_chosen);
    size_t chosen = choose_checks(kb, is_chosen);
    for (size_t rank = 0; rank <= CHECK_KINDS; rank++) {
        for (size_t i = 0; i < kb->check_count; i++) {
            if (is_chosen[i] && kind_rank(kb->checks[i].kind) == rank) {
                print_check(kb, &kb->checks[i]);
            }
        }
    }
    free(is_chosen);
    if (kb->check_count > chosen) {
        printf("  and %zu more\n", kb->check_count - chosen);
    }
}

static void print_corrections(const struct summary *summary)
{
    const struct kb *kb = summary->kb;
    size_t applied = 0;
    for (size_t i = 0; i < kb->correction_count; i++) {
        applied += kb->corrections[i].is_applied;
    }
    if (kb->correction_count == 0 && summary->found->count == 0) {
        return;
    }
    print_heading("Corrections");
    printf("  %zu applied", applied);
    if (applied < kb->correction_count) {
        printf(", %zu not applied", kb->correction_count - applied);
    }
    for (size_t i = 0; i < summary->found->count; i++) {
        fputs(i > 0 ? ", " : "; read from ", stdout);
        print_text(slice_of(summary->found->items[i]));
    }
    putchar('\n');
}

void summary_print(const struct summary *summary)
{
    print_documents(summary);
    print_events(summary->kb);
    print_partners(summary->kb);
    print_corrections(summary);
    if (summary->since.len > 0) {
        print_heading("Since the last build");
        printf("  %.*s\n", SLICE_ARG(summary->since));
    }
    print_checks(summary->kb);
    print_heading("Written");
    printf("  to %s:", summary->folder);
    for (size_t i = 0; i < summary->written->count; i++) {
        printf(" %s", summary->written->items[i]);
    }
    printf("\n");
    print_heading("Time");
    printf("  %.2f s, %zu byte%s of documents\n", summary->seconds, summary->corpus->bytes,
           plural(summary->corpus->bytes));
}
