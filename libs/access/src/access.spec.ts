import { ManualClock } from '@wayfare/kernel';
import { actingAs } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Access } from './access.js';
import { mayWrite } from './caller.js';

const ORIGIN = { ip: '192.0.2.1', userAgent: 'a browser' };
const OWNER = { email: 'Owner@Example.test', password: 'correct horse battery' };
const DAY_MS = 86_400_000;

describe('access', () => {
  const clock = new ManualClock(new Date('2026-11-02T08:00:00Z'));
  const wall = new ManualClock(new Date('2026-11-02T08:00:00Z'));
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const access = (): Access => new Access({ database, clock, wall });
  const signedIn = async (credentials = OWNER) => {
    const { sessionToken } = await access().signIn(credentials, ORIGIN);
    const caller = await access().authenticate({ cookieToken: sessionToken });
    if (!caller) throw new Error('the session is not known');
    return { caller, sessionToken };
  };
  const aUser = async (role: 'admin' | 'manager' | 'reviewer', email: string) =>
    access().createUser({ email, name: email, role, password: 'a long enough password' });
  const latest = async (kind: string) => (await access().audit({ kind })).items[0];

  beforeAll(async () => {
    database = await testDatabase();
    await access().ensureAdmin(OWNER);
  });

  test('an administrator to begin with is made once, and keeps the password they have changed', async () => {
    const fresh = new Access({ database: await testDatabase(), clock, wall });
    const began = { email: 'first@example.test', password: 'the generated password' };
    const made = await Promise.all([1, 2, 3].map(() => fresh.ensureAdmin(began)));
    expect(made.filter(Boolean)).toHaveLength(1);
    const [first] = (await fresh.users()).items;
    expect(first).toMatchObject({ email: began.email, role: 'admin' });
    await fresh.changeUser(first?.id ?? '', { password: 'a password of my own' });
    expect(await fresh.ensureAdmin(began)).toBe(false);
    await expect(fresh.signIn({ ...began, password: 'a password of my own' }, ORIGIN)).resolves.toBeDefined();
  });

  test('signs in whatever the case of the address, and tells who it is', async () => {
    const { me } = await access().signIn({ ...OWNER, email: 'OWNER@example.TEST' }, ORIGIN);
    expect(me).toMatchObject({ role: 'admin', user: { email: 'owner@example.test', disabled: false } });
    expect(me.csrfToken).toMatch(/^[\w-]{43}$/);
  });

  test('answers a wrong password and an unknown address alike', async () => {
    const refusals = await Promise.all(
      [
        { ...OWNER, password: 'wrong' },
        { email: 'nobody@example.test', password: 'wrong' },
      ].map((credentials) =>
        access()
          .signIn(credentials, ORIGIN)
          .catch((error: unknown) => error),
      ),
    );
    expect(refusals[0]).toMatchObject({ code: 'bad_credentials', status: 401 });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  test('stores neither passwords nor tokens', async () => {
    const { sessionToken } = await signedIn();
    const { token } = await access().createToken({ name: 'script', role: 'manager' }, (await signedIn()).caller);
    const rows = await database.query(
      `SELECT (SELECT json_agg(users) FROM users)::text || (SELECT json_agg(sessions) FROM sessions)::text ||
        (SELECT json_agg(api_tokens) FROM api_tokens)::text || (SELECT json_agg(audit) FROM audit)::text AS everything`,
    );
    const everything = String(rows[0]?.everything);
    for (const secret of [sessionToken, token, OWNER.password]) expect(everything).not.toContain(secret);
    expect(everything).toContain('$argon2id$');
  });

  test('refuses an eleventh guess, from this address only, until the quarter of an hour is over', async () => {
    const guarded = access();
    const guess = (password: string, ip = '192.0.2.9') => guarded.signIn({ ...OWNER, password }, { ...ORIGIN, ip });
    for (let n = 0; n < 10; n += 1) await expect(guess('wrong')).rejects.toMatchObject({ code: 'bad_credentials' });
    await expect(guess(OWNER.password)).rejects.toMatchObject({
      code: 'too_many_attempts',
      status: 429,
      detail: { values: { seconds: 900 } },
    });
    await expect(guess(OWNER.password, '192.0.2.10')).resolves.toBeDefined();
    wall.moveTo(new Date(wall.now().getTime() + 15 * 60_000));
    await expect(guess(OWNER.password)).resolves.toBeDefined();
  });

  test('a session needs its own CSRF token to write, an API token none', async () => {
    const one = await signedIn();
    const other = await signedIn();
    expect(mayWrite(one.caller, one.caller.session?.csrfToken)).toBe(true);
    expect(mayWrite(one.caller, other.caller.session?.csrfToken)).toBe(false);
    expect(mayWrite(one.caller, undefined)).toBe(false);
    const { token } = await access().createToken({ name: 'writer', role: 'manager' }, one.caller);
    const caller = await access().authenticate({ bearer: token });
    expect(caller && mayWrite(caller, undefined)).toBe(true);
  });

  test('does not fall back on the cookie when the token is wrong', async () => {
    const { sessionToken } = await signedIn();
    expect(await access().authenticate({ cookieToken: sessionToken, bearer: 'wf_forged' })).toBeNull();
    expect(await access().authenticate({ cookieToken: `${sessionToken.slice(0, -1)}x` })).toBeNull();
  });

  test('a session lasts while it is used, not longer than ninety days, and not by the virtual clock', async () => {
    const { sessionToken } = await signedIn();
    const alive = async () => (await access().authenticate({ cookieToken: sessionToken })) !== null;
    clock.moveTo(new Date(clock.now().getTime() + 400 * DAY_MS));
    const began = wall.now().getTime();
    for (const day of [13, 26, 39, 52, 65, 78, 89]) {
      wall.moveTo(new Date(began + day * DAY_MS));
      expect(await alive()).toBe(true);
    }
    wall.moveTo(new Date(began + 90 * DAY_MS));
    expect(await alive()).toBe(false);
  });

  test('an unused session ends after fourteen days, and is swept away', async () => {
    const { sessionToken } = await signedIn();
    wall.moveTo(new Date(wall.now().getTime() + 14 * DAY_MS));
    expect(await access().authenticate({ cookieToken: sessionToken })).toBeNull();
    await access().sweep();
    expect(await database.query('SELECT 1 FROM sessions')).toEqual([]);
  });

  test('signing out ends this session and no other', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    await access().signOut(one.caller);
    expect(await access().authenticate({ cookieToken: one.sessionToken })).toBeNull();
    expect(await access().authenticate({ cookieToken: other.sessionToken })).not.toBeNull();
  });

  test('a disabled account is out at once, and its password opens nothing', async () => {
    const user = await aUser('manager', 'leaver@example.test');
    const credentials = { email: user.email, password: 'a long enough password' };
    const { sessionToken } = await signedIn(credentials);
    await access().changeUser(user.id, { disabled: true });
    expect(await access().authenticate({ cookieToken: sessionToken })).toBeNull();
    await expect(access().signIn(credentials, ORIGIN)).rejects.toMatchObject({ code: 'bad_credentials' });
  });

  test('a new role counts from the next request on', async () => {
    const user = await aUser('manager', 'riser@example.test');
    const { sessionToken } = await signedIn({ email: user.email, password: 'a long enough password' });
    await access().changeUser(user.id, { role: 'reviewer' });
    expect(await access().authenticate({ cookieToken: sessionToken })).toMatchObject({ role: 'reviewer' });
  });

  test('changing my password asks for the old one and ends my other sessions', async () => {
    const user = await aUser('manager', 'careful@example.test');
    const credentials = { email: user.email, password: 'a long enough password' };
    const [here, there] = [await signedIn(credentials), await signedIn(credentials)];
    const change = { password: 'an even longer password', currentPassword: 'wrong' };
    await expect(access().changeMe(here.caller, change)).rejects.toMatchObject({ detail: { fields: [{ path: 'currentPassword' }] } });
    await access().changeMe(here.caller, { ...change, currentPassword: credentials.password });
    expect(await access().authenticate({ cookieToken: here.sessionToken })).not.toBeNull();
    expect(await access().authenticate({ cookieToken: there.sessionToken })).toBeNull();
    await expect(signedIn({ ...credentials, password: change.password })).resolves.toBeDefined();
  });

  test('the last administrator stays one, also when two are taken away at once', async () => {
    const fresh = await testDatabase();
    const own = new Access({ database: fresh, clock, wall });
    await own.ensureAdmin(OWNER);
    const first = (await own.users()).items[0]?.id ?? '';
    await expect(own.changeUser(first, { role: 'manager' })).rejects.toMatchObject({ code: 'last_admin', status: 409 });
    await expect(own.changeUser(first, { disabled: true })).rejects.toMatchObject({ code: 'last_admin' });
    const second = await own.createUser({
      email: 'second@example.test',
      name: 'Second',
      role: 'admin',
      password: 'a long enough password',
    });
    const outcomes = await Promise.allSettled([own.changeUser(first, { role: 'manager' }), own.changeUser(second.id, { disabled: true })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('an address has one account', async () => {
    await aUser('reviewer', 'twice@example.test');
    await expect(aUser('manager', 'TWICE@example.test')).rejects.toMatchObject({ code: 'email_taken', status: 409 });
  });

  test('a revoked token is worth nothing, and can be revoked once', async () => {
    const { caller } = await signedIn();
    const { id, token } = await access().createToken({ name: 'old script', role: 'reviewer' }, caller);
    expect(await access().authenticate({ bearer: token })).toMatchObject({ actor: `token:${id}`, role: 'reviewer', userId: null });
    await access().revokeToken(id);
    expect(await access().authenticate({ bearer: token })).toBeNull();
    await expect(access().revokeToken(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await access().tokens()).items.find((item) => item.id === id)).toMatchObject({ revoked: true, prefix: token.slice(0, 9) });
  });

  test('the standalone token of the last start replaces those before it', async () => {
    await access().ensureStandaloneToken('wf_first');
    await access().ensureStandaloneToken('wf_first');
    expect((await access().tokens()).items.filter(({ name }) => name === 'standalone')).toHaveLength(1);
    await access().ensureStandaloneToken('wf_second');
    expect(await access().authenticate({ bearer: 'wf_first' })).toBeNull();
    expect(await access().authenticate({ bearer: 'wf_second' })).toMatchObject({ role: 'admin' });
  });

  test('the audit trail names who changed what, with before and after', async () => {
    const { caller } = await signedIn();
    const user = await aUser('reviewer', 'watched@example.test');
    await actingAs(caller.actor, () => access().changeUser(user.id, { role: 'manager', password: 'a wholly new password' }));
    expect(await latest('user')).toMatchObject({
      actor: caller.actor,
      actorName: 'Owner',
      action: 'updated',
      objectId: user.id,
      before: { role: 'reviewer' },
      after: { role: 'manager', password: 'changed' },
    });
  });

  test('the audit trail pages without losing or repeating a line', async () => {
    for (let n = 0; n < 60; n += 1) await aUser('reviewer', `many${n}@example.test`);
    const ids: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<Access['audit']>> = await access().audit({ kind: 'user', ...(cursor ? { cursor } : {}) });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    const [counted] = await database.query<{ n: string }>("SELECT count(*) AS n FROM audit WHERE object_kind = 'user'");
    expect(ids).toHaveLength(Number(counted?.n));
    expect(new Set(ids).size).toBe(ids.length);
    await expect(access().audit({ cursor: '1; DROP' })).rejects.toMatchObject({ code: 'invalid' });
  }, 30_000);
});
