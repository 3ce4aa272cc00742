import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { crcOf, zipDirectory, zipHeader } from './zip-file.ts';

test('another program reads the files of a zip, with their names and their bytes', async () => {
  const files = [
    { name: '客户.csv', text: '编号,名称\r\n1,云帆\r\n' },
    { name: 'event.jsonl', text: '' },
  ];
  const parts = files.map(({ name, text }) => {
    const bytes = Buffer.from(text);
    const data = deflateRawSync(bytes);
    return { data, part: { name, crc: crcOf(crcOf(0, bytes.subarray(0, 5)), bytes.subarray(5)), size: bytes.length, packed: data.length } };
  });
  const zip = Buffer.concat([...parts.flatMap(({ part, data }) => [zipHeader(part), data]), zipDirectory(parts.map(({ part }) => part))]);
  const opened = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false });
  const found: { name: string; text: string }[] = [];
  for await (const entry of opened.eachEntry()) {
    const stream = await opened.openReadStreamPromise(entry);
    found.push({ name: entry.fileName, text: Buffer.concat(await stream.toArray()).toString() });
  }
  expect(found).toEqual(files);
  expect(crcOf(0, Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(() => zipDirectory([{ name: 'a', crc: 0, size: 2 ** 32, packed: 1 }])).toThrow(RangeError);
});
