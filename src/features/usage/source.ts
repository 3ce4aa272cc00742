import type { Ctx } from '../../platform/context.ts';

/** The source that a caller's events belong to: the name of its key, so that a renewed key of the same name continues it. */
export function sourceOf({ principal }: Ctx): string {
  switch (principal.kind) {
    case 'key':
    case 'system':
      return principal.name;
    case 'person':
    case 'operator':
      return principal.kind;
  }
}
