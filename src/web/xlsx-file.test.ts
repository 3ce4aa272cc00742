import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { sheetXml, toXlsx } from './xlsx-file.ts';

test('a workbook holds numbers as numbers, texts as texts, and nothing that runs', async () => {
  const sheet = sheetXml(
    ['客户', 'ARR'],
    [
      ['=1+1 <&>\u0001', 3.5],
      [null, null],
    ],
  );
  expect(sheet).toContain('<t xml:space="preserve">=1+1 &lt;&amp;&gt;</t>');
  expect(sheet).toContain('<c><v>3.5</v></c>');
  expect(sheet).toContain('<row><c/><c/></row>');
  const zip = await fromBufferPromise(Buffer.from(await (await toXlsx(['a'], [['b']])).arrayBuffer()), { lazyEntries: true });
  const names: string[] = [];
  for await (const { fileName } of zip.eachEntry()) names.push(fileName);
  expect(names).toContain('xl/worksheets/sheet1.xml');
});
