import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDay } from '../core/read-time.ts';
import { rejectReason } from './reject-words.ts';

describe('words for rejected rows', () => {
  test('a reason keeps what it is about', () => {
    expect(rejectReason('There is no day 2025-13-45 in the calendar.')).toEqual({ key: 'noDay', about: { day: '2025-13-45' } });
    expect(rejectReason('The row has 1 cell, the header has 7.')).toEqual({ key: 'cells', about: { cells: '1', header: '7' } });
    expect(rejectReason('Says something else than line 4 of a b.csv, which was kept: {"id":"x\ny"}')).toEqual({
      key: 'conflict',
      about: { line: '4', file: 'a b.csv', content: '{"id":"x\ny"}' },
    });
    expect(rejectReason('Something new.')).toBeNull();
  });

  test('each way in which a day cannot be read has words', () => {
    for (const text of ['2026-02-30', '2026-01-31 25:00', '01/09/2026', '01/09/26', '20260131', '45000', '3', 'soon']) {
      const reading = readDay(text, 'Asia/Shanghai');
      expect(reading.ok ? 'was read' : rejectReason(reading.reason), text).toMatchObject({ key: expect.any(String) });
    }
  });

  test('each sentence with which a row is refused in the code has words', () => {
    const sources = [
      'core/record-rows.ts',
      'core/read-number.ts',
      'batches.ts',
      'core/user-rows.ts',
      'core/event-rows.ts',
      'core/cells.ts',
      'known-accounts.ts',
      'import-events.ts',
      'import-records.ts',
    ];
    const sentences = sources.flatMap((file) => {
      const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
      return [...text.matchAll(/(?:refuse\([^,]*, |reason: |BadCell\([^,]*, [^,]*, )(['`])([A-Z][^'`]*)\1/g)].map(
        ([, , sentence = '']) => sentence,
      );
    });
    expect(sentences.length).toBeGreaterThan(8);
    for (const sentence of sentences) {
      const filled = sentence.replace(/\$\{[^}]*length\}|\$\{[A-Za-z]*\}|\$\{[^}]+\}/g, '7');
      expect(rejectReason(filled), sentence).not.toBeNull();
    }
  });
});
