import { expect, test } from 'vitest';
import { browserSnippet, curlSnippet, nodeSnippet } from './snippets.ts';

const parts = { origin: 'http://127.0.0.1:4800', key: 'mk_secret' };

test('every snippet carries the real address and key', () => {
  for (const text of [curlSnippet(parts), nodeSnippet(parts), browserSnippet(parts)]) {
    expect(text).toContain('http://127.0.0.1:4800');
    expect(text).toContain('mk_secret');
  }
});

test('the body of the curl command is one batch: the customer, then a login at it', () => {
  const body = /-d '(.+)'$/s.exec(curlSnippet(parts))?.[1] ?? '';
  expect(JSON.parse(body)).toMatchObject({
    batch: [
      { type: 'group', groupId: 'acme' },
      { type: 'track', event: 'login', context: { groupId: 'acme' } },
    ],
  });
});
