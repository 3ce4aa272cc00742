import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportRows } from '../../features/exports/contract.ts';
import { EXPORTED } from '../../features/exports/core/entities.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, optional, required } from './command.ts';

export const exportCommand: Command = {
  name: 'export',
  usage: `--entity all|${EXPORTED.join('|')} --out <folder> [--format jsonl|csv] [--canonical]`,
  summary: 'Writes everything that is kept into files, one a kind. --canonical: the same facts are the same bytes.',
  options: {
    entity: { type: 'string' },
    format: { type: 'string' },
    canonical: { type: 'boolean' },
    out: { type: 'string' },
  },
  async run(invocation) {
    const wanted = required(invocation.values, 'entity');
    const entities = wanted === 'all' ? EXPORTED : [wanted];
    if (!entities.every((entity) => EXPORTED.includes(entity)))
      throw new ExitError('wrong usage', `There is no '${wanted}' to export; there are: all, ${EXPORTED.join(', ')}.`);
    const format = optional(invocation.values, 'format') ?? 'jsonl';
    if (format !== 'jsonl' && format !== 'csv') throw new ExitError('wrong usage', `--format takes jsonl or csv; not '${format}'.`);
    const folder = required(invocation.values, 'out');
    await mkdir(folder, { recursive: true });
    const canonical = invocation.values.canonical === true ? 'true' : 'false';
    const connection = await invocation.connect();
    try {
      const files: { entity: string; file: string; bytes: number }[] = [];
      for (const entity of entities) {
        const file = createWriteStream(join(folder, `${entity}.${format}`));
        await pipeline(Readable.from(await connection.read(exportRows, { entity, format, canonical })), file);
        files.push({ entity, file: `${entity}.${format}`, bytes: file.bytesWritten });
      }
      return { data: { folder, files }, lines: files.map(({ file, bytes }) => `${join(folder, file)}: ${bytes} bytes`) };
    } finally {
      await connection.close();
    }
  },
};
