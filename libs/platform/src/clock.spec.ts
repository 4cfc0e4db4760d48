import { testDatabase } from '@wayfare/platform/testing';
import { SharedVirtualClock } from './clock.js';

const database = await testDatabase();
const start = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');

describe('SharedVirtualClock', () => {
  it('begins once for everyone who shares it', async () => {
    const first = await SharedVirtualClock.open(database, start);
    const second = await SharedVirtualClock.open(database, later);
    expect([first.now(), second.now()]).toEqual([start, start]);
  });

  it('stands still until it is advanced, and others see that when they look', async () => {
    const [mine, theirs] = [await SharedVirtualClock.open(database), await SharedVirtualClock.open(database)];
    await mine.advanceTo(later);
    expect([mine.now(), theirs.now()]).toEqual([later, start]);
    await theirs.sync();
    expect(theirs.now()).toEqual(later);
  });

  it('never goes back', async () => {
    const clock = await SharedVirtualClock.open(database);
    await clock.advanceTo(start);
    expect(clock.now()).toEqual(later);
  });
});
