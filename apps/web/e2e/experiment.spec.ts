import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { card, dragStep, drawLine, lines, openForm } from './by-hand/canvas.js';
import { node } from './by-hand/drawings.js';
import type { Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');
const PEOPLE = 40;
const LATER = 10;

/** `come`, then two letters that lead to the end: how people part is still to be drawn. */
const drawing = (signUp: string, visits: string): object => {
  return {
    nodes: [
      node('come', 'event-entry', 300, 0, { name: 'Come', event: signUp, reentry: { policy: 'never' } }),
      node('short', 'update', 100, 420, { name: 'Short letter', addTags: ['short'] }),
      node('long', 'update', 500, 420, { name: 'Long letter', addTags: ['long'] }),
      node('end', 'exit', 300, 600, { name: 'End' }),
    ],
    edges: [
      { id: 'a', source: 'short', target: 'end', sourceHandle: null },
      { id: 'b', source: 'long', target: 'end', sourceHandle: null },
    ],
    settings: { response: { event: visits, window: 'P1D' } },
  };
};

const send = async (name: string, customers: readonly string[]): Promise<void> => {
  const { now } = (await callApi('GET', '/testing/clock')) as { now: string };
  const events = customers.map((externalId) => ({ customer: { externalId }, name, occurredAt: now }));
  await callApi('POST', '/events', { events });
  await advanceClock('PT1M');
};

const newCustomers = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

/** By their external ids, who has passed a step. */
const passed = async (journey: string, node: string): Promise<string[]> => {
  const { items } = (await callApi('GET', `/journeys/${journey}/people?node=${node}&what=passed`)) as { items: { externalId: string }[] };
  return items.map(({ externalId }) => externalId);
};

/** The experiment between them, dragged, connected and filled in. */
const draw = async (visit: Visit): Promise<void> => {
  const { page } = visit;
  const name = t('nodes.kind.experiment');
  await dragStep(visit, 'experiment', { x: 420, y: 250 });
  await drawLine(visit, 'Come', name);
  await drawLine(visit, name, 'Short letter', 0);
  await drawLine(visit, name, 'Long letter', 1);
  expect(await lines(visit).count()).toBe(5);
  const form = await openForm(visit, name);
  await form.getByLabel(t('nodes.experiment.afterPeople')).fill(String(PEOPLE));
  await form.getByLabel(t('nodes.experiment.afterTime'), { exact: true }).first().fill('');
  await page.keyboard.press('Escape');
  await page.locator('[role=status][data-status=saved]').waitFor();
};

const chosen = (visit: Visit): Locator => visit.page.getByRole('complementary', { name: t('nodes.kind.experiment'), exact: true });

describe('an experiment', () => {
  it(
    'is drawn, runs, says who leads, is decided by itself when enough windows have closed, and takes those who come later to the winner',
    inWindow(
      async (page) => {
        const visit: Visit = { page, t };
        const [signUp, visits] = [`signup-${randomUUID()}`, `visit-${randomUUID()}`];
        await send(signUp, newCustomers(1));
        await send(visits, newCustomers(1));
        const { id } = (await callApi('POST', '/journeys', { name: 'Two letters', graph: drawing(signUp, visits) })) as { id: string };
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto(`/journeys/${id}`);
        await draw(visit);

        await page.getByRole('button', { name: t('canvas.launch') }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: t('canvas.launchSheet.key') })
          .click();
        const live = page.getByRole('region', { name: t('canvas.mode.live') });
        await live.waitFor();
        await send(signUp, newCustomers(PEOPLE));
        const [short, long] = [await passed(id, 'short'), await passed(id, 'long')];
        expect(short.length + long.length).toBe(PEOPLE);
        await send(visits, [...long, ...short.slice(0, 2)]);

        await card(visit, t('nodes.kind.experiment')).getByText(t('nodes.kind.experiment'), { exact: true }).click();
        await chosen(visit).getByText(t('experiments.tooEarly')).waitFor();
        await advanceClock('P1D');
        await chosen(visit)
          .getByText(/^Decided on .*: B, .* likely to be best/)
          .waitFor();
        await chosen(visit)
          .getByText(t('experiments.people', { people: long.length, share: '100%' }))
          .waitFor();

        const later = newCustomers(LATER);
        await send(signUp, later);
        expect((await passed(id, 'long')).filter((person) => later.includes(person))).toHaveLength(LATER);

        await chosen(visit)
          .getByRole('button', { name: t('experiments.undo') })
          .click();
        await chosen(visit).getByText(t('experiments.byHand')).waitFor();
        await chosen(visit)
          .getByRole('button', { name: t('experiments.choose', { arm: 'A' }) })
          .click();
        const question = page.getByRole('dialog', { name: t('experiments.chooseTitle', { arm: 'A' }) });
        await question.getByRole('button', { name: t('experiments.choose', { arm: 'A' }) }).click();
        await chosen(visit)
          .getByText(/^A was chosen by hand on/)
          .waitFor();
        await advanceClock('PT1M');
        const last = newCustomers(LATER);
        await send(signUp, last);
        expect((await passed(id, 'short')).filter((person) => last.includes(person))).toHaveLength(LATER);
      },
      { locale: 'en-US' },
    ),
    120_000,
  );
});
