import { randomUUID } from 'node:crypto';
import { callApi, createPerson, inWindow, signInQuietly, stage } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('zh-CN');

/** `all → hello → bought?` : matched → `thanks` → end, time-out → end. Its audience is nobody: only test people go through. */
const drawing = (templateId: string) => ({
  nodes: [
    { id: 'all', type: 'audience', position: { x: 0, y: 0 }, data: { name: 'Members', condition: { tag: 'nobody' } } },
    { id: 'hello', type: 'send', position: { x: 0, y: 170 }, data: { name: 'Hello', channel: 'email', templateId } },
    { id: 'bought', type: 'wait-event', position: { x: 0, y: 340 }, data: { name: 'Bought?', event: 'purchase', timeout: 'P3D' } },
    { id: 'thanks', type: 'send', position: { x: -160, y: 520 }, data: { name: 'Thanks', channel: 'email', templateId } },
    { id: 'end', type: 'exit', position: { x: 0, y: 700 }, data: { name: 'The end' } },
  ],
  edges: [
    { id: 'a', source: 'all', target: 'hello' },
    { id: 'b', source: 'hello', target: 'bought' },
    { id: 'c', source: 'bought', sourceHandle: 'matched', target: 'thanks' },
    { id: 'd', source: 'bought', sourceHandle: 'timeout', target: 'end' },
    { id: 'e', source: 'thanks', target: 'end' },
  ],
});

interface Made {
  readonly id: string;
}

const mailsTo = async (address: string): Promise<string[]> => {
  const answer = await fetch(`${stage.mailbox}/messages?to=${encodeURIComponent(address)}`);
  const { items } = (await answer.json()) as { items: { subject: string }[] };
  return items.map(({ subject }) => subject);
};

describe('a test run', () => {
  it(
    'lights up the way of a test person, sends their mails to whoever asked, and leaves no trace in the report',
    inWindow(async (page) => {
      const manager = await createPerson('manager', 'zh-CN');
      const name = `Test ${randomUUID().slice(0, 8)}`;
      const person = (await callApi('POST', '/customers', {
        externalId: randomUUID(),
        email: `${randomUUID()}@customers.example`,
        attributes: { name },
        consent: { email: true },
      })) as Made & { email: string };
      const template = (await callApi('POST', '/templates', {
        channel: 'email',
        name: 'Hello',
        subject: 'Dear {{ customer.attributes.name }}',
        text: 'Hello!',
      })) as Made;
      const { id } = (await callApi('POST', '/journeys', { name: 'Tried out', graph: drawing(template.id) })) as Made;
      await signInQuietly(page, manager);
      await page.goto(`/journeys/${id}`);

      await page.getByRole('button', { name: t('testRun.title'), exact: true }).click();
      const panel = page.getByRole('complementary', { name: t('testRun.title') });
      await panel.getByRole('combobox', { name: t('testRun.pick') }).fill(name);
      await page.getByRole('option', { name }).click();
      await panel.getByRole('combobox', { name: 'Bought?', exact: true }).click();
      await page.getByRole('option', { name: t('testRun.does.wait-event.event', { event: 'purchase' }) }).click();
      await panel.getByText(t('testRun.speed.instant')).click();
      await panel.getByRole('button', { name: t('testRun.start') }).click();

      const paper = page.getByRole('region', { name: t('testRun.drawing') });
      for (const node of ['all', 'hello', 'bought', 'thanks', 'end']) await paper.locator(`[data-lit="${node}"]`).waitFor();
      await panel
        .getByText(t('testRun.state.sent', { to: manager.email }))
        .nth(1)
        .waitFor();
      const subject = `[Test] Dear ${name}`;
      expect(await mailsTo(manager.email)).toEqual([subject, subject]);
      expect(await mailsTo(person.email)).toEqual([]);

      expect(await callApi('GET', `/journeys/${id}/live`)).toMatchObject({ state: 'draft', entered: 0, inside: 0 });
      const { timeline } = { timeline: (await callApi('GET', `/customers/${person.id}/timeline`)) as { items: { kind: string }[] } };
      expect(timeline.items.filter(({ kind }) => kind === 'message' || kind === 'journey')).toEqual([]);

      await panel.getByText(t('testRun.way.preview')).click();
      await panel.getByRole('combobox', { name: t('preview.pick') }).fill(name);
      await page.getByRole('option', { name }).click();
      await paper.locator('[data-lit="bought"]').waitFor();
      expect(await paper.locator('[data-lit="thanks"]').count()).toBe(0);
    }),
  );
});
