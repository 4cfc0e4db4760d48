import { inTurns } from './turns.js';

const MILLION = 1_000_000;

it('whoever works through a million rows lets others have their turn in between, and takes each row once, in order', async () => {
  let [turns, isDone, next] = [0, false, 0];
  const other = (): void => {
    turns += 1;
    if (!isDone) setImmediate(other);
  };
  setImmediate(other);
  await inTurns(MILLION, (from, to) => {
    if (from === next) next = to;
  });
  isDone = true;
  expect(next).toBe(MILLION);
  expect(turns).toBeGreaterThanOrEqual(4);
});

it('ends in the middle when nobody waits for it any more', async () => {
  const stop = new AbortController();
  let rows = 0;
  const work = inTurns(
    MILLION,
    (from, to) => {
      rows += to - from;
      stop.abort(new Error('gone'));
    },
    stop.signal,
  );
  await expect(work).rejects.toThrow('gone');
  expect(rows).toBeLessThan(MILLION);
});
