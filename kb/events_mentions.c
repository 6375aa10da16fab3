/* What event mentions are compared by: words of titles with their weights, days, places, parties, numbers. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/utf8.h"
#include "kb/events_p.h"

static int order_title_words(const void *a, const void *b)
{
    const struct title_word *left = a;
    const struct title_word *right = b;
    return (left->word > right->word) - (left->word < right->word);
}

static bool is_year(struct slice word)
{
    if (word.len != 4) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

static uint32_t word_number(struct event_build *build, struct slice word)
{
    bool added;
    uint32_t number = *map_put(&build->words, word, (uint32_t)build->words.count, &added);
    if (added) {
        build->frequency =
            array_grow(build->frequency, &build->frequency_capacity, build->words.count, sizeof *build->frequency);
        build->frequency[number] = 0;
    }
    return number;
}

/* Capital letters tell a name ("World Summit") from a description ("a regional conference"). */
static void note_capitals(struct title *title)
{
    size_t words = 0;
    size_t capitals = 0;
    bool begins = true;
    for (size_t at = 0; at < title->text.len;) {
        size_t next;
        uint32_t c = utf8_decode(title->text, at, &next);
        if (begins && utf8_is_letter(c)) {
            bool upper = utf8_is_upper(c);
            title->name = words == 0 ? upper : title->name;
            size_t end = at;
            while (end < title->text.len && title->text.ptr[end] != ' ') {
                end++;
            }
            if (upper || end - at > 3) { /* short words without a capital are mostly of, and, the like */
                words++;
                capitals += upper;
            }
            begins = false;
        } else if (c == ' ') {
            begins = true;
        }
        at = next;
    }
    title->proper = words > 0 && capitals * 2 >= words;
}

static bool is_number(struct slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

/* "48th": the ordinal is compared as such, not as a word. */
static bool is_ordinal_in_digits(struct slice word)
{
    size_t digits = 0;
    while (digits < word.len && word.ptr[digits] >= '0' && word.ptr[digits] <= '9') {
        digits++;
    }
    return digits > 0 && digits < word.len && word.len - digits <= 2;
}

/* Two words or more, of which one tells one thing from another. */
static bool tells_a_thing(struct event_build *build, struct slice text)
{
    struct word_list words;
    words_of(build->resolver, text, false, &words);
    bool telling = false;
    for (size_t i = 0; i < words.count; i++) {
        telling = telling || !(words_is_generic(build->resolver, words.items[i]) || is_year(words.items[i]));
    }
    return telling && words.count > 1;
}

static bool is_possessive(struct slice word)
{
    return word.len > 2 && word.ptr[word.len - 1] == 's' &&
           (word.ptr[word.len - 2] == '\'' ||
            (word.len > 4 && memcmp(word.ptr + word.len - 4, "\xe2\x80\x99", 3) == 0));
}

/* The name without what its sentence puts before it: "pivotal Summit of the Keepers", "last week's Summit of the
 * Keepers". What holds a weak word ("meeting before the Summit of the Keepers") is a thing of its own. */
static struct slice name_alone(struct event_build *build, struct slice text)
{
    size_t at = 0;
    bool name = false;
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != ' ') {
            end++;
        }
        struct slice word = slice_sub(text, at, end);
        size_t next;
        uint32_t c = utf8_decode(text, at, &next);
        name = utf8_is_upper(c) && !is_possessive(word);
        if (name) {
            break;
        }
        if (!utf8_is_letter(c)) {
            return text;
        }
        struct word_list words;
        words_of(build->resolver, word, false, &words);
        if (words.count == 0 && at > 0) {
            return text;
        }
        at = end < text.len ? end + 1 : end;
    }
    struct slice rest = slice_sub(text, at, text.len);
    return name && at > 0 && tells_a_thing(build, rest) ? rest : text;
}

/* Years are compared as years; the number of a numbered text as its number. */
static const struct title *title_of(struct event_build *build, const struct event_mention *mention, bool numbered)
{
    struct slice text = mention->series.len ? mention->series : mention->title;
    struct resolver *resolver = build->resolver;
    text = name_alone(build, text);
    bool dated_title = mention->title_year != TIME_UNSET; /* otherwise a year is part of the name: Agenda 2063 */
    bool added;
    uint32_t index = *map_put(&build->titles, text, (uint32_t)build->title_count, &added);
    if (!added) {
        return build->title_list[index];
    }
    struct title *title = arena_alloc(&resolver->work, sizeof *title);
    struct word_list words;
    words_of(resolver, text, true, &words);
    title->text = text;
    title->words = arena_alloc_array(&resolver->work, words.count, sizeof *title->words);
    for (size_t i = 0; i < words.count; i++) {
        bool compared_apart = (is_year(words.items[i]) && dated_title) || is_ordinal_in_digits(words.items[i]) ||
                              (numbered && is_number(words.items[i]));
        if (!compared_apart) {
            title->words[title->count++] = (struct title_word){.word = word_number(build, words.items[i]),
                                                               .generic = words_is_generic(resolver, words.items[i])};
        }
    }
    qsort(title->words, title->count, sizeof *title->words, order_title_words);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < title->count; i++) {
        if (distinct == 0 || title->words[i].word != title->words[distinct - 1].word) {
            title->words[distinct++] = title->words[i];
            build->frequency[title->words[i].word]++;
        }
    }
    title->count = distinct;
    note_capitals(title);
    build->title_list =
        array_grow(build->title_list, &build->title_capacity, build->title_count + 1, sizeof(struct title *));
    build->title_list[build->title_count++] = title;
    return title;
}

/* Sixteen times the logarithm to base 2, straight between powers of two. */
static uint32_t log_sixteenths(uint32_t x)
{
    uint32_t whole = 31u - (uint32_t)__builtin_clz(x);
    uint64_t fraction = (((uint64_t)x << 4) >> whole) - 16;
    return whole * 16 + (uint32_t)fraction;
}

static void weigh_titles(struct event_build *build)
{
    uint32_t all = log_sixteenths((uint32_t)build->title_count + 1);
    for (size_t t = 0; t < build->title_count; t++) {
        struct title *title = build->title_list[t];
        for (uint32_t i = 0; i < title->count; i++) {
            struct title_word *word = &title->words[i];
            uint32_t seen = log_sixteenths(build->frequency[word->word]);
            word->weight = WEIGHT_GENERIC;
            if (!word->generic) {
                word->weight = WEIGHT_COMMON + (WEIGHT_RARE - WEIGHT_COMMON) * (all - seen) / (all ? all : 1);
                title->content += word->weight;
            }
            title->weight += word->weight;
        }
    }
}

static bool text_has(struct event_build *build, struct slice text, uint32_t word)
{
    struct word_list words;
    words_of(build->resolver, text, false, &words);
    for (size_t w = 0; w < words.count; w++) {
        const uint32_t *number = map_get(&build->words, words.items[w]);
        if (number && *number == word) {
            return true;
        }
    }
    return false;
}

/* Words of its places say where, those of its type what kind: "the treaty", "conference in Minsk" are bare. */
static bool only_kind_and_place(struct event_build *build, const struct happening *happening)
{
    const struct title *title = happening->title;
    struct resolver *resolver = build->resolver;
    for (uint32_t i = 0; i < title->count; i++) {
        bool found = title->words[i].generic || text_has(build, happening->mention->type, title->words[i].word);
        for (size_t p = 0; p < happening->place_count && !found; p++) {
            found = text_has(build, resolver->entities[happening->places[p]].entity.name, title->words[i].word);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* Whether the title holds its own kind: "World Summit" does, the name of what was founded does not. */
static bool names_its_type(struct event_build *build, const struct happening *happening)
{
    for (uint32_t i = 0; i < happening->title->count; i++) {
        if (text_has(build, happening->mention->type, happening->title->words[i].word)) {
            return true;
        }
    }
    return false;
}

static bool is_bare(struct event_build *build, const struct happening *happening)
{
    enum { NAME_WORDS = 3 };
    const struct title *title = happening->title;
    bool year = title->proper && happening->mention->title_year != TIME_UNSET;
    bool counted = happening->dated && (year || happening->mention->ordinal >= EVENTS_TELLING_ORDINAL);
    if (counted || !only_kind_and_place(build, happening)) {
        return false;
    }
    return !title->proper || (title->count < NAME_WORDS && names_its_type(build, happening));
}

static void collect_fillers(struct event_build *build, struct happening *happening)
{
    struct resolver *resolver = build->resolver;
    const struct event_mention *mention = happening->mention;
    const struct source *source = &resolver->sources[happening->source];
    happening->places = arena_alloc_array(&resolver->work, mention->filler_count, sizeof *happening->places);
    happening->parties = arena_alloc_array(&resolver->work, mention->filler_count, sizeof *happening->parties);
    for (size_t i = 0; i < mention->filler_count; i++) {
        const struct filler *filler = &mention->fillers[i];
        uint32_t entity = filler->name < source->set->name_count ? source->entity[filler->name] : RESOLVE_NONE;
        if (entity == RESOLVE_NONE) {
            continue;
        }
        if (slice_is(filler->role, "place")) {
            happening->places[happening->place_count++] = entity;
        } else if (slice_is(filler->role, "party")) {
            happening->parties[happening->party_count++] = entity;
        } else if (slice_is(filler->role, "visitor") && happening->visitor == RESOLVE_NONE) {
            happening->visitor = entity;
        } else if (slice_is(filler->role, "adopter") && happening->adopter == RESOLVE_NONE) {
            happening->adopter = entity;
        } else if (slice_is(filler->role, "participant") && happening->joining == RESOLVE_NONE) {
            happening->joining = entity;
        }
    }
    if (happening->joining == RESOLVE_NONE) {
        happening->joining = source->speaker;
    }
}

/* Where the text does not say, what begins after the document is to come, and the rest is told because it took place.
 * What begins after the document cannot have occurred, whatever verb stands beside it. */
static enum event_status status_of(const struct happening *happening, const struct source *source)
{
    enum event_status status = happening->mention->status;
    if ((status != EVENT_UNKNOWN && status != EVENT_OCCURRED) || !happening->dated || !source->anchor.known) {
        return status;
    }
    return happening->earliest > source->anchor.latest ? EVENT_PLANNED : EVENT_OCCURRED;
}

/* The last word of the title is that of its type with an s: "the summits". Where no type is told, a weak word. */
static bool is_plural(struct event_build *build, const struct happening *happening)
{
    struct slice title = happening->mention->title;
    struct slice type = happening->mention->type;
    if (title.len < 2 || title.ptr[title.len - 1] != 's' || (type.len > 0 && type.ptr[type.len - 1] == 's')) {
        return false;
    }
    size_t begin = title.len;
    while (begin > 0 && title.ptr[begin - 1] != ' ') {
        begin--;
    }
    struct word_list last;
    struct word_list kind;
    words_of(build->resolver, slice_sub(title, begin, title.len), false, &last);
    if (type.len == 0) {
        return last.count > 0 && words_is_generic(build->resolver, last.items[last.count - 1]);
    }
    words_of(build->resolver, type, false, &kind);
    return last.count > 0 && kind.count > 0 && slice_equal(last.items[last.count - 1], kind.items[kind.count - 1]);
}

/* Exact names first: the rest is compared with what these have made. */
static uint8_t phase_of(const struct happening *happening)
{
    if (happening->mention->back_reference) {
        return 5;
    }
    if (happening->number.len > 0) {
        return 0;
    }
    if (happening->dated && !happening->bare) {
        return 1;
    }
    if (happening->dated && !happening->title->proper) { /* with a capital it may mean a name that has no date here */
        return 2;
    }
    return happening->bare ? 4 : 3;
}

static void collect_one(struct event_build *build, struct happening *happening)
{
    const struct source *source = &build->resolver->sources[happening->source];
    const struct event_mention *mention = happening->mention;
    happening->visitor = happening->adopter = happening->joining = happening->cluster = happening->next = RESOLVE_NONE;
    struct resolved_time days;
    if (dates_of_event(source->set, mention, &source->anchor, source->times, &days) && days.known) {
        happening->dated = true;
        happening->earliest = days.earliest;
        happening->latest = days.latest;
    }
    for (size_t i = 0; i < mention->attribute_count; i++) {
        if (slice_is(mention->attributes[i].key, "number")) {
            happening->number = mention->attributes[i].value;
        }
    }
    happening->class_number = *map_put(&build->classes, mention->class, (uint32_t)build->classes.count, NULL);
    happening->status = status_of(happening, source);
    happening->title = title_of(build, mention, happening->number.len > 0);
    collect_fillers(build, happening);
}

static int order_in_text(const void *a, const void *b)
{
    const struct happening *left = a;
    const struct happening *right = b;
    const struct span *left_at = &left->mention->at.source;
    const struct span *right_at = &right->mention->at.source;
    if (left_at->begin != right_at->begin) {
        return left_at->begin < right_at->begin ? -1 : 1;
    }
    return (left->index > right->index) - (left->index < right->index);
}

void events_collect(struct event_build *build)
{
    struct resolver *resolver = build->resolver;
    size_t total = 0;
    for (size_t s = 0; s < resolver->source_count; s++) {
        total += resolver->sources[s].set->event_count;
    }
    build->happenings = arena_alloc_array(&resolver->work, total, sizeof *build->happenings);
    for (uint32_t s = 0; s < resolver->source_count; s++) {
        const struct mention_set *set = resolver->sources[s].set;
        struct happening *first = build->happenings + build->count;
        for (uint32_t i = 0; i < set->event_count; i++) {
            first[i] = (struct happening){.source = s, .index = i, .mention = &set->events[i]};
            collect_one(build, &first[i]);
        }
        if (set->event_count > 0) {
            qsort(first, set->event_count, sizeof *first, order_in_text);
        }
        build->count += set->event_count;
    }
    weigh_titles(build);
    for (size_t i = 0; i < build->count; i++) {
        struct happening *happening = &build->happenings[i];
        happening->carried = happening->mention->scope == DATE_SCOPE_BEFORE && !happening->title->proper;
        happening->bare = happening->carried || is_bare(build, happening);
        happening->plural = is_plural(build, happening);
        happening->phase = phase_of(happening);
    }
}

uint32_t titles_near(struct event_build *build, const struct title *a, const struct title *b, uint32_t *shared)
{
    build->resolver->comparisons++;
    *shared = 0;
    if (a == b) {
        *shared = a->weight;
        return a->weight ? 100 : 0;
    }
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->words[i].word == b->words[j].word) {
            *shared += a->words[i].weight;
            i++;
            j++;
        } else if (a->words[i].word < b->words[j].word) {
            i++;
        } else {
            j++;
        }
    }
    uint32_t all = a->weight + b->weight - *shared;
    uint32_t smaller = a->weight < b->weight ? a->weight : b->weight;
    return smaller ? (*shared * 50 / all) + (*shared * 50 / smaller) : 0;
}
