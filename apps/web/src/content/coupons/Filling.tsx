import { type CouponPool, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import styles from '../content.module.css';

const LOOK_EVERY_MS = 700;

/** How far a pool is filled: it grows by ten thousand at a time, and is asked now and then. @param pool as it was before */
export const Filling = ({ pool, expected }: { pool: CouponPool; expected: number | null }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const now = useRead(routes.couponPool, { id: pool.id }, { every: LOOK_EVERY_MS }).data;
  const done = Math.max(0, (now?.total ?? pool.total) - pool.total);
  const words = expected
    ? t('content.coupons.addingOf', { done: number(done), total: number(expected) })
    : t('content.coupons.adding', { done: number(done) });
  return (
    <div className={styles.filling} aria-live="polite">
      <progress max={expected ?? undefined} value={expected ? Math.min(done, expected) : undefined} aria-label={words} />
      <p className="small muted">{words}</p>
    </div>
  );
};
