import type { TFunction } from 'i18next';

type Words = TFunction<'imports'>;

interface Sentence {
  readonly says: RegExp;
  /** Key below `rejectReason`. */
  readonly key: string;
  /** Names of what the pattern catches, in order. */
  readonly names: readonly string[];
}

/** What the import says of a row it cannot read. It says so in English, to the command line too; here it is said in the reader's language. */
const SENTENCES: readonly Sentence[] = [
  { says: /^The cell is empty\.$/, key: 'empty', names: [] },
  { says: /^There is no day (\S+) in the calendar\.$/, key: 'noDay', names: ['day'] },
  { says: /^There is no such time of day\.$/, key: 'noTime', names: [] },
  { says: /^Reads as the day number of a spreadsheet\./, key: 'spreadsheet', names: [] },
  { says: /^Reads as a number that/, key: 'number', names: [] },
  { says: /^Reads as (.+), and the column has both\. Write days as/, key: 'bothOrders', names: ['ways'] },
  { says: /^Reads as (.+)\. Write days as/, key: 'ambiguous', names: ['ways'] },
  { says: /^Not a day or time that can be read\./, key: 'noMoment', names: [] },
  { says: /^The last day (\S+) is before the first day (\S+)\.$/, key: 'endsBefore', names: ['last', 'first'] },
  { says: /^Not a number that can be read\./, key: 'noNumber', names: [] },
  { says: /^Reads as (\S+) or as a fraction, and the column has both/, key: 'eitherNumber', names: ['number'] },
  { says: /^The column writes fractions with a (\S+), and this value with a (\S+)\.$/, key: 'otherMark', names: ['mark', 'own'] },
  { says: /^The amount is in (\S+), and the record says (\S+)\.$/, key: 'otherCurrency', names: ['sign', 'currency'] },
  { says: /^The amount is larger than can be kept exactly\.$/, key: 'tooLarge', names: [] },
  { says: /^'(.*)' is no currency of ISO 4217\. Write CNY\.$/, key: 'noCurrency', names: ['text'] },
  { says: /^Neither yes nor no\./, key: 'noFlag', names: [] },
  { says: /^Nobody has said what '(.*)' stands for\./, key: 'unknownWord', names: ['word'] },
  { says: /^Must be at least (\S+)\.$/, key: 'least', names: ['least'] },
  { says: /^Must be at most (\S+)\.$/, key: 'most', names: ['most'] },
  { says: /^Must be a whole number\.$/, key: 'whole', names: [] },
  { says: /^Not a whole number of minor units\./, key: 'minor', names: [] },
  { says: /^The header of the file stands here once more\.$/, key: 'headerAgain', names: [] },
  { says: /^Disabled on (\S+), before being created on (\S+)\.$/, key: 'disabledBefore', names: ['last', 'first'] },
  { says: /^The time lies before 1970\.$/, key: 'tooOld', names: [] },
  { says: /^The time lies in the future: later than (\S+)\.$/, key: 'future', names: ['latest'] },
  { says: /^The columns without a field hold (\d+) characters; at most (\d+) are kept\.$/, key: 'restLong', names: ['length', 'most'] },
  { says: /^The cell has (\d+) characters; at most (\d+) are kept\.$/, key: 'long', names: ['length', 'most'] },
  { says: /^The row has (\d+) cells?, the header has (\d+)\.$/, key: 'cells', names: ['cells', 'header'] },
  { says: /^There is no customer with this id\./, key: 'noCustomer', names: [] },
  { says: /^There is no (\S+) with this id that belongs to a customer\./, key: 'noRecord', names: ['kind'] },
  { says: /^This id was kept with another content before, .* This row says: (.*)$/s, key: 'conflictBefore', names: ['content'] },
  { says: /^This id was kept with another content before, .* It says: (.*)$/s, key: 'conflictKept', names: ['content'] },
  { says: /^Says something else than line (\d+) of (.+), which was kept: (.*)$/s, key: 'conflict', names: ['line', 'file', 'content'] },
  { says: /^A quote is opened here and never closed\. Nothing/, key: 'quoteToEnd', names: [] },
  { says: /^A quote is opened here and never closed\.$/, key: 'quote', names: [] },
];

/** The key of a reason and what it is about; null for one that is not known. */
export function rejectReason(reason: string): { readonly key: string; readonly about: Record<string, string> } | null {
  for (const { says, key, names } of SENTENCES) {
    const found = says.exec(reason);
    if (found) return { key, about: Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])) };
  }
  return null;
}

/** Why a row was rejected, in the reader's language; one this version has no words for stays as it is. */
export function rejectWords(reason: string, t: Words): string {
  const known = rejectReason(reason);
  return known === null ? reason : t(`rejectReason.${known.key}`, { ...known.about, interpolation: { escapeValue: false } });
}
