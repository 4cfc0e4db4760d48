import { ManualClock } from '@wayfare/kernel';
import type { ClockPort } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Workspace } from './workspace.js';

class StandingClock extends ManualClock implements ClockPort {
  readonly isVirtual = true;
  async sync(): Promise<void> {
    // One process, one clock.
  }
}

describe('the workspace', () => {
  const clock = new StandingClock(new Date('2026-11-02T17:30:00Z'));

  const aWorkspace = async (mailbox = false): Promise<Workspace> => new Workspace({ database: await testDatabase(), clock, mailbox });

  test('begins with settings that one can work with', async () => {
    const workspace = await aWorkspace(true);
    expect(await workspace.settings()).toMatchObject({
      timeZone: 'Asia/Shanghai',
      sendMode: 'live',
      caps: null,
      virtualClock: true,
      mailbox: true,
    });
  });

  test('writes its beginning down once, and no change of it away', async () => {
    const workspace = await aWorkspace();
    await workspace.ensureSettings();
    await workspace.changeSettings({ name: '户外用品店' });
    await workspace.ensureSettings();
    expect((await workspace.settings()).name).toBe('户外用品店');
  });

  test('knows the day by its clock, in its own zone', async () => {
    const workspace = await aWorkspace();
    expect(await workspace.settings()).toMatchObject({ today: '2026-11-03', now: '2026-11-02T17:30:00.000Z' });
    expect(await workspace.changeSettings({ timeZone: 'America/New_York' })).toMatchObject({ today: '2026-11-02' });
  });

  test('changes what is named and leaves the rest, caps and quiet hours too', async () => {
    const workspace = await aWorkspace();
    const quietHours = { from: '21:00', to: '08:00' };
    await workspace.changeSettings({ quietHours, testAddresses: ['me@example.test'] });
    const changed = await workspace.changeSettings({ caps: [{ per: 'week', max: 3 }], currency: 'USD' });
    expect(changed).toMatchObject({ quietHours, caps: [{ per: 'week', max: 3 }], currency: 'USD', testAddresses: ['me@example.test'] });
    expect(await workspace.changeSettings({ quietHours: null })).toMatchObject({ quietHours: null, caps: [{ per: 'week', max: 3 }] });
  });

  test('refuses a zone and a currency that there are not, and then changes nothing', async () => {
    const workspace = await aWorkspace();
    await expect(workspace.changeSettings({ name: 'New', timeZone: 'Mars/Base', currency: 'ABC' })).rejects.toMatchObject({
      code: 'invalid',
      detail: { fields: [{ path: 'timeZone' }, { path: 'currency' }] },
    });
    expect((await workspace.settings()).name).toBe('Wayfare');
  });
});
