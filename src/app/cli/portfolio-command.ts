import { rebuildPortfolio } from '../../features/portfolio/commands.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, optional, word } from './command.ts';

/** `mooring rebuild portfolio`. */
export const rebuild: Command = {
  name: 'rebuild',
  usage: 'portfolio',
  summary: 'Makes the cards of the list of customers again from nothing; what comes out is what was there, to the same bytes.',
  options: {},
  async run(invocation) {
    const what = word(invocation.words, 0, 'what');
    if (what !== 'portfolio') throw new ExitError('wrong usage', `There is nothing called '${what}' to rebuild; write portfolio.`);
    const connection = await invocation.open();
    try {
      const { runtime, workspaces } = connection.mooring;
      const named = optional(invocation.values, 'workspace') !== undefined;
      const all = named ? [await connection.workspace()] : await workspaces.all();
      let cards = 0;
      for (const workspace of all) cards += await runtime.write(workspace, { kind: 'operator' }, rebuildPortfolio);
      return { data: { rebuilt: 'portfolio', cards }, lines: [`${cards} cards are made again.`] };
    } finally {
      await connection.close();
    }
  },
};
