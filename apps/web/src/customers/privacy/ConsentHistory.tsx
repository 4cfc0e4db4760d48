import { Drawer } from '@mantine/core';
import { type ConsentHistory as History, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Chip, ErrorNote, Loading } from '../../ui/index.js';
import styles from './privacy.module.css';
import { usePurposeWords } from './purpose-words.js';

type Entry = History['items'][number];

/** Opens everything that a customer ever agreed to and refused, with how it is known. */
export const ConsentHistory = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {t('privacy.consent.history')}
      </Button>
      <Drawer opened={isOpen} onClose={() => setOpen(false)} title={t('privacy.consent.title')} size={520}>
        {isOpen ? <Entries customerId={customerId} /> : null}
      </Drawer>
    </>
  );
};

const Entries = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(routes.consentHistory, { id: customerId });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  if (data.items.length === 0) return <p className="muted small">{t('customers.page.noConsent')}</p>;
  return (
    <ol className={styles.entries}>
      {data.items.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no number of their own, and none is ever put in between
        <EntryLine key={at} entry={entry} />
      ))}
    </ol>
  );
};

const EntryLine = ({ entry }: { entry: Entry }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { aboutOf } = usePurposeWords();
  const { channel, granted, source, actor, proof, holds } = entry;
  const from = entry.import
    ? t('privacy.consent.file', { name: entry.import.fileName })
    : t(`privacy.consent.source.${source}`, { defaultValue: source });
  return (
    <li>
      <div className={styles.line}>
        <b>{aboutOf(channel)}</b>
        <Chip tone={granted ? 'good' : 'bad'}>{granted ? t('customers.page.granted') : t('customers.page.refused')}</Chip>
        {holds ? <Chip>{t('privacy.consent.holds')}</Chip> : null}
      </div>
      <p className="muted small">{[dateTime(entry.at), from, actor].filter(Boolean).join(' · ')}</p>
      {proof ? <Proof proof={proof} /> : null}
    </li>
  );
};

const Proof = ({ proof }: { proof: NonNullable<Entry['proof']> }) => {
  const { t } = useTranslation();
  const told = (['form', 'version', 'text', 'url', 'ip', 'note', 'saidAt', 'askedAt', 'address', 'confirmedFrom', 'link'] as const).filter(
    (name) => proof[name] !== undefined,
  );
  return (
    <dl className={styles.proof}>
      {told.map((name) => (
        <div key={name}>
          <dt>{t(`privacy.consent.proof.${name}`)}</dt>
          <dd>{proof[name]}</dd>
        </div>
      ))}
    </dl>
  );
};
