/* Who has agreements with whom. */
#ifndef ANNALS_KB_PARTNERS_H
#define ANNALS_KB_PARTNERS_H

#include "kb/kb.h"

/* One partner of a hub. */
struct kb_partner {
    uint32_t entity;
    uint32_t relation; /* the agreement; a concluded one before a planned one */
    bool is_planned;   /* nothing but planned */
};

/* The organization with most partners of agreements, those only planned counting last; of equals the one that has
 * roles in most events, then the first by id. UINT32_MAX where there is no agreement with an organization. */
uint32_t kb_hub(const struct kb *kb);

/* Partners of the hub, each once, by entity index; the array is the caller's to free. */
size_t kb_partners(const struct kb *kb, uint32_t hub, struct kb_partner **partners);

#endif
