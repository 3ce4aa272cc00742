import { writeFile } from 'node:fs/promises';
import type { SentInputOf } from '../../contract/operation.ts';
import { demoTruth, removeDemo, runDemo } from '../../features/imports/contract.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, optional } from './command.ts';
import { connected } from './data-commands.ts';
import { reportLines } from './import-report.ts';

export const demo: Command = {
  name: 'demo',
  usage: '[--size small|whole] [--customers <3 to 200>] [--truth <file>] | --remove',
  summary: 'Fills an empty workspace with invented sample customers, says what was put into them, or removes them.',
  options: { size: { type: 'string' }, customers: { type: 'string' }, truth: { type: 'string' }, remove: { type: 'boolean' } },
  async run(invocation) {
    const [size = 'small', customers, truth] = (['size', 'customers', 'truth'] as const).map((name) => optional(invocation.values, name));
    if (size !== 'small' && size !== 'whole') throw new ExitError('wrong usage', `--size takes small or whole; not '${size}'.`);
    const input: SentInputOf<typeof runDemo> = { size, ...(customers === undefined ? {} : { customers: Number(customers) }) };
    return connected(invocation, async (connection) => {
      if (invocation.values.remove === true) {
        const back = await connection.call(removeDemo, {});
        return {
          data: back,
          lines: [
            `Removed ${back.removed} records, ${back.users} users, ${back.events} events.`,
            ...back.refused.map(({ kind, id, reason }) => `Left: ${kind} ${id}. ${reason}`),
          ],
        };
      }
      const report = await connection.call(runDemo, input);
      if (truth === undefined) return { data: report, lines: reportLines(report) };
      await writeFile(truth, `${JSON.stringify(await connection.call(demoTruth, input), null, 2)}\n`);
      return { data: report, lines: [...reportLines(report), `What was put into them stands in ${truth}.`] };
    });
  },
};
