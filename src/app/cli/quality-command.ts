import { listQuality, runQuality } from '../../features/quality/contract.ts';
import type { Command } from './command.ts';

export const qualityCommand: Command = {
  name: 'quality',
  usage: '[--last]',
  summary: 'Asks the rules about the quality of data, and prints what they found and what it does to the figures. --last: without asking.',
  options: { last: { type: 'boolean' } },
  async run(invocation) {
    const connection = await invocation.connect();
    try {
      if (invocation.values.last !== true) await connection.call(runQuality, {});
      const { findings } = await connection.call(listQuality, {});
      return {
        data: findings.map(({ rule, entity, count, samples, effect }) => ({ rule, entity, count, samples, effect: effect['en-US'] })),
        lines:
          findings.length === 0
            ? ['Nothing was found.']
            : findings.map(({ rule, entity, count, effect }) => `${count}\t${entity}\t${rule}: ${effect['en-US']}`),
      };
    } finally {
      await connection.close();
    }
  },
};
