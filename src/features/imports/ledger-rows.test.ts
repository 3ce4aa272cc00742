import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { saveAccount } from '../accounts/contract.ts';
import { contractLines } from '../contracts/contract.ts';
import { listLedger, postMovement } from '../contracts/contract-ledger.ts';
import { runImport, undoImport } from './contract.ts';

describeEachEngine('contract lines of a file', (engine) => {
  test('FIN-10: a row that would unbalance the ledger is refused alone; the others are in the ledger, and undo takes them out', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await house.call(saveAccount, { externalId: 'hf', name: '海风科技' }, owner);
      const run = (...rows: string[]) =>
        house.call(
          runImport,
          {
            mapping: {
              source: 'sheet',
              files: [
                {
                  file: 'lines.csv',
                  entity: 'contract-line',
                  columns: { id: 'id', account: 'customer', startsOn: 'from', arr: 'fee' },
                },
              ],
            },
            files: [{ name: 'lines.csv', text: ['id,customer,from,fee', ...rows].join('\n') }],
          },
          owner,
        );
      const standing = async () => {
        const { entries } = await house.call(listLedger, { account: 'hf' }, owner);
        return entries
          .filter(({ reverses, reversedBy }) => reverses === null && reversedBy === null)
          .map(({ line, day, amountMinor }) => `${line} ${day} ${amountMinor}`)
          .sort();
      };
      await run('a,hf,2026-01-01,100', 'b,hf,2026-01-01,200');
      await house.call(postMovement, { line: 'a', day: '2026-03-01', type: 'expansion', amountMinor: 5000, note: '加席位' }, owner);
      const before = await standing();
      expect(before).toEqual(['a 2026-01-01 10000', 'a 2026-03-01 5000', 'b 2026-01-01 20000']);

      // What was posted on 1 March would lie before the first day of its line.
      const report = await run('b,hf,2026-01-01,300', 'a,hf,2026-05-01,150', 'c,hf,2026-02-01,50', 'd,hf,2026-02-01,60');
      expect(report.files).toMatchObject([{ rows: 4, imported: 3, rejected: 1, rejects: [{ line: 3 }] }]);
      expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields).toMatchObject({ startsOn: '2026-01-01', arr: 15_000 });
      expect(await standing()).toEqual([
        'a 2026-01-01 10000',
        'a 2026-03-01 5000',
        'b 2026-01-01 30000',
        'c 2026-02-01 5000',
        'd 2026-02-01 6000',
      ]);

      await house.call(undoImport, { importId: report.importId }, owner);
      expect(await standing()).toEqual(before);
    } finally {
      await house.close();
    }
  });
});
