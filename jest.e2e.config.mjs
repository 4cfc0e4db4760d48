import config from './jest.config.mjs';

const [node] = config.projects;
const { globalSetup: _setup, globalTeardown: _teardown, ...common } = node;

/** The browser suite: the whole product as `npm start` runs it, started once by scripts/e2e.mjs. */
export default {
  ...common,
  displayName: 'browser',
  testMatch: ['<rootDir>/apps/web/e2e/**/*.spec.ts'],
  testTimeout: 60_000,
  maxWorkers: 1,
  reporters: config.reporters,
};
