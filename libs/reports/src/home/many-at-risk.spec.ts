import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Reports } from '../reports.js';

const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const nobody = { byIds: async () => [], customers: async () => ({ items: [], next: null }) };

it('says at home when many more customers than usual have become at risk, and nothing on a usual day or of a day long past', async () => {
  const database = await testDatabase();
  const reports = new Reports({ database, clock, customers: nobody, keepsSlowCounts: false });
  const said = async () => (await reports.home()).attention.filter(({ code }) => code === 'many_at_risk').map(({ values }) => values);
  await database.query(`
    INSERT INTO stage_flows (day, former, latter, people)
    SELECT day::date, 'active', 'at_risk', 20 FROM generate_series('2027-03-02'::date, '2027-03-29'::date, '1 day') day`);
  expect(await said()).toEqual([]);
  await database.query(
    `INSERT INTO stage_flows VALUES ('2027-03-30', 'loyal', 'at_risk', 25), ('2027-03-30', 'active', 'at_risk', 15), ('2027-03-30', 'active', 'lapsed', 99)`,
  );
  expect(await said()).toEqual([{ people: 40, usual: 20 }]);
  clock.moveTo(new Date('2027-04-05T09:00:00.000Z'));
  expect(await said()).toEqual([]);
});
