import { Modal } from '@mantine/core';
import { routes, type TestMessage, type TestRunResult } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { MailFrame } from '../../content/preview/MailFrame.js';
import { useFormat } from '../../i18n/format.js';
import { useNodeName } from '../edit/bars/useNodeName.js';
import styles from './trial.module.css';

interface MailsProps {
  readonly people: TestRunResult['people'];
  readonly messages: readonly TestMessage[];
}

/** What became of a message, in words. */
const useFate = () => {
  const { t } = useTranslation();
  return ({ state, reason, to }: TestMessage): string => {
    if (state === 'not_sent') return t(`testRun.notSent.${reason ?? 'webhook'}`);
    if (state === 'suppressed') return t('testRun.state.suppressed', { reason: t(`reasons.${reason}`, { defaultValue: reason ?? '' }) });
    return t(`testRun.state.${state}`, { to: to ?? '', reason: reason ?? '' });
  };
};

/** The messages of a run so far, and where each was really sent. */
export const Mails = ({ people, messages }: MailsProps) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const nameOf = useNodeName();
  const fateOf = useFate();
  const [opened, setOpened] = useState<TestMessage | null>(null);
  if (messages.length === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>{t('testRun.mails')}</h3>
      <ol className={styles.mails}>
        {messages.map((message) => (
          <li key={`${message.customerId} ${message.nodeId} ${message.decidedAt}`} data-state={message.state}>
            <b className="ellipsis">{message.subject ?? nameOf(message.nodeId)}</b>
            <span className="small muted">{fateOf(message)}</span>
            <span className="tiny faint">
              {people.find(({ customerId }) => customerId === message.customerId)?.name} · {dateTime(message.at)}
            </span>
            {message.channel === 'email' && message.state !== 'suppressed' ? (
              <button type="button" className={styles.look} onClick={() => setOpened(message)}>
                {t('testRun.look')}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      <Modal opened={opened !== null} onClose={() => setOpened(null)} title={opened?.subject ?? t('testRun.look')} size={680}>
        {opened ? <Letter message={opened} /> : null}
      </Modal>
    </section>
  );
};

const Letter = ({ message: { templateId, customerId } }: { message: TestMessage }) => {
  const { t } = useTranslation();
  const preview = useRead(routes.previewTemplate, { id: templateId, body: { customerId } }, { fresh: 60_000 });
  if (!preview.data) return null;
  const { html, text } = preview.data;
  return <div className={styles.letter}>{html ? <MailFrame html={html} title={t('testRun.look')} /> : <pre>{text}</pre>}</div>;
};
