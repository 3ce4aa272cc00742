import type { FieldValue, RecordContent, RecordWords } from '../../kernel/record.ts';

/** A field in which a record differs from what two editors began with. */
export interface MergeField {
  readonly field: string;
  readonly mine: FieldValue | null;
  readonly theirs: FieldValue | null;
  /** Who changed it. Only where both did, and differently, somebody has to decide. */
  readonly by: 'me' | 'them' | 'both';
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * What two people made of one record at the same time.
 *
 * @param base    Its values when I began.
 * @param words   What I changed.
 * @param theirs  Its values now.
 * @returns       One entry a field that differs; those to decide first, each part in the order of the alphabet.
 */
export function mergeOf(base: RecordContent, words: RecordWords, theirs: RecordContent): readonly MergeField[] {
  const fields = [...new Set([...Object.keys(base), ...Object.keys(words), ...Object.keys(theirs)])].sort();
  const found = fields.flatMap((field): MergeField[] => {
    const [before, now] = [base[field] ?? null, theirs[field] ?? null];
    const said = words[field];
    const mine = said === undefined ? before : said;
    const [iChanged, theyChanged] = [!same(before, mine), !same(before, now)];
    if (same(mine, now) || (!iChanged && !theyChanged)) return [];
    return [{ field, mine, theirs: now, by: iChanged && theyChanged ? 'both' : iChanged ? 'me' : 'them' }];
  });
  return [...found.filter(({ by }) => by === 'both'), ...found.filter(({ by }) => by !== 'both')];
}

/**
 * What I have to say so that the record becomes what was decided.
 *
 * @param fields   As `mergeOf` found them.
 * @param decided  For fields that both changed: whose value stands. Not decided: mine.
 * @returns        Words to save on top of the present version.
 */
export function wordsAfterMerge(fields: readonly MergeField[], decided: ReadonlyMap<string, 'mine' | 'theirs'>): RecordWords {
  return Object.fromEntries(
    fields.flatMap(({ field, mine, by }) => {
      const keepsMine = by === 'me' || (by === 'both' && decided.get(field) !== 'theirs');
      return keepsMine ? [[field, mine]] : [];
    }),
  );
}
