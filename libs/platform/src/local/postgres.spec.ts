import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import pg from 'pg';
import { pickAccount } from './account.js';
import { LocalPostgres } from './postgres.js';
import { parsePostmaster } from './postmaster.js';
import { isAlive } from './process.js';

const started = async (folder: string): Promise<LocalPostgres> => {
  const server = await LocalPostgres.start({ folder, settings: { max_connections: 20 } });
  whenFileEnds(() => server.stop());
  return server;
};
const ask = async (server: LocalPostgres, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};
const pidFile = (folder: string): string => path.join(folder, 'cluster', 'postmaster.pid');

describe('LocalPostgres', () => {
  it('keeps its data, in UTF-8, over a stop and a start', async () => {
    const folder = testFolder('postgres');
    const first = await started(folder);
    await ask(first, "CREATE TABLE kept AS SELECT '客户'::text AS word");
    await first.stop();
    expect(existsSync(pidFile(folder))).toBe(false);
    expect(await ask(await started(folder), 'SELECT word FROM kept')).toEqual([{ word: '客户' }]);
  });

  it('lets in nobody without its password, which others may not read', async () => {
    const folder = testFolder('postgres');
    const server = await started(folder);
    const stranger = new pg.Client({ connectionString: server.url('postgres').replace(/:[^:@]+@/, ':guess@') });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    expect(statSync(path.join(folder, 'password')).mode & 0o077).toBe(0);
    expect(statSync(path.join(folder, 'cluster')).mode & 0o077).toBe(0);
  });

  it('stops one that was left running by a supervisor that is gone, and takes over its data', async () => {
    const folder = testFolder('postgres');
    const orphan = await LocalPostgres.start({ folder });
    await ask(orphan, 'CREATE TABLE kept AS SELECT 1 AS n');
    const pid = Number.parseInt(readFileSync(pidFile(folder), 'utf8'), 10);
    const next = await started(folder);
    expect(isAlive(pid)).toBe(false);
    expect(await ask(next, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('is not deceived by a pid file whose number belongs to another program now', async () => {
    const folder = testFolder('postgres');
    const first = await started(folder);
    const text = readFileSync(pidFile(folder), 'utf8');
    await first.stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    whenFileEnds(async () => other.kill());
    writeFileSync(pidFile(folder), text.replace(/^\d+/, String(other.pid)));
    await started(folder);
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  it('makes its files anew where the first attempt was cut off half way', async () => {
    const folder = testFolder('postgres');
    mkdirSync(path.join(folder, 'cluster.new'));
    writeFileSync(path.join(folder, 'cluster.new', 'half'), '');
    mkdirSync(path.join(folder, 'cluster'));
    await started(folder);
  });

  it('says when it ends by itself, and what PostgreSQL said when it does not start', async () => {
    const folder = testFolder('postgres');
    const server = await started(folder);
    let ended = false;
    server.onExit(() => {
      ended = true;
    });
    process.kill(Number.parseInt(readFileSync(pidFile(folder), 'utf8'), 10), 'SIGKILL');
    await eventually(() => ended);
    await expect(LocalPostgres.start({ folder, settings: { shared_buffers: 'lots' } })).rejects.toThrow('shared_buffers');
  }, 30_000);
});

describe('pickAccount', () => {
  it("takes PostgreSQL's own account, else the one that owns nothing, else none", () => {
    const root = 'root:x:0:0:root:/root:/bin/bash';
    const nobody = 'nobody:x:65534:65534::/:/usr/sbin/nologin';
    expect(pickAccount([root, nobody, 'postgres:x:101:104::/:/bin/sh'].join('\n'))).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(pickAccount([root, nobody, ''].join('\n'))).toEqual({ name: 'nobody', uid: 65_534, gid: 65_534 });
    expect(pickAccount(root)).toBeUndefined();
  });
});

describe('parsePostmaster', () => {
  it.each([
    ['42\n/data\n1700000000\n5432\n\nlocalhost\n  1 2\nready   \n', { pid: 42, ready: true }],
    ['42\n/data\n1700000000\n5432\n\nlocalhost\n  1 2\nstarting\n', { pid: 42, ready: false }],
    ['42\n', { pid: 42, ready: false }],
    ['', undefined],
    ['torn', undefined],
  ])('%j', (text, expected) => {
    expect(parsePostmaster(text)).toEqual(expected);
  });
});
