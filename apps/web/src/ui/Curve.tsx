import styles from './Curve.module.css';
import { cssVariable } from './css-variable.js';

/** A place of the drawing, both in percent, from the left and from the bottom. */
type Place = readonly [x: number, y: number];
type Line = readonly [from: Place, to: Place];

interface CurveProps {
  /** What it says, in words. */
  readonly label: string;
  readonly points: readonly Place[];
  /** What the curve is to be compared with. */
  readonly even: Line;
  /** Where the chosen place is. */
  readonly marks: readonly Line[];
  readonly rules?: readonly Line[];
  /** Words at a height. */
  readonly axis: readonly { readonly y: number; readonly says: string }[];
  /** The pointer is over this part of the width, in [0, 1]. */
  onPoint?(share: number): void;
}

const ends = ([[x1, y1], [x2, y2]]: Line) => ({ x1, x2, y1: 100 - y1, y2: 100 - y2 });

/** A curve over the area below it. */
export const Curve = ({ label, points, even, marks, rules = [], axis, onPoint }: CurveProps) => {
  const line = points.map(([x, y]) => `${x},${100 - y}`).join(' ');
  return (
    <div className={styles.plot}>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          onPoint?.((event.clientX - box.left) / box.width);
        }}
      >
        {rules.map((rule) => (
          <line key={String(rule)} {...ends(rule)} className={styles.rule} />
        ))}
        <polygon points={`0,100 ${line} 100,100`} className={styles.area} />
        <line {...ends(even)} className={styles.even} />
        <polyline points={line} className={styles.line} />
        {marks.map((mark) => (
          <line key={String(mark)} {...ends(mark)} className={styles.mark} />
        ))}
      </svg>
      {axis.map(({ y, says }) => (
        <span key={y} className={styles.axis} style={cssVariable('--at', `${100 - y}%`)}>
          {says}
        </span>
      ))}
    </div>
  );
};
