import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { OutputOf } from '../../contract/operation.ts';
import { contractLines } from '../contracts/contract.ts';
import { EXPORTED } from '../exports/core/entities.ts';
import { cancelImport, getImport, importJob, undoImport } from './contract.ts';
import { announceFile, listFiles, previewImport, proposeMapping, removeFile, saveMapping, startImport } from './contract-files.ts';
import { changeImport, importById } from './store.ts';

/** 2026-11-18 in Shanghai, a Wednesday. */
const NOW = '2026-11-18T02:00:00Z';

const FILES: Readonly<Record<string, string>> = {
  'customers.csv': 'customer_id,name,start_date,end_date,city\nc1,云帆,2025-01-01,,杭州\nc2,远山,2025-01-01,2025-12-31,\n',
  'subscriptions.csv':
    'subscription_id,customer_id,start_date,end_date,mrr,seats,note\nS1,c1,2025-01-01,2026-01-01,100,5,=1+1\nS2,c2,2025-02-01,2026-02-01,80.5,3,x\nS3,nobody,2025-02-01,2026-02-01,1,1,x\nS4,c1,2025-02-01,,1,-4,x\n',
  'usage.csv': 'usage_id,subscription_id,date,feature\nU1,S1,2026-11-01,a\nU2,S2,2026-11-02,b\nU3,S9,2026-11-02,b\n',
  'users.csv': 'customer_id,user_id,created_at\nc1,u1,2025-01-02\nc1,u2,2025-01-02\n',
};

describeEmbedded('imports in the background', (engine) => {
  async function withHouse(body: (house: House, owner: Owner) => Promise<void>): Promise<void> {
    const house = await makeHouse(engine, { at: NOW });
    try {
      await body(house, await house.setUp());
    } finally {
      await house.close();
    }
  }

  async function put(house: House, owner: Owner, fileId: string, offset: number, bytes: Buffer, type = 'application/octet-stream') {
    return house.server.inject({
      method: 'PUT',
      url: `/api/v1/imports/files/${fileId}?offset=${offset}`,
      headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key, 'content-type': type },
      payload: bytes,
    });
  }

  async function upload(house: House, owner: Owner, name: string, text: string): Promise<string> {
    const bytes = Buffer.from(text);
    const { fileId } = await house.call(announceFile, { name, bytes: bytes.length }, owner);
    const middle = Math.floor(bytes.length / 2);
    for (const [from, to] of [
      [0, middle],
      [middle, bytes.length],
    ] as const)
      expect((await put(house, owner, fileId, from, bytes.subarray(from, to))).json()).toMatchObject({ received: to });
    return fileId;
  }

  async function exported(house: House, owner: Owner): Promise<string> {
    const parts: string[] = [];
    for (const entity of EXPORTED) {
      const answer = await house.server.inject({
        method: 'GET',
        url: `/api/v1/exports/${entity}?canonical=true`,
        headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
      });
      expect(answer.statusCode).toBe(200);
      parts.push(`${entity}\n${answer.body}`);
    }
    return parts.join('\n');
  }

  async function prepared(
    house: House,
    owner: Owner,
  ): Promise<{ files: string[]; mapping: NonNullable<OutputOf<typeof proposeMapping>['mapping']> }> {
    const files: string[] = [];
    for (const [name, text] of Object.entries(FILES)) files.push(await upload(house, owner, name, text));
    const { mapping } = await house.call(proposeMapping, { files }, owner);
    if (mapping === null) throw new Error('nothing was proposed');
    return { files, mapping };
  }

  test('upload in pieces, propose, preview, dry run, run, rejects as CSV, undo: afterwards everything is as it was before', async () => {
    await withHouse(async (house, owner) => {
      const { files, mapping } = await prepared(house, owner);
      expect(mapping.files.map(({ file, entity }) => [file, entity])).toEqual([
        ['customers.csv', 'account'],
        ['subscriptions.csv', 'contract-line'],
        ['usage.csv', 'events'],
        ['users.csv', 'users'],
      ]);
      const preview = await house.call(previewImport, { files, mapping }, owner);
      expect(preview.files[1]).toMatchObject({
        rows: [{ line: 2, values: { id: 'S1', words: { mrr: 10_000 } } }, { line: 3 }, { line: 4 }],
      });
      expect(preview.files[1]?.rejects).toMatchObject([{ line: 5, column: 'seats', value: '-4', reason: 'Must be at least 0.' }]);

      const before = await exported(house, owner);
      const dry = await house.call(startImport, { files, mapping, dryRun: true }, owner);
      expect(dry).toMatchObject({ state: 'waiting', dryRun: true });
      await house.settle();
      const judged = await house.call(getImport, { importId: dry.importId }, owner);
      expect(await exported(house, owner)).toBe(before);

      const { importId } = await house.call(startImport, { files, mapping }, owner);
      await house.settle();
      const report = await house.call(getImport, { importId }, owner);
      expect(report).toMatchObject({ state: 'finished', problem: null, by: '王琳', progress: { rows: 11 } });
      expect(report.files).toMatchObject([
        { entity: 'account', imported: 2, rejected: 0 },
        {
          entity: 'contract-line',
          imported: 3,
          rejected: 1,
          findings: expect.arrayContaining([{ code: 'unknown-customer', column: 'account', count: 1, samples: ['nobody'] }]),
        },
        { entity: 'events', imported: 2, rejected: 1 },
        { entity: 'users', imported: 2, rejected: 0 },
      ]);
      // The dry run says the same of every row.
      expect(judged.files).toEqual(report.files);
      const after = await exported(house, owner);
      expect(after).not.toBe(before);

      const rejects = await house.server.inject({
        method: 'GET',
        url: `/api/v1/imports/${importId}/rejects`,
        headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
      });
      expect(rejects.body.split('\r\n')).toEqual([
        '\uFEFFfile,line,column,value,reason',
        "subscriptions.csv,5,seats,'-4,Must be at least 0.",
        'usage.csv,4,subscription_id,S9,There is no contract-line with this id that belongs to a customer. Import it first.',
        '',
      ]);

      const foreseen = await house.call(undoImport, { importId, dryRun: true }, owner);
      const undone = await house.call(undoImport, { importId }, owner);
      expect(undone).toEqual({ removed: 5, restored: 0, events: 2, users: 2, refused: [], refusedTotal: 0 });
      expect(foreseen).toEqual(undone);
      await house.settle();
      expect(await exported(house, owner)).toBe(before);
      await expect(house.call(undoImport, { importId }, owner)).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  test('undo of a later import restores fields, and leaves what was changed since, which it lists', async () => {
    await withHouse(async (house, owner) => {
      const { files, mapping } = await prepared(house, owner);
      await house.call(startImport, { files, mapping }, owner);
      await house.settle();
      const before = await exported(house, owner);
      const changed = await upload(
        house,
        owner,
        'subscriptions.csv',
        'subscription_id,customer_id,start_date,end_date,mrr,seats,note\nS1,c1,2025-01-01,2026-06-30,120,5,\nS2,c2,2025-02-01,2026-02-01,90,3,x\nS7,c1,2026-01-01,,5,1,x\n',
      );
      const own = { ...mapping, files: mapping.files.filter(({ file }) => file === 'subscriptions.csv') };
      const { importId } = await house.call(startImport, { files: [changed], mapping: own }, owner);
      await house.settle();
      expect((await house.call(getImport, { importId }, owner)).files).toMatchObject([{ imported: 3, unchanged: 0 }]);
      expect((await house.call(contractLines.get, { id: 'S1' }, owner)).fields).toMatchObject({ mrr: 12_000, endsOn: '2026-06-30' });
      await house.call(contractLines.save, { id: 'S2', fields: { seats: 4 } }, owner);
      expect(await house.call(undoImport, { importId }, owner)).toMatchObject({
        removed: 1,
        restored: 1,
        refused: [{ kind: 'contract-line', id: 'S2', reason: 'Changed since.' }],
      });
      expect((await house.call(contractLines.get, { id: 'S2' }, owner)).fields).toMatchObject({ mrr: 9000, seats: 4 });
      await house.call(contractLines.save, { id: 'S2', fields: { seats: 3, mrr: 8050 } }, owner);
      await house.settle();
      expect(await exported(house, owner)).toBe(before);
    });
  });

  test('an import that was cut short goes on at its last batch, and tells of everything once', async () => {
    await withHouse(async (house, owner) => {
      const lines = Array.from({ length: 4500 }, (_, at) => `P${at},Product ${at % 4 === 0 ? '' : at}`);
      const file = await upload(house, owner, 'products.csv', `product_id,product_name\n${lines.join('\n')}\n`);
      const mapping = {
        source: 'files',
        files: [{ file: 'products.csv', entity: 'product' as const, columns: { id: 'product_id', name: 'product_name' } }],
      };
      const { importId } = await house.call(startImport, { files: [file], mapping }, owner);
      await house.settle();
      const whole = await house.call(getImport, { importId }, owner);
      expect(whole.files).toMatchObject([{ rows: 4500, imported: 4500 }]);
      // As it stood after its first batch, when the program ended.
      const second = await house.call(startImport, { files: [file], mapping: { ...mapping, source: 'other' } }, owner);
      await house.runtime.read(owner.workspace, { kind: 'operator' }, (ctx) =>
        ctx.transaction(async (inside) => {
          const run = await importById(inside, importId);
          const counts = { imported: 2000, unchanged: 0, duplicate: 0, flagged: 0, rejected: 0 };
          const progress = [
            { file: 'products.csv', entity: 'product' as const, rows: 2000, bytes: 100, ofBytes: 200, counts, findings: [] },
          ];
          await changeImport(inside, second.importId, { state: 'running', progress, principal: run?.principal ?? null });
        }),
      );
      await house.runtime.runJob(importJob.name);
      await house.settle();
      const gone = await house.call(getImport, { importId: second.importId }, owner);
      expect(gone).toMatchObject({ state: 'finished', by: '王琳', progress: { rows: 4500 } });
      expect(gone.files).toMatchObject([{ rows: 4500, imported: 2000, unchanged: 2500 }]);
    });
  });

  test('an import that waits can be cancelled; a saved mapping is proposed again; files go after a day', async () => {
    await withHouse(async (house, owner) => {
      const { files, mapping } = await prepared(house, owner);
      const { importId } = await house.call(startImport, { files, mapping }, owner);
      expect((await house.call(cancelImport, { importId }, owner)).state).toBe('cancelled');
      await house.settle();
      expect((await house.call(getImport, { importId }, owner)).files).toEqual([]);
      const headers = [{ file: 'customers.csv', headers: ['customer_id', 'name', 'start_date', 'end_date', 'city'] }];
      const first = mapping.files[0];
      if (first?.entity !== 'account') throw new Error('not a customer');
      const kept = { ...mapping, files: [{ ...first, endsOnIs: 'exclusive' as const }] };
      await house.call(saveMapping, { name: 'CRM', mapping: kept, headers }, owner);
      const again = await upload(house, owner, 'customers-2026-12.csv', FILES['customers.csv'] ?? '');
      const { files: found } = await house.call(proposeMapping, { files: [again] }, owner);
      expect(found).toMatchObject([{ saved: 'CRM', mapping: { file: 'customers-2026-12.csv', entity: 'account', endsOnIs: 'exclusive' } }]);
      await house.call(removeFile, { fileId: again }, owner);
      expect((await house.call(listFiles, {}, owner)).files.length).toBe(4);
      house.clock.set('2026-11-19T03:00:00Z');
      await house.runtime.runJob(importJob.name);
      expect((await house.call(listFiles, {}, owner)).files).toEqual([]);
    });
  });

  test('a piece that does not follow, too much of a file, and another type of body are refused by name', async () => {
    await withHouse(async (house, owner) => {
      const { fileId } = await house.call(announceFile, { name: 'x.csv', bytes: 4 }, owner);
      const status = async (...args: [number, Buffer, string?]) => (await put(house, owner, fileId, ...args)).statusCode;
      expect(await status(2, Buffer.from('ab'))).toBe(409);
      expect(await status(0, Buffer.from('abcdef'))).toBe(413);
      expect(await status(0, Buffer.from('{}'), 'application/json')).toBe(415);
      expect(await status(0, Buffer.from('ab'))).toBe(200);
      const mapping = { source: 'x', files: [{ file: 'x.csv', entity: 'note' as const, columns: { account: 'a', text: 'b' } }] };
      await expect(house.call(startImport, { files: [fileId], mapping }, owner)).rejects.toThrow('Only 2 of 4 bytes of x.csv have come.');
      expect((await put(house, owner, 'file_none', 0, Buffer.from('x'))).statusCode).toBe(404);
    });
  });
});
