import { randomUUID } from 'node:crypto';
import { dragStep, drawLine, openForm } from './by-hand/canvas.js';
import { node, openDrawing } from './by-hand/drawings.js';
import { goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');

const drawing = (group: string): object =>
  openDrawing(group, node('called', 'exit', 120, 480, { name: 'Called' }), node('missed', 'exit', 520, 480, { name: 'Missed' }));

const hereAt = async (journeyId: string): Promise<Record<string, [number, number]>> => {
  const { nodes } = (await callApi('GET', `/journeys/${journeyId}/live`)) as { nodes: { id: string; here: number; passed: number }[] };
  return Object.fromEntries(nodes.map(({ id, here, passed }) => [id, [here, passed]]));
};

describe('a task for a colleague', () => {
  it(
    'is drawn by hand, found by the colleague, and ticked off; the person goes on, and both say so',
    inWindow(
      async (page) => {
        const visit: Visit = { page, t };
        const group = randomUUID();
        const [ann, bo] = ['Ann', 'Bo'].map((name) => `${name} ${group.slice(0, 4)}`);
        for (const name of [ann, bo]) await callApi('POST', '/customers', { externalId: randomUUID(), attributes: { group, name } });
        const { id } = (await callApi('POST', '/journeys', { name: 'Calls', graph: drawing(group) })) as { id: string };
        await signInQuietly(page, await createPerson('manager', 'en'));

        await page.goto(`/journeys/${id}`);
        const step = t('nodes.kind.task');
        await dragStep(visit, 'task', { x: 420, y: 220 });
        await page.keyboard.press('1');
        await drawLine(visit, 'All', step);
        await drawLine(visit, step, 'Called', 0);
        await drawLine(visit, step, 'Missed', 1);
        const form = await openForm(visit, step);
        await form.getByLabel(t('nodes.task.title'), { exact: true }).fill('Call {{ customer.attributes.name }}');
        await pick(visit, t('nodes.task.assignee'), t('nodes.task.role.manager'));
        await page.keyboard.press('Escape');
        await page.locator('[role=status][data-status=saved]').waitFor();
        await page.getByRole('button', { name: t('canvas.launch') }).click();
        const sheet = page.getByRole('dialog');
        await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).click();
        await sheet.waitFor({ state: 'detached' });
        await advanceClock('PT1M');

        await goTo(visit, 'tasks');
        const row = page.getByRole('row', { name: new RegExp(`Call ${ann}`) });
        await sees(visit, `Call ${bo}`);
        await row.getByRole('button', { name: t('tasks.do'), exact: true }).click();
        const dialog = page.getByRole('dialog', { name: t('tasks.doTitle', { title: `Call ${ann}` }) });
        await dialog.getByLabel(t('tasks.outcome')).fill('Wants the red one');
        await dialog.getByRole('button', { name: t('tasks.do'), exact: true }).click();
        await row.waitFor({ state: 'detached' });
        await advanceClock('PT1M');
        expect(await hereAt(id)).toMatchObject({ called: [0, 1], missed: [0, 0] });

        const { items } = (await callApi('GET', `/journeys/${id}/people?node=called&what=passed`)) as { items: { id: string }[] };
        await page.goto(`/customers/${items[0]?.id ?? ''}`);
        await sees(visit, t('customers.timeline.task', { title: `Call ${ann}` }));
        await sees(visit, 'Wants the red one');

        await advanceClock('P3D');
        expect(await hereAt(id)).toMatchObject({ called: [0, 1], missed: [0, 1] });
        await page.goto('/tasks?whose=all&is=closed');
        await page
          .getByRole('row', { name: new RegExp(`Call ${bo}`) })
          .getByText(t('tasks.state.expired'))
          .waitFor();
      },
      { locale: 'en-US' },
    ),
    90_000,
  );
});
