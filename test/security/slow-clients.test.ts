import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../engines.ts';
import { type House, makeHouse } from '../make.ts';
import { exchange, HANGS, type RawAnswer } from './raw-http.ts';

/** The same as in the real server, a hundred times less patient. */
const PATIENCE = { head: 200, request: 600, silence: 6000, look: 50 };

const codeOf = ({ status, contentType, body }: RawAnswer): unknown[] => [status, contentType, (JSON.parse(body) as { code: string }).code];
const PROBLEM = 'application/problem+json';

describeEachEngine('clients that keep us waiting', (engine) => {
  let house: House;
  let port: number;
  let key: string;
  beforeAll(async () => {
    house = await makeHouse(engine, { patience: PATIENCE });
    port = Number(new URL(await house.listen()).port);
    key = await house.addKey(await house.setUp(), ['ingest']);
  });
  afterAll(() => house.close());

  const head = (length: number): string =>
    `POST /v1/track HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;
  const item = '{"userId":"u","event":"login","context":{"groupId":"acme"}}';
  const whole = (): string => `${head(item.length)}connection: close\r\n\r\n${item}`;

  test('half a head, a head without its body, half a body: ended in time, and told why', async () => {
    const [halfHead, noBody, halfBody] = await Promise.all(
      [head(100), `${head(100)}\r\n`, `${head(item.length + 1)}\r\n${item}`].map((bytes) => exchange(port, { bytes })),
    );
    for (const answer of [halfHead, noBody, halfBody]) expect(answer && codeOf(answer)).toEqual([408, PROBLEM, 'too-slow']);
    expect(halfHead?.ms).toBeLessThan(PATIENCE.request);
    expect(halfBody?.ms).toBeLessThan(PATIENCE.request + 2000);
  });

  test('a body that trickles does not buy more time', async () => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined).resume();
    socket.write(`${head(100_000)}\r\n`);
    const drops = setInterval(() => socket.writable && socket.write(' '), 20);
    const begun = performance.now();
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drops);
    expect(performance.now() - begun).toBeLessThan(PATIENCE.request + 2000);
  });

  test('a connection that never says anything is ended', async () => {
    const answer = await exchange(port, { bytes: '' });
    expect(codeOf(answer)).toEqual([408, PROBLEM, 'too-slow']);
  });

  test('half-closed connections: a whole request gets its answer, half of one is told so, and both end at once', async () => {
    const kept = [head(item.length), item].join('\r\n');
    for (const bytes of [whole(), kept, `${kept}${whole()}`]) {
      const answer = await exchange(port, { bytes, halfClose: true });
      expect([
        answer.status,
        (JSON.parse(answer.body.slice(0, answer.body.indexOf(']}') + 2)) as { quarantined: number }).quarantined,
      ]).toEqual([200, 1]);
    }
    for (const bytes of [whole().slice(0, -10), whole().slice(0, 40)]) {
      const answer = await exchange(port, { bytes, halfClose: true });
      expect({ isHanging: answer === HANGS, isSoon: answer.ms < 500, code: codeOf(answer) }).toEqual({
        isHanging: false,
        isSoon: true,
        code: [400, PROBLEM, 'invalid-input'],
      });
    }
    expect((await exchange(port, { bytes: '', halfClose: true })).status).toBe(0);
  });

  test('who hangs up in the middle leaves no connection behind', async () => {
    for (let cut = 1; cut < whole().length; cut += 5) {
      const socket = createConnection({ port, host: '127.0.0.1' }, () => {
        socket.write(whole().slice(0, -cut));
        socket.destroy();
      });
    }
    expect((await exchange(port, { bytes: whole() })).status).toBe(200);
    const open = () => new Promise((resolve) => house.server.server.getConnections((_, count) => resolve(count)));
    await expect.poll(open, { timeout: 4000 }).toBe(0);
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid-input'],
    ['another protocol', Buffer.from('160301020001000001fc0303', 'hex').toString('latin1'), 400, 'invalid-input'],
    ['two lengths', 'POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400, 'invalid-input'],
    [
      'a length and chunks',
      'POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'invalid-input',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(10_000)}`, 413, 'too-large'],
    ['an address without end', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n`, 413, 'too-large'],
  ])('%s is told so as a problem', async (_, bytes, status, code) => {
    expect(codeOf(await exchange(port, { bytes }))).toEqual([status, PROBLEM, code]);
  });
});
