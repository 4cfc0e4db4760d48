import { randomUUID } from 'node:crypto';
import { type Sink, startSink } from '@wayfare/channels/testing';
import { aLetter, createJourney, drawingOf, groupOf } from './by-hand/people.js';
import { sees } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

/**
 * A provider that breaks off one of the first journey's two letters when it has taken it, so that nobody knows whether it left; then its connector is paused, and the second journey's two letters stand.
 */
describe('what went wrong behind the pages', () => {
  const wave = randomUUID().slice(0, 6);
  const post = `Post ${wave}`;
  const [crashed, stalled] = [`Crashed ${wave}`, `Stalled ${wave}`];
  let sink: Sink;
  let connector = '';
  let lost = '';
  const ids: string[] = [];

  /** A letter to each of these, by the provider. */
  const write = async (name: string, ...people: readonly string[]): Promise<string> => {
    let first = '';
    for (const who of people) {
      const email = `${who}.${wave}@customers.example`;
      const body = { externalId: `${who}-${wave}`, email, consent: { email: true }, attributes: { group: name } };
      const { id } = (await callApi('POST', '/customers', body)) as { id: string };
      first ||= id;
    }
    const mail = { name: 'Letter', channel: 'email', templateId: await aLetter(name), connectorId: connector };
    const graph = drawingOf({ all: groupOf(name), mail: ['send', mail], end: ['exit', { name: 'End' }] }, [
      ['all', 'mail'],
      ['mail', 'end'],
    ]);
    const id = await createJourney(name, graph);
    ids.push(id);
    await callApi('POST', `/journeys/${id}/launch`);
    return first;
  };

  beforeAll(async () => {
    sink = await startSink({ behave: (to) => (to.startsWith('broken') ? { drop: 'after-data' } : 'accept') });
    const settings = { host: '127.0.0.1', port: sink.port, from: 'Shop <shop@wayfare.example>' };
    ({ id: connector } = (await callApi('POST', '/connectors', { kind: 'smtp', name: post, settings })) as { id: string });
    lost = await write(crashed, 'broken', 'whole');
    await advanceClock('PT1M');
    await callApi('PATCH', `/connectors/${connector}`, { paused: true });
    await write(stalled, 'late-1', 'late-2');
    await advanceClock('PT15M');
  }, 120_000);
  afterAll(async () => {
    await callApi('PATCH', `/connectors/${connector}`, { paused: false });
    await advanceClock('PT1M');
    const { stalls } = (await callApi('GET', '/system')) as { stalls: { connector: string | null }[] };
    for (const id of ids)
      await callApi('DELETE', `/journeys/${id}`).catch(() => callApi('POST', `/journeys/${id}/stop`).catch(() => undefined));
    await callApi('DELETE', `/connectors/${connector}`);
    await sink.close();
    expect(stalls.filter((one) => one.connector === post)).toEqual([]);
  });

  it.each(LANGUAGES)('is told to whoever looks after it: what stands still and why, and what nobody knows, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const visit = { page, t };
        await signInQuietly(page, await createPerson('admin', locale));
        await page.goto('/settings?tab=system');
        await sees(visit, t('settings.engine.works'));
        for (const kind of ['totals', 'full'] as const) await sees(visit, t(`settings.engine.check.${kind}`));
        const stall = page
          .getByRole('listitem')
          .filter({ hasText: t('settings.engine.stalled.messages', { count: 2, name: stalled, place: post }) });
        await stall.getByText(t('settings.engine.why.connector_paused')).waitFor();
        await stall.getByText(t('settings.engine.stands'), { exact: true }).waitFor();

        await page.goto('/reports');
        await page.getByRole('row').filter({ hasText: crashed }).click();
        await sees(visit, t('reports.besides.unknown', { people: 1 }));
        await page.goto(`/customers/${lost}`);
        await sees(visit, t('customers.timeline.message.unknown', { node: 'Letter' }));
      },
      { locale },
    )(),
  );
});
