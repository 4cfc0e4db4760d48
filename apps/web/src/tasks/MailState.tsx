import type { Task } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { Chip } from '../ui/index.js';
import styles from './tasks.module.css';
import { mailTone } from './words.js';

/** What became of the mail that tells a colleague of an open task; where it did not leave, why. */
export const MailState = ({ mail }: { mail: NonNullable<Task['mail']> }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { now } = useWorkspace();
  const tone = mailTone(mail.state);
  const words = t(`tasks.mail.${mail.state}`, { at: dateTime(mail.retryAt ?? mail.at, now) });
  if (tone === 'plain') return <span className="small faint">{words}</span>;
  return (
    <span className={styles.what}>
      <Chip tone={tone}>{words}</Chip>
      {mail.error ? <span className="small muted">{mail.error}</span> : null}
    </span>
  );
};
