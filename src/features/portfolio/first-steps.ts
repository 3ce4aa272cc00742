import type { OutputOf } from '../../contract/operation.ts';
import type { Ctx } from '../../platform/context.ts';
import { activePeople } from '../access/reads.ts';
import { someTaskDone } from '../tasks/reads.ts';
import type { firstSteps } from './contract.ts';
import { factsOfCards } from './store.ts';

/** What there is to do until the first value; a step is done when it shows in the data, whoever did it. */
export async function stepsDone(ctx: Ctx): Promise<OutputOf<typeof firstSteps>> {
  const { customers, used, owned } = await factsOfCards(ctx);
  const people = await activePeople(ctx);
  return {
    steps: [
      { step: 'customers', done: customers },
      { step: 'usage', done: used },
      { step: 'owners', done: owned },
      { step: 'people', done: people.length > 1 },
      { step: 'act', done: await someTaskDone(ctx) },
    ],
  };
}
