import type { Import } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { linesDone, progressOf, roughDuration } from './estimate.js';
import styles from './imports.module.css';
import { useEstimate } from './use-import.js';

/** How far an import is: a bar, the lines, how fast, how long yet. */
export const Progress = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { number, duration } = useFormat();
  const estimate = useEstimate(one);
  const done = linesDone(one);
  const progress = progressOf(done, one.rows);
  const share = progress?.share ?? null;
  const lines = progress
    ? t('customers.imports.progress', { done: number(done), total: number(progress.of) })
    : t('customers.imports.progressOnly', { done: number(done) });
  return (
    <div>
      <div
        className={styles.bar}
        data-unknown={share === null || undefined}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-label={lines}
      >
        <span style={{ width: share === null ? '30%' : `${share * 100}%` }} />
      </div>
      <p className={styles.told}>
        <b>{lines}</b>
        {estimate ? <span>{t('customers.imports.speed', { rate: number(Math.round(estimate.rate)) })}</span> : null}
        {estimate && estimate.secondsLeft !== null ? (
          <span>
            {estimate.secondsLeft < 3
              ? t('customers.imports.soon')
              : t('customers.imports.left', { time: duration(roughDuration(estimate.secondsLeft)) })}
          </span>
        ) : null}
      </p>
    </div>
  );
};
