import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort, isAlive, listen } from '@wayfare/platform';
import { eventually, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { z } from 'zod';

/** The parent as it is built, with stubs in the place of api and worker (testing/stub-program.mjs). */
const programs = mkdtempSync(path.resolve('node_modules/.cache/wayfare-standalone-'));
whenFileEnds(async () => rmSync(programs, { recursive: true }));
execFileSync(process.execPath, ['scripts/build-node.mjs', 'standalone', path.join(programs, 'standalone', 'main.js')]);
for (const name of ['api', 'worker']) {
  mkdirSync(path.join(programs, name));
  copyFileSync('apps/standalone/src/testing/stub-program.mjs', path.join(programs, name, 'main.js'));
}

const accessSchema = z.object({ url: z.url(), email: z.email(), password: z.string(), token: z.string(), mailbox: z.url().nullable() });

interface Started {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the code it ended with. */
  readonly ended: Promise<number | null>;
}

const start = (data: string, env: NodeJS.ProcessEnv = {}, args: string[] = []): Started => {
  const child = spawn(process.execPath, [path.join(programs, 'standalone', 'main.js'), ...args], {
    env: { ...process.env, LANG: 'C', LC_ALL: '', PORT: '0', WAYFARE_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += String(chunk);
    });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  whenFileEnds(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  });
  return { process: child, output: () => text, ended };
};

const accessOf = (data: string): z.infer<typeof accessSchema> =>
  accessSchema.parse(JSON.parse(readFileSync(path.join(data, 'access.json'), 'utf8')));

const ready = async (data: string, started: Started): Promise<z.infer<typeof accessSchema>> => {
  await eventually(() => {
    if (started.process.exitCode !== null) throw new Error(started.output());
    return started.output().includes('Ctrl-C');
  }, 30_000);
  return accessOf(data);
};

const lockOf = (data: string): { pid: number; children: { pid: number }[] } =>
  JSON.parse(readFileSync(path.join(data, 'wayfare.lock'), 'utf8'));
const envOf = async (url: string): Promise<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(await (await fetch(`${url}/env`)).json());
const postmasterOf = (data: string): number =>
  Number.parseInt(readFileSync(path.join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10);
const ask = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};

describe('npm start', () => {
  const data = testFolder('data');
  let app: Started;
  let access: z.infer<typeof accessSchema>;

  it('makes a database, a mailbox, secrets and an access file, and tells its children of them', async () => {
    app = start(data);
    access = await ready(data, app);
    expect(statSync(path.join(data, 'access.json')).mode & 0o077).toBe(0);
    expect(statSync(path.join(data, 'secrets.json')).mode & 0o077).toBe(0);
    expect(app.output()).toContain(access.password);
    const env = await envOf(access.url);
    expect(env).toMatchObject({ PUBLIC_URL: access.url, WAYFARE_DEMO: '0' });
    expect(Buffer.from(env.WAYFARE_SECRET ?? '', 'base64').length).toBe(32);
    expect(JSON.parse(readFileSync(env.WAYFARE_BOOTSTRAP_FILE ?? '', 'utf8'))).toMatchObject({ email: access.email, token: access.token });
    expect(JSON.stringify(env)).not.toContain(access.password);
    const [row] = await ask(env.DATABASE_URL ?? '', "SELECT current_setting('server_encoding') AS encoding, upper('é') AS upper");
    expect(row).toEqual({ encoding: 'UTF8', upper: 'É' });
    await ask(env.DATABASE_URL ?? '', "CREATE TABLE kept AS SELECT '客户' AS word");
  }, 60_000);

  it('keeps what is mailed', async () => {
    const { SMTP_URL } = await envOf(access.url);
    const transport = createTransport(SMTP_URL);
    await transport.sendMail({ from: 'a@shop.example', to: 'b@customers.example', subject: '你好', text: 'x' });
    transport.close();
    const answer = await fetch(`${access.mailbox}/messages?to=b@customers.example`);
    expect(await answer.json()).toMatchObject({ total: 1, items: [{ subject: '你好', to: 'b@customers.example' }] });
  });

  it('does not start a second time in the same folder', async () => {
    const second = start(data);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`running in ${data} already (process ${app.process.pid})`);
    expect(accessOf(data)).toEqual(access);
  });

  it('starts a child again that was killed', async () => {
    const before = lockOf(data).children.map(({ pid }) => pid);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await eventually(() => lockOf(data).children.every(({ pid }) => !before.includes(pid) && isAlive(pid)));
    await eventually(async () => (await fetch(access.url)).ok);
  });

  it('starts the database again that was killed, where it was', async () => {
    const { DATABASE_URL = '' } = await envOf(access.url);
    const before = postmasterOf(data);
    process.kill(before, 'SIGKILL');
    await eventually(
      async () => postmasterOf(data) !== before && (await ask(DATABASE_URL, 'SELECT * FROM kept')).length === 1,
      20_000,
      100,
    );
  }, 30_000);

  it('stops everything when Ctrl-C reaches its whole process group', async () => {
    const pids = [...lockOf(data).children.map(({ pid }) => pid), postmasterOf(data)];
    process.kill(-(app.process.pid ?? 0), 'SIGINT');
    expect(await app.ended).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(['access.json', 'wayfare.lock', 'bootstrap.json'].filter((name) => existsSync(path.join(data, name)))).toEqual([]);
  }, 20_000);

  it('finds everything again at the next start, also after it was killed itself', async () => {
    app = start(data, {}, ['--demo']);
    await ready(data, app);
    const orphans = [...lockOf(data).children.map(({ pid }) => pid), postmasterOf(data)];
    process.kill(app.process.pid ?? 0, 'SIGKILL');
    await app.ended;
    app = start(data);
    const again = await ready(data, app);
    expect([again.password, again.token]).toEqual([access.password, access.token]);
    const env = await envOf(again.url);
    expect(await ask(env.DATABASE_URL ?? '', 'SELECT word FROM kept')).toEqual([{ word: '客户' }]);
    expect(orphans.filter(isAlive)).toEqual([]);
    expect(await (await fetch(`${again.mailbox}/stats`)).json()).toEqual({ total: 1, recipients: 1, maxPerRecipient: 1 });
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  }, 60_000);
});

describe('npm start, when something is in the way', () => {
  const fails = async (data: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<string> => {
    const app = start(data, env, args);
    expect(await app.ended).not.toBe(0);
    return app.output();
  };

  it('names the port that is taken and how to take another', async () => {
    const server = createServer();
    whenFileEnds(async () => server.close());
    const port = await listen(server, await freePort(), '127.0.0.1');
    expect(await fails(testFolder('data'), { PORT: String(port) })).toContain(`Port ${port} is taken`);
  });

  it('names the folder that is none', async () => {
    const file = path.join(testFolder('data'), 'file');
    writeFileSync(file, '');
    expect(await fails(file, {})).toContain(`${file} is not a folder`);
  });

  it('speaks Chinese in a Chinese terminal', async () => {
    const file = path.join(testFolder('data'), 'file');
    writeFileSync(file, '');
    expect(await fails(file, { LANG: 'zh_CN.UTF-8' })).toContain(`${file} 不是文件夹`);
  });

  it('shows the last words of a child that does not start, and leaves nothing running', async () => {
    const data = testFolder('data');
    writeFileSync(path.join(data, 'stub.json'), JSON.stringify({ fail: ['worker'] }));
    const output = await fails(data, {});
    expect(output).toContain('The worker did not start');
    expect(output).toContain('worker was told to fail');
    expect(existsSync(path.join(data, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  }, 30_000);

  it('names an option that does not exist', async () => {
    expect(await fails(testFolder('data'), {}, ['--dmeo'])).toContain("'--dmeo'");
  });

  it('does not touch secrets that cannot be read', async () => {
    const data = testFolder('data');
    writeFileSync(path.join(data, 'secrets.json'), 'spoilt');
    expect(await fails(data, {})).toContain('secrets.json cannot be read');
    expect(readFileSync(path.join(data, 'secrets.json'), 'utf8')).toBe('spoilt');
  });
});

describe('npm start, with parts from elsewhere', () => {
  it('takes the database, Redis and mail server that it is given and starts none', async () => {
    const data = testFolder('data');
    const given = { DATABASE_URL: process.env.WAYFARE_TEST_TEMPLATE, REDIS_URL: 'redis://127.0.0.1:1', SMTP_URL: 'smtp://127.0.0.1:2' };
    const app = start(data, { ...given, WAYFARE_CLOCK: 'virtual' });
    const { url, mailbox } = await ready(data, app);
    expect(mailbox).toBeNull();
    expect(await envOf(url)).toMatchObject({ ...given, WAYFARE_CLOCK: 'virtual' });
    expect(existsSync(path.join(data, 'postgres'))).toBe(false);
    expect(app.output()).toContain('WAYFARE_CLOCK=virtual');
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  }, 30_000);
});
