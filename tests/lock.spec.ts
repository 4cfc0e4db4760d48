import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const entrySchema = z.object({ resolved: z.string().optional(), os: z.array(z.string()).optional() });
const lock = z.object({ packages: z.record(z.string(), entrySchema) }).parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const names = Object.keys(lock.packages);

/** Asks scripts/lib/lock-entries.mjs in a process of its own. */
const ASK = `
  import { readFileSync } from 'node:fs';
  import { missingEntries } from './scripts/lib/lock-entries.mjs';
  console.log(JSON.stringify(missingEntries(JSON.parse(readFileSync(0, 'utf8')))));
`;
const missingIn = (packages: unknown): unknown =>
  JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', ASK], { input: JSON.stringify(packages), encoding: 'utf8' }));

describe('package-lock.json', () => {
  it('names no registry', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });

  it.each(['darwin-arm64', 'darwin-x64', 'win32-x64-msvc', 'linux-arm64-gnu'])('can be installed on %s', (machine) => {
    expect(names.some((name) => name.includes('@swc/core-') && name.endsWith(machine))).toBe(true);
  });

  it('lacks nothing that fix-lock would add', () => {
    expect(missingIn(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)).toEqual({});
  });
});

describe('fix-lock', () => {
  it('adds what a lock leaves out for other machines, with the machine that the name tells', () => {
    const packages = {
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { '@tool/linux-x64-musl': '1.0.0', '@tool/win32-arm64': '1.0.0', fsevents: '2.0.0' },
      },
    };
    expect(missingIn(packages)).toEqual({
      'node_modules/@tool/linux-x64-musl': { version: '1.0.0', os: ['linux'], cpu: ['x64'], libc: ['musl'], dev: true, optional: true },
      'node_modules/@tool/win32-arm64': { version: '1.0.0', os: ['win32'], cpu: ['arm64'], dev: true, optional: true },
    });
  });

  it('puts an entry below who asks for it where another version has the place at the top', () => {
    const asks = (version: string) => ({ optionalDependencies: { '@tool/darwin-x64': version } });
    expect(missingIn({ 'node_modules/a': asks('1.0.0'), 'node_modules/b': asks('2.0.0') })).toMatchObject({
      'node_modules/@tool/darwin-x64': { version: '1.0.0' },
      'node_modules/b/node_modules/@tool/darwin-x64': { version: '2.0.0' },
    });
  });
});
