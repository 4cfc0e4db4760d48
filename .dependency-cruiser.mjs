import { projects } from './scripts/lib/projects.mjs';

/** Files that only tests run: they may use the second doors, and nothing else may use them. */
const TEST = '(\\.spec\\.tsx?$|/testing/|/testing\\.ts$|^tests/|^bench/|^apps/web/e2e/)';
const all = projects();
const folderOf = (name) => all.find((project) => project.name === name).folder;
const inside = (folder) => `^${folder}/`;

/** A project imports itself and what its `uses:` tags name; docs/ARCHITECTURE.md says why each line is as it is. */
const layers = all.map(({ name, folder, uses }) => ({
  name: `layers-${name}`,
  comment: `${name} may import: ${uses.join(', ') || 'nothing of ours'} (tags in ${folder}/project.json)`,
  severity: 'error',
  from: { path: inside(folder), pathNot: TEST },
  to: { path: '^(apps|libs|migrations)/', pathNot: [folder, ...uses.map(folderOf)].map(inside) },
}));

export default {
  forbidden: [
    ...layers,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'public-doors-only',
      comment: 'another project is entered by its index.ts, from tests also by its testing.ts',
      severity: 'error',
      from: { path: '^((?:apps|libs)/[^/]+)/' },
      to: { path: '^(apps|libs)/', pathNot: ['^$1/', '/src/(index|testing)\\.ts$'] },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: '^(apps|libs)/.*(/testing/|/testing\\.ts$)' },
    },
    {
      name: 'pure-libs-do-nothing',
      comment: 'decide apart from do: no files, sockets or processes',
      severity: 'error',
      from: { path: all.filter(({ layer }) => layer === 'pure').map(({ folder }) => inside(folder)), pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nest-lives-in-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'queues-behind-their-port',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/platform/' },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'web-knows-no-server',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^\\.nx/|^node_modules/\\.cache/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
