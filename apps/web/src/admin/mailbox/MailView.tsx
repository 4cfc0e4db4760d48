import type { Mail } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MailFrame } from '../../content/preview/MailFrame.js';
import { useFormat } from '../../i18n/format.js';
import { Segmented } from '../../ui/index.js';
import styles from './mailbox.module.css';

const VIEWS = ['html', 'text', 'headers'] as const;
type View = (typeof VIEWS)[number];

/** One mail as it arrived. */
export const MailView = ({ mail }: { mail: Mail }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [view, setView] = useState<View>(mail.html === '' ? 'text' : 'html');
  const options = VIEWS.filter((value) => value !== 'html' || mail.html !== '').map((value) => ({
    value,
    label: t(`mailbox.views.${value}`),
  }));
  return (
    <>
      <header className={styles.head}>
        <div className="grow">
          <h2>{mail.subject || t('mailbox.noSubject')}</h2>
          <p className="muted small">
            {t('mailbox.from')} {mail.from} · {t('mailbox.to')} {mail.to} · {dateTime(mail.receivedAt)}
          </p>
        </div>
        <Segmented<View> label={t('mailbox.view')} value={view} options={options} onChange={setView} />
      </header>
      {view === 'html' ? <MailFrame html={mail.html} title={t('mailbox.frame', { subject: mail.subject })} /> : null}
      {view === 'text' ? <pre className={styles.text}>{mail.text}</pre> : null}
      {view === 'headers' ? (
        <dl className={styles.headers}>
          {Object.entries(mail.headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
};
