import type { SegmentDay } from '@wayfare/contracts';
import styles from './days.module.css';

/** The place of each third for the moves, the rest for the number of people. */
const LINE = 64;
const AXIS = 82;
const MOVE = 16;

interface DaysChartProps {
  readonly days: readonly SegmentDay[];
  /** The chosen day, by its place. */
  readonly at: number;
  /** What it says of the chosen day. */
  readonly label: string;
  onPoint(at: number): void;
}

/** A line of how many there were, and below it a bar for each day: up who came, down who went. */
export const DaysChart = ({ days, at, label, onPoint }: DaysChartProps) => {
  const most = Math.max(1, ...days.map(({ people }) => people));
  const mostMoved = Math.max(1, ...days.flatMap(({ entered, left }) => [entered ?? 0, left ?? 0]));
  const width = 100 / days.length;
  const middle = (place: number): number => (place + 0.5) * width;
  const height = (people: number): number => LINE - (people / most) * (LINE - 4);
  const points = days.map(({ people }, place) => `${middle(place)},${height(people)}`);
  return (
    <svg
      className={styles.chart}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        onPoint(Math.min(days.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * days.length))));
      }}
    >
      <rect x={at * width} y="0" width={width} height="100" className={styles.chosen} />
      {points.length > 1 ? <polyline points={points.join(' ')} className={styles.line} /> : null}
      {points.length === 1 ? (
        <line x1="0" x2="100" y1={height(days[0]?.people ?? 0)} y2={height(days[0]?.people ?? 0)} className={styles.line} />
      ) : null}
      <line x1="0" x2="100" y1={AXIS} y2={AXIS} className={styles.axis} />
      {days.map(({ day, entered, left }, place) => {
        const [up, down] = [((entered ?? 0) / mostMoved) * MOVE, ((left ?? 0) / mostMoved) * MOVE];
        const bar = { x: place * width + width * 0.2, width: width * 0.6 };
        return (
          <g key={day}>
            <rect {...bar} y={AXIS - up} height={up} className={styles.came} />
            <rect {...bar} y={AXIS} height={down} className={styles.went} />
          </g>
        );
      })}
    </svg>
  );
};
