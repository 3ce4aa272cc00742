import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inBackground } from './callers-first.ts';
import { openPglite, type Relational } from './relational.ts';

let relational: Relational;
beforeAll(async () => {
  relational = await openPglite({ folder: null, templateFile: inject('pgliteTemplate') });
});
afterAll(() => relational.close());

const one = () => relational.unscopedDb.execute(sql`select 1 as one`);

test('a caller goes before the background work that asked earlier, and waits only for what is under way', async () => {
  const order: string[] = [];
  let begun = (): void => undefined;
  const isBegun = new Promise<void>((done) => {
    begun = done;
  });
  let end = (): void => undefined;
  const mayEnd = new Promise<void>((done) => {
    end = done;
  });
  const work = [
    inBackground(() =>
      relational.transaction(async () => {
        begun();
        await mayEnd;
        order.push('background 1');
      }),
    ),
    inBackground(() => relational.transaction(async () => void order.push('background 2'))),
    inBackground(async () => {
      await one();
      order.push('background 3');
    }),
  ];
  await isBegun;
  const caller = one().then(() => order.push('caller'));
  end();
  await Promise.all([...work, caller]);
  expect(order).toEqual(['background 1', 'caller', 'background 2', 'background 3']);
});

test('background work goes on among callers who never pause, and after one that failed', async () => {
  let calling = true;
  const callers = [1, 2].map(async () => {
    while (calling) await one();
  });
  const failed = inBackground(() => relational.transaction((db) => db.execute(sql`select nope`)));
  await expect(failed).rejects.toThrow();
  for (const _ of [1, 2]) await inBackground(() => relational.transaction((db) => db.execute(sql`select 1`)));
  calling = false;
  await Promise.all(callers);
});
