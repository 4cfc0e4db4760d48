import type { LaunchSheet } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from './launch.module.css';

/** Who can be reached by each channel, and who can't and why. */
export const Channels = ({ channels }: { channels: LaunchSheet['channels'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (channels.length === 0) return null;
  return (
    <section>
      <h3>{t('canvas.launchSheet.reach')}</h3>
      {channels.map(({ channel, reachable, suppressed }) => {
        const reasons = Object.entries(suppressed)
          .filter(([, count]) => count > 0)
          .sort(([, a], [, b]) => b - a);
        const lost = reasons.reduce((sum, [, count]) => sum + count, 0);
        return (
          <div key={channel} className={styles.channel}>
            <div className={styles.line}>
              <b>{t(`common.channel.${channel}`, { defaultValue: channel })}</b>
              <span>{t('canvas.launchSheet.reachable', { count: reachable })}</span>
            </div>
            <div className={styles.bar} aria-hidden="true">
              <span style={{ flexGrow: reachable }} />
              <span style={{ flexGrow: lost }} />
            </div>
            {reasons.length > 0 ? (
              <p className="small muted">
                {t('canvas.launchSheet.notReached', { count: lost })}
                {reasons.map(([reason, count]) => `${t(`reasons.${reason}`, { defaultValue: reason })} ${number(count)}`).join(' · ')}
              </p>
            ) : null}
          </div>
        );
      })}
    </section>
  );
};
