import { randomBytes } from 'node:crypto';
import type { Role } from '@wayfare/contracts';
import { createLogger, loadConfig } from '@wayfare/platform';
import { testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { buildServices, openCore } from '@wayfare/wiring';
import type { FastifyInstance } from 'fastify';
import { createApi } from '../api.js';

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly json: any;
}

const PASSWORD = 'a long enough password';

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The whole api on a database of this test file's own, listening on loopback. */
export const testServer = async (env: NodeJS.ProcessEnv = {}, mailbox: string | null = null) => {
  const config = loadConfig({
    DATABASE_URL: await testDatabaseUrl(),
    WAYFARE_SECRET: randomBytes(32).toString('base64'),
    WAYFARE_BOOT_ID: 'this very start',
    LOG_LEVEL: 'silent',
    PORT: '0',
    ...env,
  });
  const core = await openCore(config, createLogger({ level: config.logLevel, name: 'api' }), 'api');
  const services = buildServices(core, { mailbox });
  const mounted: string[] = [];
  const app = await createApi(core, services, mailbox);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    mounted.push(...[method].flat().map((one) => `${one} ${url}`));
  });
  await app.listen(0, '127.0.0.1');
  whenFileEnds(async () => {
    await app.close();
    await core.close();
  });
  const base = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  const call = async (method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answer> => {
    const raw = body instanceof FormData || typeof body === 'string' || body === undefined;
    const answer = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(raw ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: raw ? (body as string | FormData) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
  };

  /** The headers of a signed-in browser: a session and its CSRF token. */
  const signIn = async (email: string, password = PASSWORD): Promise<{ cookie: string; 'x-csrf-token': string }> => {
    const answer = await call('POST', '/api/v1/session', { body: { email, password } });
    if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${answer.status} ${answer.text}`);
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { cookie, 'x-csrf-token': answer.json.csrfToken };
  };

  await services.access.ensureAdmin({ email: 'admin@example.test', password: PASSWORD });
  for (const role of ['manager', 'reviewer'] as const)
    await services.access.createUser({ email: `${role}@example.test`, name: role, role, password: PASSWORD });
  const caller = await services.access.authenticate({ cookieToken: (await signIn('admin@example.test')).cookie.split('=')[1] });
  if (!caller) throw new Error('the first admin is not known');
  const bearer = async (role: Role): Promise<{ authorization: string }> => {
    const { token } = await services.access.createToken({ name: `${role}'s token`, role }, caller);
    return { authorization: `Bearer ${token}` };
  };
  return { app, mounted, base, core, services, call, signIn, bearer };
};
