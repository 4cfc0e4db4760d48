import { type Mail, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useFormat } from '../i18n/format.js';
import { Button, Chip, EmptyState, ErrorNote, Loading, SearchField } from '../ui/index.js';
import { MailView } from './mailbox/MailView.js';
import styles from './mailbox/mailbox.module.css';

const EVERY = 5000;

/** What the standalone app's own mail sink has received, newest first, for those who build and try. */
export const MailboxPage = () => {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const pages = usePages(routes.mailbox, { query: { to } }, { every: EVERY });
  const total = pages.data?.pages[0];
  const mail = pages.items?.find(({ id }) => id === opened) ?? null;
  return (
    <>
      <PageTop
        title={t('mailbox.title')}
        chips={total && 'total' in total ? <Chip>{t('mailbox.total', { count: Number(total.total) })}</Chip> : null}
      />
      <div className={styles.split}>
        <div className={styles.left}>
          <div className={styles.search}>
            <SearchField label={t('mailbox.search')} onSearch={setTo} width="100%" />
          </div>
          {pages.error && !pages.items ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
          {!pages.items && !pages.error ? <Loading lines={8} /> : null}
          {pages.items?.length === 0 ? (
            <EmptyState
              icon="mailbox"
              title={to === '' ? t('mailbox.emptyTitle') : t('mailbox.nothingFound', { to })}
              body={to === '' ? t('mailbox.emptyBody') : null}
            />
          ) : null}
          <ul className={styles.list}>
            {pages.items?.map((one) => (
              <Row key={one.id} mail={one} isOpen={one.id === opened} onOpen={() => setOpened(one.id)} />
            ))}
          </ul>
          {pages.hasNextPage ? (
            <div className={styles.more}>
              <Button small busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('mailbox.more')}
              </Button>
            </div>
          ) : null}
        </div>
        <div className={styles.right}>
          {mail ? <MailView key={mail.id} mail={mail} /> : <p className={styles.pick}>{t('mailbox.pick')}</p>}
        </div>
      </div>
    </>
  );
};

const Row = ({ mail, isOpen, onOpen }: { mail: Mail; isOpen: boolean; onOpen(): void }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <li>
      <button type="button" aria-current={isOpen || undefined} onClick={onOpen}>
        <span className={styles.line}>
          <b className="ellipsis grow">{mail.to}</b>
          <span className="faint tiny">{dateTime(mail.receivedAt)}</span>
        </span>
        <span className="ellipsis small muted">{mail.subject || t('mailbox.noSubject')}</span>
      </button>
    </li>
  );
};
