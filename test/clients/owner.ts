import { TEST_PASSWORD } from '../make.ts';

/** The owner of a new Mooring, signed in, with a key that may send. */
export interface Owner {
  readonly cookie: string;
  readonly key: string;
}

export async function setUp(url: string): Promise<Owner> {
  const person = { name: '王琳', email: 'owner@example.com', password: TEST_PASSWORD, locale: 'zh-CN' };
  const workspace = { workspaceKey: 'acme', workspaceName: 'Acme', timeZone: 'Asia/Shanghai' };
  const signedIn = await post(`${url}/api/v1/setup`, { ...person, ...workspace }, {});
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
  const made = await post(`${url}/api/v1/keys`, { name: 'node', scopes: ['ingest'] }, { cookie, 'x-mooring-workspace': 'acme' });
  return { cookie, key: ((await made.json()) as { secret: string }).secret };
}

function post(url: string, body: object, headers: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

export interface Listed {
  readonly total: number;
  readonly events: readonly { readonly name: string; readonly kind: string; readonly userId: string | null }[];
}

/** The events of a customer. */
export async function eventsOf(url: string, customer: string, { cookie }: Owner): Promise<Listed> {
  const answer = await fetch(`${url}/api/v1/accounts/${customer}/events?limit=500`, { headers: { cookie, 'x-mooring-workspace': 'acme' } });
  return (await answer.json()) as Listed;
}
