import { useTranslation } from 'react-i18next';
import styles from './Loading.module.css';

/** Grey lines where text will stand; they appear only where the answer takes its time. */
export const Loading = ({ lines = 3 }: { lines?: number }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
        <span key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
};
