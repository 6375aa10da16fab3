/* Which names are one entity. */
#include <criterion/criterion.h>

#include "builder.h"

static struct kb kb;
static struct mention_set *sets[8];
static size_t count;

static struct mention_set *add(const char *key, const char *author, const char *organization)
{
    return sets[count++] = set_new(key, "2020-01-01", author, organization);
}

static void done(void)
{
    kb_release(&kb);
    while (count > 0) {
        set_free(sets[--count]);
    }
}

static void resolve(void)
{
    resolve_sets(&kb, sets, count);
}

/* An entity is kept where something uses it: here as the organizer of a meeting of its own. */
static uint32_t used(struct mention_set *set, uint32_t name)
{
    struct slice title = arena_format(&set->arena, "Forum of Guild%zu%.6s", set->event_count, set->document.sha256.ptr);
    event_role(set, set_event(set, "meeting", "forum", title.ptr, "2019"), "organizer", name);
    return name;
}

static bool has_alias(const struct kb_entity *entity, const char *alias)
{
    for (size_t i = 0; i < entity->alias_count; i++) {
        if (slice_is(entity->aliases[i].alias, alias)) {
            return true;
        }
    }
    return false;
}

TestSuite(resolve_entities, .fini = done);

Test(resolve_entities, spelling_variants_are_one)
{
    struct mention_set *a = add("a", NULL, NULL);
    used(a, set_name(a, "organization", "Organisation for Safety and Co-operation of Pilots"));
    used(a, set_name(a, "organization", "the Organization for Safety & Cooperation of Pilots"));
    used(a, set_name(a, "organization", "Organization for Safety and Cooperation of Pilot's"));
    resolve();
    cr_assert_eq(kb.entity_count, 1);
    cr_assert_eq(kb.entities[0].alias_count, 2);
    cr_assert_eq(kb.entities[0].evidence_count, 1, "the first mention in each document");
}

Test(resolve_entities, a_gazetteer_entry_gives_name_and_identifier)
{
    struct mention_set *a = add("a", NULL, NULL);
    uint32_t name = used(a, set_known(a, "state", "Kingdom of Norway", "Norway", "NO"));
    static struct slice aliases[] = {{"Norge", 5}};
    a->names[name].aliases = aliases;
    a->names[name].alias_count = 1;
    used(a, set_name(a, "state", "Norge"));
    resolve();
    cr_assert_eq(kb.entity_count, 1);
    cr_assert(slice_is(kb.entities[0].id, "state:no"));
    cr_assert(slice_is(kb.entities[0].name, "Norway"));
    cr_assert(slice_is(kb.entities[0].iso2, "NO"));
    cr_assert(has_alias(&kb.entities[0], "Kingdom of Norway"));
}

Test(resolve_entities, a_definition_in_the_text_is_an_alias_with_its_place)
{
    struct mention_set *a = add("a", NULL, NULL);
    struct mention_set *b = add("b", NULL, NULL);
    used(a, set_name(a, "organization", "League of Harbour Pilots"));
    uint32_t alias = set_name(a, "organization", "LEHAPI");
    a->names[alias].alias_of = slice_of("League of Harbour Pilots");
    used(b, set_name(b, "organization", "LEHAPI"));
    resolve();
    cr_assert_eq(kb.entity_count, 1);
    const struct kb_entity *entity = entity_named(&kb, "org:league-of-harbour-pilots");
    cr_assert_not_null(entity);
    cr_assert(has_alias(entity, "LEHAPI"));
    for (size_t i = 0; i < entity->alias_count; i++) {
        if (slice_is(entity->aliases[i].alias, "LEHAPI")) {
            cr_assert(slice_equal(kb.documents[entity->aliases[i].where.document].id, a->document.id));
        }
    }
}

Test(resolve_entities, definitions_that_disagree_hold_in_their_documents)
{
    struct mention_set *a = add("a", NULL, NULL);
    struct mention_set *b = add("b", NULL, NULL);
    const char *names[] = {"Council of Salt Traders", "Circle of Sea Travellers"};
    for (size_t i = 0; i < 2; i++) {
        set_name(sets[i], "organization", names[i]);
        uint32_t alias = set_name(sets[i], "organization", "CST");
        sets[i]->names[alias].alias_of = slice_of(names[i]);
        used(sets[i], set_name(sets[i], "organization", "CST"));
    }
    resolve();
    cr_assert_eq(kb.entity_count, 2);
    cr_assert(slice_is(kb.entities[event_of_mention(&kb, a, 0)->roles[0].entity].name, names[0]));
    cr_assert(slice_is(kb.entities[event_of_mention(&kb, b, 0)->roles[0].entity].name, names[1]));
}

Test(resolve_entities, initials_that_one_name_has_are_that_name)
{
    struct mention_set *a = add("a", NULL, NULL);
    used(a, set_name(a, "organization", "United Harbours Office of Counter-Piracy"));
    used(a, set_name(a, "organization", "UHOCP"));
    used(a, set_name(a, "organization", "XYZ"));
    resolve();
    cr_assert_eq(kb.entity_count, 2);
    cr_assert(has_alias(entity_named(&kb, "org:united-harbours-office-of-counter-piracy"), "UHOCP"));
}

Test(resolve_entities, initials_that_two_names_have_are_neither)
{
    struct mention_set *a = add("a", NULL, NULL);
    used(a, set_name(a, "organization", "Council of Salt Traders"));
    used(a, set_name(a, "organization", "Circle of Sea Travellers"));
    used(a, set_name(a, "organization", "CST"));
    resolve();
    cr_assert_eq(kb.entity_count, 3);
}

Test(resolve_entities, a_part_is_found_under_all_its_names)
{
    struct mention_set *a = add("a", NULL, NULL);
    static struct slice aliases[] = {{"LHP", 3}};
    uint32_t league = used(a, set_known(a, "organization", "LHP", "League of Harbour Pilots", NULL));
    a->names[league].aliases = aliases;
    a->names[league].alias_count = 1;
    uint32_t full =
        used(a, set_name(a, "organization", "Regional Anti-Piracy Structure of the League of Harbour Pilots"));
    a->names[full].within = slice_of("League of Harbour Pilots");
    used(a, set_name(a, "organization", "LHP Regional Anti-Piracy Structure"));
    used(a, set_name(a, "organization", "RAPS LHP"));
    uint32_t acronym = set_name(a, "organization", "RAPS");
    a->names[acronym].alias_of = slice_of("Regional Anti-Piracy Structure");
    resolve();
    cr_assert_eq(kb.entity_count, 2);
    const struct kb_entity *part = &kb.entities[1];
    cr_assert(slice_is(part->name, "Regional Anti-Piracy Structure of the League of Harbour Pilots"));
    cr_assert_eq(part->part_of, 0);
}

Test(resolve_entities, the_short_name_of_an_office_holds_where_the_office_speaks)
{
    struct mention_set *a = add("a", "Ada Speaker", "United Harbours Office of Counter-Piracy");
    struct mention_set *b = add("b", NULL, NULL);
    used(a, set_known(a, "organization", "United Harbours", "United Harbours", NULL));
    used(a, set_name(a, "organization", "Office of Counter-Piracy"));
    used(a, set_anaphor(a, "organization", "my Office", "speaker"));
    used(b, set_name(b, "organization", "Office of Counter-Piracy"));
    resolve();
    const struct kb_event *named = event_of_mention(&kb, a, 1);
    const struct kb_event *anaphor = event_of_mention(&kb, a, 2);
    const struct kb_event *elsewhere = event_of_mention(&kb, b, 0);
    cr_assert(slice_is(kb.entities[named->roles[0].entity].id, "org:united-harbours-office-of-counter-piracy"));
    cr_assert_eq(anaphor->roles[0].entity, named->roles[0].entity);
    cr_assert_neq(elsewhere->roles[0].entity, named->roles[0].entity);
}

Test(resolve_entities, a_body_names_its_own_parts_without_itself)
{
    struct mention_set *a = add("a", "Ada Speaker", "League of Pilots");
    struct mention_set *b = add("b", NULL, NULL);
    struct mention_set *c = add("c", "Bo Other", "Guild of Millers");
    used(a, set_anaphor(a, "organization", "we", "speaker"));
    used(a, set_name(a, "organization", "Council of Ministers"));
    used(b, set_name(b, "organization", "League of Pilots"));
    used(b, set_name(b, "organization", "Council of Ministers of the League of Pilots"));
    used(c, set_name(c, "organization", "Council of Ministers"));
    resolve();
    uint32_t own = event_of_mention(&kb, a, 1)->roles[0].entity;
    cr_assert_eq(own, event_of_mention(&kb, b, 1)->roles[0].entity);
    cr_assert(slice_is(kb.entities[own].name, "Council of Ministers of the League of Pilots"));
    cr_assert_neq(own, event_of_mention(&kb, c, 0)->roles[0].entity, "another body has a council of its own");
}

Test(resolve_entities, my_country_is_the_author_where_that_is_a_state)
{
    struct mention_set *a = add("a", "Norway", NULL);
    struct mention_set *b = add("b", "Ada Speaker", NULL);
    used(a, set_anaphor(a, "state", "my country", "country"));
    set_known(b, "state", "Norway", "Norway", "NO");
    set_name(b, "person", "Ada Speaker");
    used(b, set_anaphor(b, "state", "my country", "country"));
    resolve();
    cr_assert(slice_is(kb.entities[event_of_mention(&kb, a, 0)->roles[0].entity].id, "state:no"));
    cr_assert_eq(event_of_mention(&kb, b, 0)->role_count, 0, "dropped: nobody knows which country");
}

Test(resolve_entities, the_organization_is_the_one_named_before)
{
    struct mention_set *a = add("a", NULL, NULL);
    set_name(a, "organization", "League of Pilots");
    used(a, set_anaphor(a, "organization", "the Organization", "organization"));
    resolve();
    cr_assert_eq(kb.entity_count, 1);
    cr_assert(slice_is(kb.entities[0].name, "League of Pilots"));
    cr_assert_eq(kb.entities[0].alias_count, 0);
}

Test(resolve_entities, a_surname_is_the_one_person_of_that_name)
{
    struct mention_set *a = add("a", NULL, NULL);
    struct mention_set *b = add("b", NULL, NULL);
    set_name(a, "person", "Ida Northwind");
    used(a, set_name(a, "person", "Northwind"));
    set_name(b, "person", "Ida Northwind");
    set_name(b, "person", "Olaf Northwind");
    used(b, set_name(b, "person", "Northwind"));
    resolve();
    cr_assert_not_null(entity_named(&kb, "person:ida-northwind"));
    cr_assert_not_null(entity_named(&kb, "person:northwind"), "two have the name, so it is neither");
}

Test(resolve_entities, places_of_one_name_differ_by_country)
{
    struct mention_set *a = add("a", NULL, NULL);
    used(a, set_known(a, "place", "Cork", "Cork", "IE"));
    used(a, set_known(a, "place", "Cork", "Cork", "US"));
    resolve();
    cr_assert_eq(kb.entity_count, 2);
    cr_assert(slice_is(kb.entities[0].id, "place:cork-ie"));
    cr_assert(slice_is(kb.entities[1].id, "place:cork-us"));
}

Test(resolve_entities, what_nothing_uses_is_left_out)
{
    struct mention_set *a = add("a", NULL, NULL);
    set_name(a, "organization", "League of Pilots");
    resolve();
    cr_assert_eq(kb.entity_count, 0);
}

Test(resolve_entities, a_name_of_another_script_has_an_id)
{
    struct mention_set *a = add("a", NULL, NULL);
    used(a, set_name(a, "organization", "\xD0\x9C\xD0\x98\xD0\xA0"));
    used(a, set_name(a, "organization", "...")); /* no word at all */
    resolve();
    cr_assert_eq(kb.entity_count, 1);
    cr_assert_gt(kb.entities[0].id.len, 4);
}
