import { randomUUID } from 'node:crypto';
import { waitingDrawing } from './by-hand/drawings.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const PEOPLE = 3;

/** Three people wait for three days; on the second, a next version is drawn, by which nobody goes. On the fifth they have left. */
const fiveDays = async (): Promise<string> => {
  const group = randomUUID();
  for (let n = 0; n < PEOPLE; n += 1) await callApi('POST', '/customers', { externalId: randomUUID(), attributes: { group } });
  const graph = waitingDrawing(group, ['first', 'First pause', 'P3D']);
  const { id } = (await callApi('POST', '/journeys', { name: 'Five days', graph })) as { id: string };
  await callApi('POST', `/journeys/${id}/launch`);
  await advanceClock('P1D');
  await callApi('PUT', `/journeys/${id}/draft`, { graph: waitingDrawing(group, ['second', 'Second pause', 'P9D']) });
  await callApi('POST', `/journeys/${id}/launch`, { people: 'finish' });
  await advanceClock('P3D');
  return id;
};

describe.each(LANGUAGES)('a journey that is played back, in %s', (language) => {
  const t = wordsOf(language);
  it(
    'shows on each day who stood where, on the drawing that ran then, and what happened; by keys, and by itself',
    inWindow(
      async (page) => {
        const id = await fiveDays();
        await signInQuietly(page, await createPerson('reviewer', language));
        await page.goto(`/journeys/${id}`);
        await page.getByRole('radio', { name: t('canvas.mode.replay') }).check({ force: true });
        const replay = page.getByRole('region', { name: t('canvas.mode.replay') });
        const told = replay.getByRole('status', { name: t('canvas.replay.told') });
        const says = (sentence: string): Promise<void> => told.getByText(sentence, { exact: true }).waitFor();
        const left = t('canvas.replay.exited', { count: PEOPLE, reason: t('reasons.completed') });
        await says(t('canvas.replay.sentence', { parts: left }));
        await replay.getByText('Second pause').waitFor();

        await page.keyboard.press('ArrowLeft');
        await says(t('canvas.replay.still'));
        // they stand where the version that runs has no step any more
        await replay.getByText(t('canvas.replay.elsewhereAt', { count: PEOPLE, name: 'First pause' })).waitFor();

        await page.keyboard.press('Home');
        await says(t('canvas.replay.sentence', { parts: t('canvas.replay.entered', { count: PEOPLE }) }));
        await replay.locator('.react-flow__node').filter({ hasText: 'First pause' }).getByText(String(PEOPLE), { exact: true }).waitFor();
        const slider = replay.getByRole('slider', { name: t('canvas.replay.slider.day') });
        expect(await slider.inputValue()).toBe('0');

        await page.keyboard.press('Space');
        await replay.getByRole('button', { name: t('canvas.replay.pause') }).waitFor();
        await says(t('canvas.replay.sentence', { parts: left }));
        await replay.getByRole('button', { name: t('canvas.replay.play') }).waitFor();
        expect(await slider.inputValue()).toBe(await slider.getAttribute('max'));
      },
      { locale: language },
    ),
    120_000,
  );
});
