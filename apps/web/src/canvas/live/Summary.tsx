import type { Live } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import overlay from '../published/published.module.css';
import styles from './live.module.css';

/** The sum that always has to come out: everyone who entered is inside or has left. */
export const Summary = ({ live, children }: { live: Live; children: ReactNode }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const balanced = live.entered === live.inside + live.exited;
  return (
    <div className={overlay.summary} role="status" aria-label={t('canvas.live.summary')}>
      {(['entered', 'inside', 'exited'] as const).map((key) => (
        <div key={key}>
          <b>{number(live[key])}</b>
          <span>{t(`canvas.live.total.${key}`)}</span>
        </div>
      ))}
      <div>
        <b className={balanced ? styles.balanced : styles.unbalanced}>{t(balanced ? 'canvas.live.balanced' : 'canvas.live.unbalanced')}</b>
        <span>{t('canvas.live.conservation')}</span>
      </div>
      {children}
    </div>
  );
};
