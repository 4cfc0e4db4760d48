import type { LaunchSheet } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { usePurposeWords } from '../../customers/privacy/purpose-words.js';
import { useFormat } from '../../i18n/format.js';
import styles from './launch.module.css';

/** Who can be reached by each channel and for each purpose, and who can't and why. */
export const Channels = ({ channels }: { channels: LaunchSheet['channels'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { nameOf, reasonOf } = usePurposeWords();
  if (channels.length === 0) return null;
  return (
    <section>
      <h3>{t('canvas.launchSheet.reach')}</h3>
      {channels.map(({ channel, purpose, reachable, suppressed }) => {
        const reasons = Object.entries(suppressed)
          .filter(([, count]) => count > 0)
          .sort(([, a], [, b]) => b - a);
        const lost = reasons.reduce((sum, [, count]) => sum + count, 0);
        return (
          <div key={`${channel} ${purpose}`} className={styles.channel}>
            <div className={styles.line}>
              <b>
                {t(`common.channel.${channel}`, { defaultValue: channel })}
                {purpose === null ? null : ` · ${nameOf(purpose)}`}
              </b>
              <span>{t('canvas.launchSheet.reachable', { count: reachable })}</span>
            </div>
            <div className={styles.bar} aria-hidden="true">
              <span style={{ flexGrow: reachable }} />
              <span style={{ flexGrow: lost }} />
            </div>
            {reasons.length > 0 ? (
              <p className="small muted">
                {t('canvas.launchSheet.notReached', { count: lost })}
                {reasons.map(([reason, count]) => `${reasonOf(reason, purpose)} ${number(count)}`).join(' · ')}
              </p>
            ) : null}
          </div>
        );
      })}
    </section>
  );
};
