import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputOf, OutputOf } from '../../src/contract/operation.ts';
import { contacts } from '../../src/features/accounts/contract.ts';
import { EXPORTED } from '../../src/features/exports/core/entities.ts';
import { runImport, undoImport } from '../../src/features/imports/contract.ts';
import type { ImportMapping } from '../../src/features/imports/contract-mapping.ts';
import { formatInstant, type Instant, instant } from '../../src/kernel/time.ts';
import { describeEachEngine } from '../engines.ts';
import { type House, makeHouse, type Owner } from '../make.ts';

/*
 * What an import comes to does not depend on the order in which files and rows are given; with conflicting ids it follows settled 17. Doing it
 * again changes nothing, and taking it back leaves what was there before.
 */

type Entity = 'account' | 'contact' | 'contract-line' | 'touch';
/** What a row says, by column. */
type Said = Readonly<Record<string, string>>;
interface Row {
  readonly entity: Entity;
  readonly file: string;
  readonly said: Said;
}

const COLUMNS: Readonly<Record<Entity, readonly string[]>> = {
  account: ['id', 'name', 'startsOn', 'industry'],
  contact: ['id', 'account', 'name', 'jobTitle'],
  'contract-line': ['id', 'account', 'startsOn', 'endsOn', 'arr', 'seats'],
  touch: ['id', 'account', 'on', 'way', 'topic'],
};

const oneOf = fc.constantFrom;
const account = oneOf('account-0', 'account-1', 'account-2', 'nobody');
const words: Readonly<Record<Entity, fc.Arbitrary<Said>>> = {
  account: fc.record({ name: oneOf('云帆', '远山'), startsOn: oneOf('2025-01-01', '2025-06-01'), industry: oneOf('', '制造') }),
  contact: fc.record({ account, name: oneOf('赵屿', '=1+1'), jobTitle: oneOf('', '总监') }),
  'contract-line': fc.record({
    account,
    startsOn: oneOf('2025-01-01', '2026-01-01'),
    endsOn: oneOf('', '2026-06-30', '2024-01-01'),
    arr: oneOf('', '1200', '99.99'),
    seats: oneOf('', '5'),
  }),
  touch: fc.record({ account, on: oneOf('2026-03-01', '2026/4/1'), way: oneOf('电话', 'VISIT'), topic: oneOf('', '谈续约') }),
};
const entity = oneOf<Entity>('account', 'contact', 'contract-line', 'touch');
const row = entity.chain((kind) =>
  fc
    .record({ id: fc.integer({ min: 0, max: 3 }), part: oneOf('1', '2'), said: words[kind] })
    .map(({ id, part, said }): Row => ({ entity: kind, file: `${kind}-${part}.csv`, said: { id: `${kind}-${id}`, ...said } })),
);
const rows = fc.array(row, { minLength: 6, maxLength: 24 });

function idOf({ entity: kind, said }: Row): string {
  return `${kind} ${said.id}`;
}

/** One row a thing: nothing conflicts. */
function withoutConflicts(given: readonly Row[]): readonly Row[] {
  return [...new Map(given.map((one) => [idOf(one), one])).values()];
}

interface Kept {
  readonly rows: readonly Row[];
  readonly conflicts: readonly string[];
}

/** What is kept by (file name, line) order, and which lines say something else, worked out anew. */
function firstByFileAndLine(given: readonly Row[]): Kept {
  const lines = new Map<string, number>();
  const placed = given.map((one) => {
    const line = (lines.get(one.file) ?? 1) + 1;
    lines.set(one.file, line);
    return { one, line };
  });
  const first = new Map<string, Row>();
  const conflicts: string[] = [];
  for (const { one, line } of placed.toSorted((a, b) => (a.one.file === b.one.file ? a.line - b.line : a.one.file < b.one.file ? -1 : 1))) {
    const before = first.get(idOf(one));
    if (before === undefined) first.set(idOf(one), one);
    else if (JSON.stringify(before.said) !== JSON.stringify(one.said)) conflicts.push(`${one.file} ${line}`);
  }
  return { rows: [...first.values()], conflicts: conflicts.sort() };
}

function filesOf(given: readonly Row[]): InputOf<typeof runImport>['files'] {
  return [...new Set(given.map(({ file }) => file))].map((name) => {
    const own = given.filter(({ file }) => file === name);
    const columns = COLUMNS[own[0]?.entity ?? 'account'];
    return {
      name,
      text: [columns, ...own.map(({ said }) => columns.map((column) => said[column] ?? ''))].map((cells) => cells.join(',')).join('\n'),
    };
  });
}

function mappingOf(files: readonly { readonly name: string }[]): ImportMapping {
  return {
    source: 'test',
    files: files.map(({ name }) => {
      const kind = name.slice(0, -'-1.csv'.length) as Entity;
      return { file: name, entity: kind, columns: Object.fromEntries(COLUMNS[kind].map((column) => [column, column])) };
    }),
  };
}

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  return items
    .map((item, index) => ({ item, at: Math.sin(seed + index * 7919) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

type Report = OutputOf<typeof runImport>;

function conflictsIn({ files }: Report): readonly string[] {
  return files.flatMap(({ file, rejects }) => rejects.map(({ line }) => `${file} ${line}`)).sort();
}

describeEachEngine('the order of what is imported', (engine) => {
  let minutes = 0;
  const RUNS = engine.kind === 'pglite' ? 12 : 3;

  async function load(house: House, owner: Owner, given: readonly Row[], turn = 0): Promise<Report> {
    const files = shuffled(filesOf(given), turn);
    // What came before another import is told by its time.
    minutes += 1;
    house.clock.set(formatInstant((instant('2026-11-18T02:00:00Z') + minutes * 60_000) as Instant));
    return house.call(runImport, { mapping: mappingOf(shuffled(files, turn + 1)), files: [...files] }, owner);
  }

  async function exported(house: House, owner: Owner): Promise<string> {
    await house.settle();
    const parts: string[] = [];
    for (const name of EXPORTED) {
      const { body } = await house.server.inject({
        method: 'GET',
        url: `/api/v1/exports/${name}?canonical=true`,
        headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key },
      });
      parts.push(`${name}\n${body}`);
    }
    return parts.join('');
  }

  async function undone(house: House, owner: Owner, { importId }: Report): Promise<OutputOf<typeof undoImport>> {
    return house.call(undoImport, { importId }, owner);
  }

  test(`property, ${RUNS} random sets of files: order, conflicts, again, undo, and undo of what was edited since`, async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.nat(1000), async (given, later, seed) => {
        const house = await makeHouse(engine, { at: '2026-11-18T02:00:00Z' });
        const owner = await house.setUp();
        const none = await exported(house, owner);
        const plain = withoutConflicts(given);
        const one = await load(house, owner, plain, seed);
        const all = await exported(house, owner);
        expect(await undone(house, owner, one)).toMatchObject({ refusedTotal: 0 });
        expect(await exported(house, owner)).toBe(none);

        // The same rows in another order, and in other files, are the same.
        const moved = shuffled(plain, seed).map((one) => ({ ...one, file: one.file.replace(/\d/, (part) => String(3 - Number(part))) }));
        const two = await load(house, owner, moved, seed + 3);
        expect(await exported(house, owner)).toBe(all);
        await undone(house, owner, two);

        // With conflicting ids the first by (file name, line) is kept, and every other is told.
        const expected = firstByFileAndLine(given);
        const clean = await load(house, owner, expected.rows, seed);
        const kept = await exported(house, owner);
        await undone(house, owner, clean);
        const mixed = await load(house, owner, given, seed);
        expect(conflictsIn(mixed)).toEqual(expected.conflicts);
        expect(await exported(house, owner)).toBe(kept);

        // Again: the same conflicts, and nothing else.
        const again = await load(house, owner, given, seed + 5);
        expect(again.files.map(({ imported }) => imported)).toEqual(again.files.map(() => 0));
        expect(conflictsIn(again)).toEqual(expected.conflicts);
        expect(await exported(house, owner)).toBe(kept);

        // A later import changes entities and never a fact; taken back, all is as it was, but for what was edited since.
        const second = withoutConflicts(later);
        const facts = new Map(
          expected.rows.filter(({ entity: kind }) => kind === 'touch').map((one) => [idOf(one), JSON.stringify(one.said)]),
        );
        const refused = second.filter((one) => facts.has(idOf(one)) && facts.get(idOf(one)) !== JSON.stringify(one.said)).length;
        const change = await load(house, owner, second, seed);
        expect(conflictsIn(change)).toHaveLength(refused);
        const before = new Set(expected.rows.map(idOf));
        // Of no customer: one that this import made would stay with what was edited of it.
        const fresh = second.find((one) => one.entity === 'contact' && one.said.account === 'nobody' && !before.has(idOf(one)));
        if (fresh !== undefined) await house.call(contacts.save, { id: fresh.said.id ?? '', fields: { jobTitle: '后来改的' } }, owner);
        const back = await undone(house, owner, change);
        expect(back.refused.map(({ kind, id }) => `${kind} ${id}`)).toEqual(fresh === undefined ? [] : [idOf(fresh)]);
        if (fresh === undefined) expect(await exported(house, owner)).toBe(kept);
        else {
          await house.call(contacts.archive, { id: fresh.said.id ?? '' }, owner);
          expect(await exported(house, owner)).toBe(kept);
        }
        await undone(house, owner, again);
        await undone(house, owner, mixed);
        expect(await exported(house, owner)).toBe(none);
        await house.close();
      }),
      { numRuns: RUNS, endOnFailure: true, seed: 17 },
    );
  });
});
