import type { Seal } from '../../platform/seal.ts';
import type { Channels } from './channels.ts';

/** What notifications need of the house. */
export interface NotificationParts {
  readonly seal: Seal;
  /** Where people reach this server: links in messages lead there. */
  readonly baseUrl: () => string;
  /** Where messages may be sent besides mail ports and the vendors' own addresses. */
  readonly outbound: readonly string[];
  readonly channels: Channels;
}
