import type { JourneyPath, Stay } from '../interpret/path.js';
import { LAUNCH } from './launch.js';

/** An instant as the time since the launch: `0`, `2d`, `1d1h`, `30m`, `-5m`. */
const since = (instant: Date): string => {
  const milliseconds = instant.getTime() - LAUNCH.getTime();
  const rest = Math.abs(milliseconds);
  const parts = [
    [Math.floor(rest / 86_400_000), 'd'],
    [Math.floor(rest / 3_600_000) % 24, 'h'],
    [Math.floor(rest / 60_000) % 60, 'm'],
    [(rest / 1000) % 60, 's'],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('');
  return text === '' ? '0' : `${milliseconds < 0 ? '-' : ''}${text}`;
};

const tellStay = ({ visits, exit }: Stay): string[] => [
  ...visits.map(({ nodeId, arrivedAt, handle }) => `${since(arrivedAt)} ${nodeId}${handle === null ? '' : `:${handle}`}`),
  ...(exit ? [`${since(exit.at)} ${exit.reason}`] : []),
];

/** A path in words, stay by stay: when the person came to which node, by which way out they went, and how it ended. */
export const tell = ({ entries }: JourneyPath): string[] => entries.map((stay) => tellStay(stay).join(' → '));
