import { randomUUID } from 'node:crypto';
import { waitingDrawing } from './by-hand/drawings.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');

describe('a journey that is edited while people wait in it', () => {
  it(
    'says what changes and who is inside, moves them where one chooses, and goes back to an earlier version',
    inWindow(
      async (page) => {
        const group = randomUUID();
        for (let n = 0; n < 2; n += 1) await callApi('POST', '/customers', { externalId: randomUUID(), attributes: { group } });
        const graph = waitingDrawing(group, ['long', 'Long pause', 'P30D']);
        const { id } = (await callApi('POST', '/journeys', { name: 'Edited', graph })) as { id: string };
        await callApi('POST', `/journeys/${id}/launch`);
        await advanceClock('PT1M');
        await callApi('PUT', `/journeys/${id}/draft`, { graph: waitingDrawing(group, ['short', 'Short pause', 'P2D']) });
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto(`/journeys/${id}`);

        await page.getByRole('button', { name: t('canvas.launchNext') }).click();
        const sheet = page.getByRole('dialog');
        await sheet.getByText(t('changes.node.removed', { name: 'Long pause', kind: t('nodes.kind.wait') })).waitFor();
        await sheet.getByText(t('changes.people.here', { count: 2 })).waitFor();
        await sheet.getByRole('radio', { name: t('changes.people.move') }).check({ force: true });
        const key = sheet.getByRole('button', { name: t('canvas.launchSheet.key') });
        expect(await key.isDisabled()).toBe(true);
        await sheet.getByRole('combobox', { name: t('changes.target.label', { name: 'Long pause' }) }).click();
        await page.getByRole('option', { name: 'Short pause' }).click();
        await key.click();

        const live = page.getByRole('region', { name: t('canvas.mode.live') });
        await live.getByText('Short pause').waitFor();
        await live.getByRole('button', { name: `${t('canvas.live.here')}: 2` }).waitFor();

        await page.getByRole('button', { name: t('changes.versions.title') }).click();
        await page
          .getByRole('listitem')
          .filter({ hasText: t('changes.versions.one', { version: 1 }) })
          .getByRole('button', { name: t('changes.versions.restore') })
          .click();
        await page.getByText('Long pause').waitFor();
      },
      { locale: 'en-US' },
    ),
    60_000,
  );
});
