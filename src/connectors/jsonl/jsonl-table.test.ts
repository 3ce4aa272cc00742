import { expect, test } from 'vitest';
import { memorySource } from '../byte-source.ts';
import { openTable } from '../open-table.ts';
import { rowsOf } from '../table.ts';

async function read(text: string) {
  const table = await openTable(memorySource('file.jsonl', text));
  return {
    header: table.header,
    rows: (await rowsOf(table)).map(({ line, cells, problem }) => [line, ...(problem === null ? cells : [problem])]),
  };
}

test('columns are the names of all objects; objects within are columns of their own', async () => {
  const lines = [
    '{"id":"a","seats":3,"on":true,"note":null}',
    '',
    '{"id":"b","owner":{"name":"陈思","at":{"x":{"y":1}}},"tags":["x","y"]}',
  ];
  expect(await read(lines.join('\r\n'))).toEqual({
    header: ['id', 'seats', 'on', 'note', 'owner.name', 'owner.at.x', 'tags'],
    rows: [
      [1, 'a', '3', 'true', '', '', '', ''],
      [3, 'b', '', '', '', '陈思', '{"y":1}', 'x,y'],
    ],
  });
});

test('a line that is nested ten thousand deep costs itself only', async () => {
  const deep = `{"id":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  const { rows } = await read(`{"id":"a"}\n${deep}\n{"id":"b"}`);
  expect(rows).toEqual([
    [1, 'a'],
    [2, 'The line is nested too deep.'],
    [3, 'b'],
  ]);
});

test('a line that is no object, and a number that cannot be read exactly, cost themselves only', async () => {
  const { rows } = await read('{"id":1}\n{"id"\n[1]\n{"id":12345678901234567890}\n{"id":"2\\u0000"}\n{"id":"\\ud83d"}\n{"id":"😀"}');
  expect(rows).toEqual([
    [1, '1'],
    [2, 'The line is not JSON.'],
    [3, 'The line is not a JSON object: {…}.'],
    [4, "'id' is a number of more digits than can be read exactly. Write it as a text."],
    [5, '2\uFFFD'],
    [6, '\uFFFD'],
    [7, '😀'],
  ]);
});
