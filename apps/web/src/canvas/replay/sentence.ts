import type { Replay, ReplayFrame } from '@wayfare/contracts';
import type { TFunction } from 'i18next';

/** A step by the name that it was given, else by what it is. */
export const stepName = ({ kind, name }: Replay['steps'][number], t: TFunction): string =>
  name || t(`nodes.kind.${kind}`, { defaultValue: kind });

/** So many sends and reasons are named one by one. */
const NAMED = 3;

const mostFirst = (counts: Readonly<Record<string, number>>): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);

/** The largest are named, what is left over is added up. */
const told = (
  counts: Readonly<Record<string, number>>,
  one: (key: string, count: number) => string,
  rest: (count: number) => string,
): string[] => {
  const all = mostFirst(counts);
  const more = all.slice(NAMED).reduce((sum, [, count]) => sum + count, 0);
  return [...all.slice(0, NAMED).map(([key, count]) => one(key, count)), ...(more > 0 ? [rest(more)] : [])];
};

/** What happened in a frame, in one sentence: who entered, what was sent, who left and why; else who went on; else that nothing did. */
export const sayFrame = ({ entered, exited, flows, sent }: ReplayFrame, steps: Replay['steps'], t: TFunction): string => {
  const nameOf = (id: string): string => {
    const step = steps.find((each) => each.id === id);
    return step ? stepName(step, t) : id;
  };
  const parts = [
    ...(entered > 0 ? [t('canvas.replay.entered', { count: entered })] : []),
    ...told(
      sent,
      (id, count) => t('canvas.replay.sent', { count, name: nameOf(id) }),
      (count) => t('canvas.replay.sentMore', { count }),
    ),
    ...told(
      exited,
      (reason, count) => t('canvas.replay.exited', { count, reason: t(`reasons.${reason}`, { defaultValue: reason }) }),
      (count) => t('canvas.replay.exitedMore', { count }),
    ),
  ];
  const moved = flows.reduce((sum, { people }) => sum + people, 0);
  if (parts.length === 0) return moved > 0 ? t('canvas.replay.moved', { count: moved }) : t('canvas.replay.still');
  return t('canvas.replay.sentence', { parts: parts.join(t('canvas.replay.separator')) });
};
