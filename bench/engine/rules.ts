import type { Clock, ContactRules } from '@wayfare/kernel';
import { changeSettings, type Database } from '@wayfare/platform';

/** Every rule of contact at once: a message has to be asked about its hour, its day, its person's week and the share that is left alone. */
const RULES: ContactRules = {
  caps: [
    { per: 'day', max: 1 },
    { per: 'week', max: 2, channel: 'email', over: 'defer' },
    { per: 'month', max: 10, over: 'skip' },
  ],
  quietHours: { from: '21:00', to: '08:00' },
  holidays: [{ day: '2026-12-25', name: 'Christmas Day' }],
  globalHoldout: 0.05,
};

/** What earlier journeys sent: half of the people got one mail in the last days, one in ten two, so that the week has no room for a third. */
const CONTACTS = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, handed_at)
  SELECT n, -1, 1, 'earlier' || k, 0, 0, 1, 'email', 'sent', $2::timestamptz - k * interval '2 days', $2::timestamptz - k * interval '2 days', $2::timestamptz - k * interval '2 days'
  FROM generate_series(1, $1::bigint) n, generate_series(1, 2) k WHERE (k = 1 AND n % 2 = 0) OR (k = 2 AND n % 10 = 0)`;

/** Sets the rules, gives people a history that the caps have to read. */
export const layRules = async (database: Database, clock: Clock, customers: number): Promise<void> => {
  await changeSettings(database, clock, { extra: RULES });
  await database.query(CONTACTS, [customers, clock.now()]);
  await database.query('ANALYZE messages');
};
