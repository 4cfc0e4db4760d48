import { randomUUID } from 'node:crypto';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');

/** `all → <wait> → end` for those of one group. */
const drawing = (group: string, wait: string): object => ({
  nodes: [
    {
      id: 'all',
      type: 'audience',
      position: { x: 0, y: 0 },
      data: { name: 'All', condition: { attribute: 'group', is: 'eq', value: group }, reentry: { policy: 'never' } },
    },
    { id: 'pause', type: 'wait', position: { x: 0, y: 180 }, data: { name: wait, mode: 'duration', duration: 'P30D' } },
    { id: 'end', type: 'exit', position: { x: 0, y: 360 }, data: { name: 'End' } },
  ],
  edges: [
    { id: 'a', source: 'all', target: 'pause', sourceHandle: null },
    { id: 'b', source: 'pause', target: 'end', sourceHandle: null },
  ],
  settings: {},
});

const comeIn = async (group: string, people: number): Promise<void> => {
  for (let n = 0; n < people; n += 1) await callApi('POST', '/customers', { externalId: randomUUID(), attributes: { group } });
};

/** A journey whose second version runs while two people still go by the first, and a draft that nobody goes by. */
const twoVersions = async (): Promise<string> => {
  const group = randomUUID();
  await comeIn(group, 2);
  const { id } = (await callApi('POST', '/journeys', { name: 'Two versions', graph: drawing(group, 'Old wait') })) as { id: string };
  await callApi('POST', `/journeys/${id}/launch`);
  await advanceClock('PT1M');
  await comeIn(group, 1);
  await callApi('PUT', `/journeys/${id}/draft`, { graph: drawing(group, 'New wait') });
  await callApi('POST', `/journeys/${id}/launch`);
  await advanceClock('PT1M');
  await callApi('PUT', `/journeys/${id}/draft`, { graph: drawing(group, 'Only drawn') });
  return id;
};

describe('a journey that runs', () => {
  it(
    'is shown as it runs and not as it is drawn by now; those who go by an older version are shown on its own drawing, and become a list',
    inWindow(
      async (page) => {
        const id = await twoVersions();
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto(`/journeys/${id}`);
        await page.getByRole('radio', { name: t('canvas.mode.live') }).check({ force: true });
        const live = page.getByRole('region', { name: t('canvas.mode.live') });
        await live.getByText('New wait').waitFor();
        expect(await live.getByText('Only drawn').count()).toBe(0);
        await live.getByRole('button', { name: `${t('canvas.live.here')}: 3` }).waitFor();

        await live.getByRole('combobox', { name: t('canvas.live.version.label') }).click();
        await page.getByRole('option', { name: t('canvas.live.version.one', { version: 1, inside: 2 }) }).click();
        await live.getByText('Old wait').waitFor();
        await live.getByRole('button', { name: `${t('canvas.live.here')}: 2` }).click();

        await page.getByRole('button', { name: t('common.people.makeList') }).click();
        await page.getByRole('button', { name: t('audiences.lists.make') }).click();
        const name = t('canvas.live.peopleOf.here', { name: 'Old wait' });
        await page.getByText(t('common.people.listMade', { name, count: 2 })).waitFor();
      },
      { locale: 'en-US' },
    ),
    60_000,
  );
});
