import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { dragStep, drawLine, openForm } from './by-hand/canvas.js';
import { node, openDrawing } from './by-hand/drawings.js';
import { goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, type Person, signInQuietly, stage } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');
const chinese = wordsOf('zh-CN');

interface Colleague extends Person {
  readonly id: string;
  readonly name: string;
}

/** Someone who reads Chinese, by a name that nobody else has. */
const aColleague = async (): Promise<Colleague> => {
  const [name, password] = [`Ming ${randomUUID().slice(0, 4)}`, randomUUID()];
  const person = { name, email: `ming.${randomUUID()}@wayfare.example`, password };
  const { id } = (await callApi('POST', '/users', { ...person, role: 'manager', locale: 'zh-CN' })) as { id: string };
  return { ...person, id };
};

/** The task is given to a colleague, by hand. */
const give = async ({ page }: Visit, title: string, to: Colleague): Promise<void> => {
  const row = page.getByRole('row', { name: new RegExp(title) });
  await row.getByRole('button', { name: t('tasks.assignLabel', { title }) }).click();
  const dialog = page.getByRole('dialog', { name: t('tasks.assignTitle', { title }) });
  await dialog.getByRole('combobox', { name: t('nodes.task.assignee') }).fill(to.name);
  await page.getByRole('option', { name: to.name, exact: true }).click();
  await dialog.getByRole('button', { name: t('tasks.assign'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await advanceClock('PT5M');
  await page.goto('/tasks?whose=all');
  await row.getByText(t('tasks.mail.sent', { at: '' }).trim()).waitFor();
};

/** The colleague's mail is in the mailbox, in their language. @returns where its link leads */
const linkInMail = async (visit: Visit, title: string, { email }: Colleague): Promise<string> => {
  const { page } = visit;
  await goTo(visit, 'mailbox');
  await page.getByLabel(t('mailbox.search')).fill(email);
  await page.getByRole('button').filter({ hasText: email }).click();
  await page.getByRole('heading', { name: new RegExp(`待办：${title}`) }).waitFor();
  const link = page.frameLocator('iframe').locator(`a[href^="${stage.url}/customers/"]`).first();
  return (await link.getAttribute('href')) ?? '';
};

/** The colleague follows the link, finds the task there, and says in their own menu that they want no more such mails: none comes. */
const wantsNoMore = async (page: Page, link: string, title: string, who: Colleague): Promise<void> => {
  const mails = async () => ((await callApi('GET', `/mailbox?to=${encodeURIComponent(who.email)}`)) as { items: object[] }).items.length;
  await signInQuietly(page, who);
  await page.goto(link);
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: chinese('tasks.card'), exact: true }) });
  await card.getByText(title, { exact: true }).waitFor();
  await page.getByRole('button', { name: chinese('app.user.menu', { name: who.name }) }).click();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/task-mail') && answer.request().method() === 'PATCH');
  await page.getByRole('menuitemcheckbox', { name: chinese('tasks.mail.setting'), checked: true }).click();
  await kept;
  await expect(page.request.get('/api/v1/me/task-mail').then((answer) => answer.json())).resolves.toEqual({ wanted: false });
  const before = await mails();
  const { items } = (await callApi('GET', '/tasks?scope=all&limit=200')) as { items: { id: string; title: string }[] };
  const task = items.find((one) => one.title === title);
  for (const assignee of [{ role: 'reviewer' }, { user: who.id }]) await callApi('POST', `/tasks/${task?.id}/assign`, { assignee });
  await advanceClock('PT5M');
  expect([before, await mails()]).toEqual([1, 1]);
};

const drawing = (group: string): object =>
  openDrawing(group, node('called', 'exit', 120, 480, { name: 'Called' }), node('missed', 'exit', 520, 480, { name: 'Missed' }));

const hereAt = async (journeyId: string): Promise<Record<string, [number, number]>> => {
  const { nodes } = (await callApi('GET', `/journeys/${journeyId}/live`)) as { nodes: { id: string; here: number; passed: number }[] };
  return Object.fromEntries(nodes.map(({ id, here, passed }) => [id, [here, passed]]));
};

describe('a task for a colleague', () => {
  it(
    'is drawn by hand, found by the colleague, and ticked off; the person goes on, and both say so; the other is mailed to whom it is given',
    inWindow(
      async (page) => {
        const visit: Visit = { page, t };
        const group = randomUUID();
        const [ann, bo] = ['Ann', 'Bo'].map((name) => `${name} ${group.slice(0, 4)}`);
        for (const name of [ann, bo]) await callApi('POST', '/customers', { externalId: randomUUID(), attributes: { group, name } });
        const { id } = (await callApi('POST', '/journeys', { name: 'Calls', graph: drawing(group) })) as { id: string };
        const [manager, ming] = [await createPerson('manager', 'en'), await aColleague()];
        await signInQuietly(page, manager);

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

        await give(visit, `Call ${bo}`, ming);
        await wantsNoMore(page, await linkInMail(visit, `Call ${bo}`, ming), `Call ${bo}`, ming);
        await signInQuietly(page, manager);

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
    120_000,
  );
});
