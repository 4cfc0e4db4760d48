import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { type LiftRow, liftScale } from './lift-rows.js';
import styles from './report.module.css';
import { decimalsOf, placeOn, type Scale } from './scale.js';

const percentOf = (place: number): string => `${place * 100}%`;

/** A dot for each difference, whiskers for its interval, and a line where nothing changed. */
export const LiftChart = ({ rows }: { rows: readonly LiftRow[] }) => {
  const { points } = useFormat();
  const scale = liftScale(rows);
  const digits = decimalsOf(scale);
  return (
    <div className={styles.lift}>
      <div className={styles.plot}>
        {scale.ticks.map((tick) => (
          <span key={tick} className={styles.tick} data-zero={tick === 0 || undefined} style={{ left: percentOf(placeOn(scale, tick)) }}>
            <span>{points(tick, digits)}</span>
          </span>
        ))}
      </div>
      {rows.map((row) => (
        <Whiskers key={row.id} row={row} scale={scale} />
      ))}
    </div>
  );
};

const Whiskers = ({ row, scale }: { row: LiftRow; scale: Scale }) => {
  const { t } = useTranslation();
  const { points, pointInterval } = useFormat();
  const name = row.name ?? t('reports.lift.all');
  const { low, high, difference } = row.lift;
  const told = { name, difference: points(difference), interval: pointInterval(low, high) };
  return (
    <div
      className={styles.whiskers}
      data-verdict={row.verdict}
      data-sum={row.name === null || undefined}
      role="img"
      aria-label={t('reports.lift.row', told)}
      title={t('reports.lift.row', told)}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.track}>
        <span
          className={styles.span}
          style={{ left: percentOf(placeOn(scale, low)), width: percentOf(placeOn(scale, high) - placeOn(scale, low)) }}
        />
        <span className={styles.dot} style={{ left: percentOf(placeOn(scale, difference)) }}>
          <b>{points(difference)}</b>
        </span>
      </span>
    </div>
  );
};
