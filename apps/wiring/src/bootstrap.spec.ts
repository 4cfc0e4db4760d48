import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLogger, loadConfig } from '@wayfare/platform';
import { testDatabaseUrl, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { applyBootstrap, readBootstrap } from './bootstrap.js';
import { openCore } from './core.js';
import { buildServices } from './services.js';

const PASSWORD = 'a long enough password';
const TOKEN = 'wf_a_token_that_only_this_test_knows';
const bootstrap = { email: 'admin@example.test', password: PASSWORD, token: TOKEN, smtpUrl: 'smtp://127.0.0.1:2525' };

const config = loadConfig({
  DATABASE_URL: await testDatabaseUrl(),
  WAYFARE_SECRET: randomBytes(32).toString('base64'),
  LOG_LEVEL: 'silent',
});
const core = await openCore(config, createLogger({ level: 'silent', name: 'test' }), 'test');
whenFileEnds(() => core.close());
const services = buildServices(core, { mailbox: null });
const { access, connectors, workspace } = services;
const browser = { ip: '127.0.0.1', userAgent: 'test' };

describe('a new installation', () => {
  it('has settings, an administrator, a token and a connector after its first start', async () => {
    await applyBootstrap(services, core, bootstrap);
    expect((await access.signIn({ email: bootstrap.email, password: PASSWORD }, browser)).me).toMatchObject({ role: 'admin' });
    expect(await access.authenticate({ bearer: TOKEN })).toMatchObject({ role: 'admin' });
    expect((await connectors.connectors()).items).toMatchObject([
      { kind: 'smtp', isDefault: true, settings: { host: '127.0.0.1', port: 2525 } },
    ]);
    expect((await workspace.settings()).sendMode).toBeDefined();
  });

  it('keeps at the next start what people have changed since; only the sink’s address follows', async () => {
    const [connector] = (await connectors.connectors()).items;
    await connectors.changeConnector(connector?.id ?? '', { name: 'Ours', settings: { ...connector?.settings, from: 'we@ours.example' } });
    await workspace.changeSettings({ name: 'Corner Café' });
    await applyBootstrap(services, core, { ...bootstrap, password: 'another long password', smtpUrl: 'smtp://127.0.0.1:2626' });

    expect((await connectors.connectors()).items).toMatchObject([{ name: 'Ours', settings: { from: 'we@ours.example', port: 2626 } }]);
    expect(await workspace.settings()).toMatchObject({ name: 'Corner Café' });
    expect((await access.users()).items).toHaveLength(1);
    await expect(access.signIn({ email: bootstrap.email, password: 'another long password' }, browser)).rejects.toMatchObject({
      code: 'bad_credentials',
    });
  });

  it('refuses a file that does not hold, and needs none', async () => {
    const file = path.join(testFolder('bootstrap'), 'bootstrap.json');
    writeFileSync(file, JSON.stringify({ ...bootstrap, token: 'short' }));
    await expect(readBootstrap(file)).rejects.toThrow(/token/);
    writeFileSync(file, JSON.stringify(bootstrap));
    expect(await readBootstrap(file)).toEqual(bootstrap);
    expect(await readBootstrap(undefined)).toBeNull();
  });
});
