import { z } from 'zod';
import { domainEvent } from '../../contract/domain-event.ts';

/** An import came to an end, whichever: what it has written by then stays. A dry run writes nothing, and is not told of. */
export const importEnded = domainEvent({ name: 'imports.ended', payload: z.object({ importId: z.string() }) });
