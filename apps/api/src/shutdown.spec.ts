import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, openDatabase } from '@wayfare/platform';
import { eventually, testDatabaseUrl, testFolder, whenFileEnds } from '@wayfare/platform/testing';

/** A process of its own takes long to start on a busy machine. */
const PATIENCE_MS = 120_000;
const TOKEN = 'wf_a_token_that_only_this_test_knows';

const url = await testDatabaseUrl();
/** The api as it is shipped, bundled by the project's own bundler. */
const bundled = path.resolve('node_modules', '.cache', `wayfare-shutdown-${process.pid}`, 'api.mjs');
whenFileEnds(async () => rmSync(path.dirname(bundled), { recursive: true, force: true }));
const BUNDLE = `import { bundle } from './scripts/lib/bundle.mjs'; await bundle('apps/api/src/main.ts', ${JSON.stringify(bundled)});`;
const [bundling] = await once(spawn(process.execPath, ['--input-type=module', '-e', BUNDLE], { stdio: 'inherit' }), 'exit');
if (bundling !== 0) throw new Error('the api could not be bundled');

const start = async (): Promise<{ api: ChildProcess; base: string; exited: Promise<unknown[]> }> => {
  const port = await freePort();
  const bootstrap = path.join(testFolder('bootstrap'), 'bootstrap.json');
  const account = { email: 'admin@example.test', password: 'a long enough password', token: TOKEN, smtpUrl: 'smtp://127.0.0.1:1' };
  writeFileSync(bootstrap, JSON.stringify(account));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    PORT: String(port),
    WAYFARE_SECRET: randomBytes(32).toString('base64'),
    WAYFARE_BOOTSTRAP_FILE: bootstrap,
    LOG_LEVEL: 'error',
  };
  const api = spawn(process.execPath, [bundled], { env, stdio: 'inherit' });
  whenFileEnds(async () => api.kill('SIGKILL'));
  const base = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${base}/api/health/ready`)).ok, 90_000, 100);
  return { api, base, exited: once(api, 'exit') };
};

it(
  'an api that is told to end answers what it was asked, takes nothing new, and ends well',
  async () => {
    const { api, base, exited } = await start();
    const database = await openDatabase({ url, poolSize: 2 });
    whenFileEnds(() => database.close());
    const headers = { authorization: `Bearer ${TOKEN}` };
    const ask = (): Promise<Response> => fetch(`${base}/api/v1/lists`, { headers });
    expect((await ask()).status).toBe(200);

    let answers: Promise<Response[]> = Promise.resolve([]);
    await database.transaction(async (tx) => {
      await tx.query('LOCK TABLE lists IN ACCESS EXCLUSIVE MODE');
      answers = Promise.all([ask(), ask(), ask()]);
      const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await eventually(async () => (await database.query<{ n: number }>(waiting))[0]?.n === 3);
      api.kill('SIGTERM');
      // from here on nobody new is let in
      await eventually(() =>
        fetch(`${base}/api/health/live`, { headers: { connection: 'close' } }).then(
          ({ status }) => status === 503,
          () => true,
        ),
      );
      expect(api.exitCode).toBeNull();
    });
    const asked = await answers;
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const answer of asked) expect(await answer.json()).toEqual({ items: [], next: null });
    expect(await exited).toEqual([0, null]);
  },
  PATIENCE_MS,
);
