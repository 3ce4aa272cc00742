import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { type AccessHouse, makeAccessHouse, OWNER, PASSWORD, setupInput } from '../../../test/access-house.ts';
import { describeEachEngine } from '../../../test/engines.ts';
import { changePassword, listAudit, listSessions, me, revokeSession, setup, setupStatus, signIn, signOut } from './contract.ts';

describeEachEngine('signing in', (engine) => {
  let house: AccessHouse;
  const open = async (options: Parameters<typeof makeAccessHouse>[1] = {}): Promise<AccessHouse> => {
    house = await makeAccessHouse(engine, options);
    return house;
  };
  afterEach(() => house.close());

  test('the first visit creates the owner and is signed in; a second one is refused', async () => {
    const { ask } = await open();
    expect((await ask(setupStatus, {})).body).toEqual({ open: true, codeRequired: false });
    const first = await ask(setup, setupInput);
    expect(first).toMatchObject({
      status: 200,
      body: { workspace: { key: 'acme', name: '海风科技', timeZone: 'Asia/Shanghai', locale: 'zh-CN' } },
    });
    const mine = await ask(me, {}, { cookie: first.cookie });
    expect(mine.body).toMatchObject({
      name: '王琳',
      email: OWNER,
      memberships: [{ workspace: { key: 'acme' }, functions: ['admin'], scope: 'all' }],
    });
    expect((await ask(setupStatus, {})).body).toEqual({ open: false, codeRequired: false });
    expect(await ask(setup, { ...setupInput, email: 'thief@example.com', workspaceKey: 'mine' })).toMatchObject({
      status: 409,
      code: 'already-set-up',
      setCookies: [],
    });
    expect((await ask(signIn, { email: 'thief@example.com', password: PASSWORD })).code).toBe('wrong-credentials');
  });

  test('two first visits at the same moment: one owner', async () => {
    const { ask, parts } = await open();
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((name) => ask(setup, { ...setupInput, email: `${name}@example.com`, workspaceKey: name })),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual(['already-set-up', 'already-set-up', 'ok']);
    const { rows } = await parts.relational.unscopedDb.execute(
      sql`select (select count(*)::int from "user") users, count(*)::int spaces from workspaces`,
    );
    expect(rows).toEqual([{ users: 1, spaces: 1 }]);
  });

  test('settled 41: an exposed server asks for the code of its log', async () => {
    const { ask } = await open({ setupCode: 'the-code-of-the-log' });
    expect((await ask(setupStatus, {})).body).toEqual({ open: true, codeRequired: true });
    for (const code of [undefined, '', 'wrong', 'the-code-of-the-lo'])
      expect((await ask(setup, { ...setupInput, ...(code === undefined ? {} : { code }) })).code).toBe('setup-code-wrong');
    expect((await ask(setupStatus, {})).body.open).toBe(true);
    expect((await ask(setup, { ...setupInput, code: 'the-code-of-the-log' })).status).toBe(200);
    expect((await ask(setup, { ...setupInput, code: 'the-code-of-the-log' })).code).toBe('already-set-up');
    expect((await ask(setupStatus, {})).body).toEqual({ open: false, codeRequired: false });
  });

  test('the cookie is httpOnly and SameSite=Lax; Secure only where people use https', async () => {
    const plain = await open();
    const [cookie = ''] = (await plain.ask(setup, setupInput)).setCookies;
    expect(cookie).toMatch(/^mooring\.session_token=[^;]+;/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//i);
    expect(cookie).not.toMatch(/Secure/i);
    await plain.close();
    const proxied = await open({ publicUrl: 'https://cs.example.com' });
    const answer = await proxied.ask(setup, setupInput);
    expect(answer.setCookies[0]).toMatch(/^__Secure-mooring\.session_token=[^;]+;.*Secure/i);
    expect((await proxied.ask(me, {}, { cookie: answer.cookie })).status).toBe(200);
  });

  test('in with the right password whatever the case of the e-mail; out again, and the old cookie is worth nothing', async () => {
    const { ask, setUp } = await open();
    await setUp();
    const { cookie, setCookies } = await ask(signIn, { email: ' Owner@Example.COM ', password: PASSWORD });
    expect(setCookies).toHaveLength(1);
    expect((await ask(me, {}, { cookie })).status).toBe(200);
    const out = await ask(signOut, {}, { cookie });
    expect(out.setCookies.some((one) => /session_token=;.*Max-Age=0/i.test(one))).toBe(true);
    expect((await ask(me, {}, { cookie })).code).toBe('not-signed-in');
  });

  test('a wrong password and an unknown e-mail look alike and take alike', async () => {
    const { ask, setUp } = await open();
    await setUp();
    const timed = async (email: string) => {
      const from = performance.now();
      const { text, status, setCookies } = await ask(signIn, { email, password: 'not the password at all' });
      return { took: performance.now() - from, status, setCookies, told: text.replace(/"requestId":"[^"]+"/, '') };
    };
    await timed(OWNER);
    const known = [await timed(OWNER), await timed(OWNER), await timed(OWNER)];
    const unknown = [await timed('no@example.com'), await timed('no@example.com'), await timed('no@example.com')];
    expect(new Set([...known, ...unknown].map(({ told }) => told)).size).toBe(1);
    expect(known[0]).toMatchObject({ status: 401, setCookies: [] });
    const fastest = (all: typeof known): number => Math.min(...all.map(({ took }) => took));
    // Without hashing an unknown e-mail would answer more than ten times faster.
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) * 0.4);
  });

  test('passwords are kept as argon2id with the parameters OWASP names, and match in any form of Unicode', async () => {
    const { ask, parts } = await open();
    const composed = '密码：Grüße aus Köln';
    await ask(setup, { ...setupInput, password: composed });
    const { rows } = await parts.relational.unscopedDb.execute<{ password: string }>(sql`select password from sign_in_credential`);
    expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await ask(signIn, { email: OWNER, password: composed.normalize('NFD') })).status).toBe(200);
  });

  test('my sessions: where, which one is this; one can be ended, nobody else’s can', async () => {
    const { ask, setUp, join, signIn: enter } = await open();
    const first = await setUp();
    const other = await join(first, { email: 'chen@example.com' });
    const second = await ask(
      signIn,
      { email: OWNER, password: PASSWORD },
      { headers: { 'user-agent': 'Phone', 'x-forwarded-for': '6.6.6.6', 'x-mooring-address': '6.6.6.6' }, address: '10.9.8.7' },
    );
    const { sessions } = (await ask(listSessions, {}, first)).body;
    expect(sessions).toHaveLength(2);
    const phone = sessions.find(({ userAgent }) => userAgent === 'Phone');
    // What a client writes about its own address does not count.
    expect(phone).toMatchObject({ current: false, ip: '10.9.8.7' });
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect((await ask(revokeSession, { sessionId: phone?.id }, other)).code).toBe('not-found');
    expect((await ask(me, {}, second)).status).toBe(200);
    expect((await ask(revokeSession, { sessionId: phone?.id }, first)).status).toBe(200);
    expect((await ask(me, {}, { cookie: second.cookie })).code).toBe('not-signed-in');
    expect((await ask(revokeSession, { sessionId: phone?.id }, first)).code).toBe('not-found');
    expect((await ask(me, {}, await enter(OWNER))).status).toBe(200);
  });

  test('a changed password signs the others out and leaves a trace', async () => {
    const { ask, setUp, signIn: enter } = await open();
    const here = await setUp();
    const there = await enter(OWNER);
    const next = 'another long password';
    expect((await ask(changePassword, { current: 'not it', next }, here)).code).toBe('wrong-credentials');
    expect((await ask(changePassword, { current: PASSWORD, next: 'too short' }, here)).code).toBe('invalid-input');
    expect((await ask(me, {}, there)).status).toBe(200);
    expect((await ask(changePassword, { current: PASSWORD, next }, here)).status).toBe(200);
    expect((await ask(me, {}, here)).status).toBe(200);
    expect((await ask(me, {}, there)).code).toBe('not-signed-in');
    expect((await ask(signIn, { email: OWNER, password: PASSWORD })).code).toBe('wrong-credentials');
    expect((await ask(signIn, { email: OWNER, password: next })).status).toBe(200);
    const { entries } = (await ask(listAudit, {}, here)).body;
    expect(entries[0]).toMatchObject({ action: 'password.changed', who: '王琳', before: null, after: null });
    expect(JSON.stringify(entries)).not.toContain(next);
  });

  test('a session that has run out is none', async () => {
    const { ask, setUp, parts } = await open();
    const owner = await setUp();
    await parts.relational.unscopedDb.execute(sql`update session set expires_at = now() - interval '1 second'`);
    expect((await ask(me, {}, owner)).code).toBe('not-signed-in');
  });

  test('a session that is used lives longer', async () => {
    const { ask, setUp, parts } = await open();
    const owner = await setUp();
    await parts.relational.unscopedDb.execute(sql`update session set expires_at = now() + interval '2 days'`);
    const { setCookies } = await ask(me, {}, owner);
    expect(setCookies[0]).toMatch(/session_token=.*Max-Age=2592000/);
    const { rows } = await parts.relational.unscopedDb.execute(sql`select expires_at > now() + interval '29 days' as longer from session`);
    expect(rows).toEqual([{ longer: true }]);
  });

  test('cookies that were forged, cut or stuffed are nobody’s', async () => {
    const { ask, setUp } = await open();
    const { cookie = '' } = await setUp();
    const [name = '', value = ''] = cookie.split('=');
    const forged = [
      `${name}=${value.slice(0, -3)}`,
      `${name}=${value.split('.')[0]}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D`,
      `${name}=`,
      `${name}=%00%ff`,
      `${name}=' or 1=1 --.x`,
      `${name}=${'a'.repeat(8_000)}`,
      '=;=;=',
      'mooring.session_data=eyJ1c2VyIjp7ImlkIjoidXNyIn19',
    ];
    for (const one of forged)
      expect([one.slice(0, 60), (await ask(me, {}, { cookie: one })).code]).toEqual([one.slice(0, 60), 'not-signed-in']);
    expect((await ask(me, {}, { cookie })).status).toBe(200);
  });

  test('hostile words are refused or kept as words', async () => {
    const { ask } = await open();
    const hostile = [
      { email: 'x' },
      { email: `${'a'.repeat(300)}@example.com` },
      { email: 'a\'; drop table "user"; --@example.com' },
      { email: { $ne: null } },
      { password: 'short' },
      { password: 'x'.repeat(129) },
      { password: ['x'] },
      { workspaceKey: '../etc' },
      { workspaceKey: 'Acme' },
      { workspaceKey: '-acme' },
      { timeZone: 'Mars/Olympus' },
      { locale: 'xx' },
      { name: '   ' },
      { name: 'x'.repeat(121) },
    ];
    for (const part of hostile) expect([part, (await ask(setup, { ...setupInput, ...part })).code]).toEqual([part, 'invalid-input']);
    const name = '<script>alert(1)</script>\' "; --';
    expect((await ask(setup, { ...setupInput, name })).status).toBe(200);
    for (const input of [{ email: OWNER }, { email: OWNER, password: 7 }, { email: OWNER, password: 'x'.repeat(129) }, {}])
      expect((await ask(signIn, input)).code).toBe('invalid-input');
    const cookie = (await ask(signIn, { email: OWNER, password: PASSWORD })).cookie;
    expect((await ask(me, {}, { cookie })).body.name).toBe(name);
    expect((await ask(revokeSession, { sessionId: "x' or '1'='1" }, { cookie })).code).toBe('not-found');
  });
});
