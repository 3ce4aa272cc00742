import type { Clock } from '../../platform/clock.ts';
import type { Relational } from '../../platform/db/relational.ts';
import type { Logger } from '../../platform/log.ts';

/** What access needs of the house. One object for the module, for authenticating and for the command line. */
export interface AccessParts {
  readonly relational: Relational;
  /** Signs session cookies. */
  readonly secret: string;
  /** Address under which people reach this server; null when it is the one it listens on. */
  readonly publicUrl: string | null;
  /** Where this server is reached, once it listens. */
  readonly baseUrl: () => string;
  /** One-time code an exposed server asks for when its owner is created, printed in its log; null when not exposed. */
  readonly setupCode: string | null;
  readonly clock: Clock;
  readonly log: Logger;
}
