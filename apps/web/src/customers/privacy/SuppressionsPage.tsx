import { routes, type Suppression } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, type Column, DataTable, EmptyState, Page, SearchField } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { AddSuppressionsDialog } from './AddSuppressionsDialog.js';
import { LiftDialog } from './LiftDialog.js';
import styles from './privacy.module.css';

/** Addresses that are not written to: found, added, and lifted with a reason. */
export const SuppressionsPage = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [query, setQuery] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<Suppression | null>(null);
  const pages = usePages(routes.suppressions, { query: { query } });
  const [mayAdd, mayLift] = [useMay(routes.addSuppressions), useMay(routes.liftSuppression)];
  const columns: Column<Suppression>[] = [
    { key: 'address', head: t('privacy.suppressions.address'), cell: ({ address }) => <b>{address}</b> },
    {
      key: 'channel',
      head: t('privacy.suppressions.channel'),
      cell: ({ channel }) => t(`common.channel.${channel}`, { defaultValue: channel }),
      width: 110,
    },
    { key: 'reason', head: t('privacy.suppressions.reason'), cell: (one) => <Why suppression={one} />, width: '34%' },
    {
      key: 'since',
      head: t('privacy.suppressions.since'),
      cell: ({ createdAt }) => <span className="muted small">{dateTime(createdAt)}</span>,
      width: 180,
    },
    {
      key: 'lift',
      head: '',
      cell: (one) =>
        mayLift && (one.channel === 'email' || one.channel === 'sms') ? (
          <Button small onClick={() => setLifting(one)}>
            {t('privacy.suppressions.lift')}
          </Button>
        ) : null,
      width: 90,
    },
  ];
  const add = mayAdd ? (
    <Button icon="plus" kind="seal" onClick={() => setAdding(true)}>
      {t('privacy.suppressions.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageTop title={t('privacy.suppressions.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={add} />
      <Page>
        <CustomersNav />
        <div className={styles.bar}>
          <SearchField label={t('privacy.suppressions.search')} onSearch={setQuery} width={320} />
        </div>
        <DataTable<Suppression>
          label={t('privacy.suppressions.title')}
          columns={columns}
          pages={pages}
          rowKey={({ id }) => id}
          empty={<EmptyState icon="stop" title={t('privacy.suppressions.empty')} body={t('privacy.suppressions.emptyBody')} action={add} />}
        />
      </Page>
      {isAdding ? <AddSuppressionsDialog onClose={() => setAdding(false)} /> : null}
      {lifting ? <LiftDialog suppression={lifting} onClose={() => setLifting(null)} /> : null}
    </>
  );
};

const Why = ({ suppression: { reason, source, note, actor, until } }: { suppression: Suppression }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const more = [source === 'pause' && until ? t('privacy.suppressions.pause', { until: date(until) }) : null, note, actor].filter(Boolean);
  return (
    <>
      {source === 'pause' ? t('privacy.suppressions.paused') : t(`reasons.${reason}`)}
      {more.length > 0 ? <span className="muted small"> · {more.join(' · ')}</span> : null}
    </>
  );
};
