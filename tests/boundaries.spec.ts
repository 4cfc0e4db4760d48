import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@wayfare/platform/testing';
import { z } from 'zod';

const projectSchema = z.object({ name: z.string(), tags: z.array(z.string()) });

const foldersOf = (group: string): string[] => readdirSync(group).map((name) => path.join(group, name));
const folders = [...foldersOf('apps'), ...foldersOf('libs'), 'migrations'];

/** A workspace with our projects, doors and rules, and only the files that a test writes into it. */
const workspace = testFolder('workspace');
for (const file of ['.dependency-cruiser.mjs', 'tsconfig.base.json', 'package.json', 'scripts/lib'])
  cpSync(file, path.join(workspace, file), { recursive: true });
for (const folder of folders) {
  mkdirSync(path.join(workspace, folder, 'src'), { recursive: true });
  cpSync(path.join(folder, 'project.json'), path.join(workspace, folder, 'project.json'));
  for (const door of ['index.ts', 'testing.ts']) writeFileSync(path.join(workspace, folder, 'src', door), 'export const door = 1;\n');
}
writeFileSync(path.join(workspace, 'migrations', 'index.ts'), 'export const MIGRATIONS = [];\n');
symlinkSync(path.resolve('node_modules'), path.join(workspace, 'node_modules'));

const reportSchema = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

const cruise = (): string => {
  try {
    return execFileSync(
      process.execPath,
      [
        path.resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'json',
        'apps',
        'libs',
        'migrations',
      ],
      { cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
    );
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
};

const CASES: readonly [claim: string, file: string, imports: string, rule: string | undefined][] = [
  ['a lib uses what its tags name', 'libs/audiences/src/a.ts', '@wayfare/customers', undefined],
  ['domain libs do not know each other', 'libs/audiences/src/b.ts', '@wayfare/channels', 'layers-audiences'],
  ['imports go downward only', 'libs/platform/src/c.ts', '@wayfare/engine', 'layers-platform'],
  ['the kernel knows nothing of ours', 'libs/kernel/src/d.ts', '@wayfare/journey', 'layers-kernel'],
  ['the web knows the pure libs alone', 'apps/web/src/e.ts', '@wayfare/platform', 'layers-web'],
  ['reports read the engine', 'libs/reports/src/f.ts', '@wayfare/engine', undefined],
  ['but access does not', 'libs/access/src/g.ts', '@wayfare/engine', 'layers-access'],
  ['a lib is entered by its door', 'libs/engine/src/h.ts', '../../customers/src/inside.js', 'public-doors-only'],
  ['the second door is for tests', 'libs/engine/src/i.ts', '@wayfare/customers/testing', 'testing-is-for-tests'],
  ['and opens to them', 'libs/engine/src/j.spec.ts', '@wayfare/customers/testing', undefined],
  ['what only tests run stays out of the rest', 'libs/engine/src/k.ts', './testing/double.js', 'testing-is-for-tests'],
  ['pure libs do nothing', 'libs/journey/src/l.ts', 'node:fs', 'pure-libs-do-nothing'],
  ['Nest lives in apps', 'libs/access/src/m.ts', '@nestjs/common', 'nest-lives-in-apps'],
  ['the queues stay behind their port', 'libs/engine/src/n.ts', 'bullmq', 'queues-behind-their-port'],
  ['the web has no server parts', 'apps/web/src/o.ts', 'node:path', 'web-knows-no-server'],
];

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
  writeFileSync(path.join(workspace, file), text);
};
for (const [, file, imports] of CASES) write(file, `import * as used from '${imports}';\nexport const it = used;\n`);
write('libs/customers/src/inside.ts', 'export const inside = 1;\n');
write('libs/engine/src/testing/double.ts', 'export const double = 1;\n');
write('libs/channels/src/round.ts', "import { trip } from './trip.js';\nexport const round = () => trip;\n");
write('libs/channels/src/trip.ts', "import { round } from './round.js';\nexport const trip = () => round;\n");
const { violations } = reportSchema.parse(JSON.parse(cruise())).summary;
const rulesBrokenBy = (file: string): string[] => violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

describe('the layers', () => {
  it.each(CASES)('%s: %s imports %s', (_claim, file, _imports, rule) => {
    expect(rulesBrokenBy(file)).toEqual(rule ? expect.arrayContaining([rule]) : []);
  });

  it('find a cycle', () => {
    expect(rulesBrokenBy('libs/channels/src/round.ts')).toEqual(['no-cycles']);
  });
});

describe('project.json', () => {
  const ORDER = ['data', 'pure', 'infra', 'domain', 'flow', 'read', 'app'];
  const projects = folders.map((folder) => projectSchema.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8'))));
  const tagOf = (name: string, key: string): string[] =>
    (projects.find((project) => project.name === name)?.tags ?? [])
      .filter((tag) => tag.startsWith(`${key}:`))
      .map((tag) => tag.slice(key.length + 1));
  const rank = (name: string): number => ORDER.indexOf(tagOf(name, 'layer')[0] ?? '');

  it.each(projects.map(({ name }) => name))('%s stands in a layer, and uses nothing above it', (name) => {
    expect(rank(name)).toBeGreaterThanOrEqual(0);
    for (const used of tagOf(name, 'uses')) expect(rank(used)).toBeLessThanOrEqual(rank(name));
  });

  it('lets domain libs use no sibling but customers', () => {
    for (const { name } of projects.filter((project) => project.tags.includes('layer:domain'))) {
      expect(tagOf(name, 'uses').filter((used) => rank(used) === rank(name) && used !== 'customers')).toEqual([]);
    }
  });

  it('lets only apps and reports use the engine', () => {
    const users = projects.filter(({ tags }) => tags.includes('uses:engine') && !tags.includes('layer:app')).map(({ name }) => name);
    expect(users).toEqual(['reports']);
  });
});
