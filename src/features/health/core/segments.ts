/** The fields of a customer's profile by which a model may be chosen. */
export const SEGMENT_FIELDS = ['tier', 'stage', 'industry'] as const;
export type SegmentField = (typeof SEGMENT_FIELDS)[number];

/** For each field the values that belong to it; a field that is absent asks nothing. */
export type Segment = { readonly [Field in SegmentField]?: readonly string[] };

/** What is known of a customer for choosing its model. */
export type Profile = { readonly [Field in SegmentField]?: string };

/**
 * Whether a customer belongs to a segment.
 *
 * @param segment  What is asked; an empty one asks nothing.
 * @param profile  What is known of the customer.
 * @returns        True when every field asked for has one of its values. A field that nobody filled in belongs to no segment.
 * @source         SEG-01; the fields are those of the customer's profile.
 * @example        belongsTo({ tier: ['STRATEGIC'], stage: ['STABLE', 'RENEWAL'] }, { tier: 'STRATEGIC', stage: 'RENEWAL' }) // => true
 */
export function belongsTo(segment: Segment, profile: Profile): boolean {
  return SEGMENT_FIELDS.every((field) => {
    const wanted = segment[field];
    const value = profile[field];
    return wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
  });
}

/**
 * How much a segment asks: the narrower of two models is the one that applies.
 *
 * @param segment  A segment; undefined for all customers.
 * @returns        The number of fields it asks about.
 * @example        askedBy({ tier: ['STRATEGIC'], industry: [] }) // => 1
 */
export function askedBy(segment: Segment | undefined): number {
  return segment === undefined ? 0 : SEGMENT_FIELDS.filter((field) => (segment[field]?.length ?? 0) > 0).length;
}
