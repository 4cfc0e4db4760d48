import { type ReplyOf, routes } from '@wayfare/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefresh } from '../api/hooks.js';
import { useFormat } from '../i18n/format.js';
import { Card } from '../ui/index.js';
import styles from './home.module.css';

/** How far the demo data is; when it is there, every page is read anew. */
export const DemoProgress = ({ demo }: { demo: ReplyOf<typeof routes.demo> }) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const refresh = useRefresh();
  const share = demo.total === 0 ? 0 : Math.min(1, demo.done / demo.total);
  useEffect(
    () => () => {
      void refresh('/');
    },
    [refresh],
  );
  return (
    <Card title={t('home.demo.running')} lead={t('home.demo.lead')}>
      <div
        className={styles.progress}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-label={t('home.demo.running')}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p className="muted small">
        {t('home.demo.progress', { done: number(demo.done), total: number(demo.total) })} · {percent(share, 0)}
      </p>
    </Card>
  );
};
