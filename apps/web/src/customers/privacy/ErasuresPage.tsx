import { TextInput } from '@mantine/core';
import { type Erasure, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.js';
import { usePages, useRead } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useWorkspace } from '../../app/workspace.js';
import { fromLocal } from '../../canvas/form/local-time.js';
import { useFormat } from '../../i18n/format.js';
import { Button, ButtonLink, type Column, DataTable, EmptyState, Page } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { actorWords, CertificateDrawer, rowsReached } from './CertificateDrawer.js';
import styles from './privacy.module.css';
import { RestoreDialog } from './RestoreDialog.js';

/** Who was erased, by number alone; what a restored backup brings back of them, and the way to erase it again. */
export const ErasuresPage = () => {
  const { t } = useTranslation();
  const may = useMay(routes.erasures);
  const [isRestoring, setRestoring] = useState(false);
  const actions = may ? (
    <>
      <ButtonLink href={urlOf(routes.erasureLedger)} download icon="download">
        {t('erasures.list.ledger')}
      </ButtonLink>
      <Button onClick={() => setRestoring(true)}>{t('erasures.restore.open')}</Button>
    </>
  ) : null;
  return (
    <>
      <PageTop title={t('erasures.list.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={actions} />
      <Page>
        <CustomersNav />
        {may ? <Erasures /> : <EmptyState icon="person" title={t('erasures.list.admins')} body={t('erasures.list.adminsBody')} />}
      </Page>
      {isRestoring ? <RestoreDialog onClose={() => setRestoring(false)} /> : null}
    </>
  );
};

const Erasures = () => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const { timeZone } = useWorkspace();
  const [madeAt, setMadeAt] = useState('');
  const [opened, setOpened] = useState<Erasure | null>(null);
  const since = fromLocal(madeAt, timeZone) ?? undefined;
  const pages = usePages(routes.erasures, { query: { since } });
  const total = useRead(routes.erasures, { query: { since, limit: 1 } }, { keep: true }).data?.total;
  const columns: Column<Erasure>[] = [
    {
      key: 'customer',
      head: t('erasures.list.customer'),
      cell: ({ customerId, partOf }) => (
        <>
          <b>#{customerId}</b>
          {partOf ? <span className="muted small"> · {t('erasures.list.partOf', { id: partOf })}</span> : null}
        </>
      ),
    },
    { key: 'at', head: t('erasures.list.at'), cell: ({ erasedAt }) => dateTime(erasedAt), width: 190 },
    { key: 'by', head: t('erasures.list.by'), cell: ({ actor }) => actorWords(actor, t), width: '24%' },
    {
      key: 'reached',
      head: t('erasures.list.reached'),
      cell: (erasure) => number(rowsReached(erasure)),
      numeric: true,
      width: 130,
    },
    { key: 'archives', head: t('erasures.list.archives'), cell: ({ archives }) => number(archives.length), numeric: true, width: 130 },
  ];
  return (
    <>
      <div className={styles.bar}>
        <TextInput
          type="datetime-local"
          label={t('erasures.list.madeAt')}
          description={t('erasures.list.madeAtHint')}
          value={madeAt}
          onChange={(event) => setMadeAt(event.currentTarget.value)}
        />
        {total === undefined ? null : (
          <p className="muted" role="status">
            {since ? t('erasures.list.back', { count: total }) : t('erasures.list.total', { count: total })}
          </p>
        )}
      </div>
      <DataTable<Erasure>
        label={t('erasures.list.title')}
        columns={columns}
        pages={pages}
        rowKey={({ customerId }) => customerId}
        onRow={setOpened}
        empty={
          <EmptyState
            icon="person"
            title={since ? t('erasures.list.nobodySince') : t('erasures.list.empty')}
            body={since ? null : t('erasures.list.emptyBody')}
          />
        }
      />
      {opened ? <CertificateDrawer erasure={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
};
