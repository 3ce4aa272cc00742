/** What a snippet is made of: where Mooring answers, and the key. */
export interface SnippetParts {
  /** As in `https://mooring.example.com`, without a slash at the end. */
  readonly origin: string;
  /** An ingest key, or a placeholder until one was made. */
  readonly key: string;
}

/**
 * A first customer and a first login by curl: without the customer, the login would wait for it.
 *
 * @param parts  Address and key.
 * @returns      A command for a POSIX shell.
 */
export function curlSnippet({ origin, key }: SnippetParts): string {
  const batch = [
    { type: 'group', userId: 'u-1', groupId: 'acme', messageId: 'first-group-1', traits: { name: 'Acme' } },
    { type: 'track', event: 'login', userId: 'u-1', messageId: 'first-login-1', context: { groupId: 'acme' } },
  ];
  const lines = batch.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  return `curl -X POST ${origin}/v1/batch \\
  -u '${key}:' \\
  -H 'Content-Type: application/json' \\
  -d '{"batch":[
${lines}
  ]}'`;
}

/**
 * A first event by Segment's public client for Node.
 *
 * @param parts  Address and key.
 * @returns      A JavaScript module.
 */
export function nodeSnippet({ origin, key }: SnippetParts): string {
  return `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' });

// once for each customer, and for each of its users
analytics.group({ userId: 'u-1', groupId: 'acme', traits: { name: 'Acme' } });
analytics.identify({ userId: 'u-1', context: { groupId: 'acme' } });

// at every login
analytics.track({ userId: 'u-1', event: 'login', context: { groupId: 'acme' } });
await analytics.closeAndFlush();`;
}

/**
 * What a web page carries: a first customer and a first login by the script that Mooring serves.
 *
 * @param parts  Address and key.
 * @returns      HTML for the head of a page. Calls made before the script is there wait in an array.
 */
export function browserSnippet({ origin, key }: SnippetParts): string {
  return `<script>
  window.mooring = [];
  for (const name of ['load', 'identify', 'group', 'track', 'page', 'consent', 'flush', 'reset'])
    mooring[name] = (...args) => mooring.push([name, ...args]);

  // consent: 'wait' sends nothing before mooring.consent(true)
  mooring.load('${key}', { consent: true });
  mooring.identify('u-1');
  mooring.group('acme', { name: 'Acme' });
  mooring.track('login');
</script>
<script async src="${origin}/mooring.js"></script>`;
}
