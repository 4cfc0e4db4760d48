import { doors } from './scripts/lib/paths.mjs';

const swc = (web) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: !web, tsx: true },
      transform: web
        ? { react: { runtime: 'automatic' }, useDefineForClassFields: true }
        : { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
    swcrc: false,
  },
];

const TIMEOUT_MS = 30_000;

const exactly = (name) => `^${name.replaceAll('/', '\\/')}$`;

const common = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/tests/empty.mjs',
    ...Object.fromEntries(Object.entries(doors()).map(([name, file]) => [exactly(name), file.replace('./', '<rootDir>/')])),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // A machine that does many things at once must not make a good test fail.
  testTimeout: TIMEOUT_MS,
  testEnvironmentOptions: { globalsCleanup: 'off' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.nx', '<rootDir>/.wayfare'],
};

/** Native ES modules throughout; one database server for a whole run (tests/global-setup.mjs), one database for each file that asks. */
export default {
  maxWorkers: 2,
  testTimeout: TIMEOUT_MS,
  reporters: ['default', '<rootDir>/tests/count-reporter.mjs'],
  projects: [
    {
      ...common,
      displayName: 'node',
      testMatch: ['<rootDir>/{libs,migrations,tests,bench}/**/*.spec.ts', '<rootDir>/apps/{api,worker,wiring,standalone}/**/*.spec.ts'],
      testEnvironment: '<rootDir>/tests/environment.mjs',
      globalSetup: '<rootDir>/tests/global-setup.mjs',
      globalTeardown: '<rootDir>/tests/global-teardown.mjs',
      transform: { '^.+\\.tsx?$': swc(false) },
    },
    {
      ...common,
      displayName: 'web',
      testMatch: ['<rootDir>/apps/web/src/**/*.spec.ts?(x)'],
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/tests/web-setup.mjs'],
      transform: { '^.+\\.tsx?$': swc(true) },
    },
  ],
};
