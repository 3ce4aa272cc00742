import type { z } from 'zod';

/** Something that happened in one feature and that features to the right may want to know. Past tense: `warning.opened`. */
export interface DomainEvent<Payload extends z.ZodType = z.ZodType> {
  readonly name: `${string}.${string}`;
  readonly payload: Payload;
}

export type PayloadOf<E extends DomainEvent> = z.output<E['payload']>;

/** Declares a domain event. Delivered at least once, in no promised order: handlers are idempotent. */
export function domainEvent<Payload extends z.ZodType>(declaration: DomainEvent<Payload>): DomainEvent<Payload> {
  return declaration;
}
