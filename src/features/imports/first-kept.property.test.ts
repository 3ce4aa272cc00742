import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstKept } from './first-kept.ts';

interface Said {
  readonly id: string;
  readonly name: string;
}

const rows = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), name: fc.constantFrom('x', 'y') }), { maxLength: 12 });
/** What two files say, cut into batches of any size. */
const files = fc.tuple(rows, rows, fc.integer({ min: 1, max: 5 }));

test('settled 17: whatever files say and however they are cut, each id is kept as its first row says it, and every other row is told', () => {
  fc.assert(
    fc.property(files, ([first, second, size]) => {
      const keep = firstKept<Said>(({ id }) => id);
      const found = { kept: [] as string[], duplicates: 0, clashes: [] as string[] };
      const before = new Map<string, { name: string; place: string }>();
      const expected = { kept: [] as string[], duplicates: 0, clashes: [] as string[] };
      for (const [file, said] of Object.entries({ 'a.csv': first, 'b.csv': second })) {
        for (const [index, { id, name }] of said.entries()) {
          const place = `${file} ${index + 2}`;
          const earlier = before.get(id);
          if (earlier === undefined) {
            before.set(id, { name, place });
            expected.kept.push(place);
          } else if (earlier.name === name) expected.duplicates += 1;
          else expected.clashes.push(`${place} after ${earlier.place}`);
        }
        for (let from = 0; from < said.length; from += size) {
          const batch = said.slice(from, from + size).map((row, index) => ({ line: from + index + 2, cells: [], row }));
          const { kept, duplicates, clashes } = keep.take(batch, file);
          found.kept.push(...kept.map(({ line }) => `${file} ${line}`));
          found.duplicates += duplicates;
          found.clashes.push(...clashes.map(({ read, first: at }) => `${file} ${read.line} after ${at.file} ${at.line}`));
        }
      }
      expect(found).toEqual(expected);
    }),
  );
});

test('where every row about a thing says the same, it is kept whatever the order of rows', () => {
  const same = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(same, fc.array(fc.nat()), (ids, picks) => {
      const said = [...ids, ...picks.map((pick) => ids[pick % ids.length] ?? '')].map((id) => ({ id, name: id.toUpperCase() }));
      const kept = (given: readonly Said[]): readonly string[] => {
        const taken = firstKept<Said>(({ id }) => id).take(
          given.map((row, index) => ({ line: index + 2, cells: [], row })),
          'a.csv',
        );
        expect(taken).toMatchObject({ clashes: [], duplicates: given.length - ids.length });
        return taken.kept.map(({ row }) => row.id).sort();
      };
      expect(kept(said.toReversed())).toEqual(kept(said));
    }),
  );
});
