import { type Customer, type PossibleDuplicate, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, EmptyState, ErrorNote, Loading, personDetail, personName, toastDone } from '../../ui/index.js';
import styles from './merges.module.css';

const REFRESHES = ['/possible-duplicates', '/merges', '/customers'];

/** Pairs who may be one person, side by side. */
export const OpenPairs = () => {
  const { t } = useTranslation();
  const pages = usePages(routes.possibleDuplicates, { query: { limit: 20 } }, { every: 10_000 });
  if (pages.error && !pages.items) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.items) return <Loading lines={5} />;
  if (pages.items.length === 0) return <EmptyState icon="people" title={t('merges.open.emptyTitle')} body={t('merges.open.emptyBody')} />;
  return (
    <>
      <p className="muted small">{t('merges.open.lead')}</p>
      {pages.items.map((pair) => (
        <Pair key={`${pair.one.id} ${pair.other.id}`} pair={pair} />
      ))}
      {pages.hasNextPage ? (
        <Button small busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};

const Pair = ({ pair: { one, other, why, cause } }: { pair: PossibleDuplicate }) => {
  const { t } = useTranslation();
  const may = useMay(routes.mergeCustomers);
  const merge = useWrite(routes.mergeCustomers, {
    refreshes: REFRESHES,
    onDone: ({ kept }) => toastDone(t('merges.open.merged', { name: kept.name ?? kept.externalId ?? kept.email ?? kept.phone ?? kept.id })),
  });
  const apart = useWrite(routes.keepApart, { refreshes: REFRESHES, onDone: () => toastDone(t('merges.open.kept')) });
  const isBusy = merge.isPending || apart.isPending;
  const shares = cause.map(({ kind, value }) =>
    t('merges.open.shares', { kind: t(`customers.page.${kind}`, { defaultValue: kind }), value }),
  );
  return (
    <Card title={t(`merges.open.why.${why}`)} lead={shares.join(' · ')} className={styles.pair}>
      <div className={styles.sides}>
        <Side customer={one} other={other} />
        <Side customer={other} other={one} />
      </div>
      {may ? (
        <div className={styles.choices}>
          <span className="muted small">{t('merges.open.same')}</span>
          <Button small busy={isBusy} onClick={() => merge.mutate({ body: { keep: one.id, merge: other.id } })}>
            {t('merges.open.keep', { name: personName(one) })}
          </Button>
          <Button small busy={isBusy} onClick={() => merge.mutate({ body: { keep: other.id, merge: one.id } })}>
            {t('merges.open.keep', { name: personName(other) })}
          </Button>
          <span className="grow" />
          <Button small busy={isBusy} onClick={() => apart.mutate({ body: { one: one.id, other: other.id } })}>
            {t('merges.open.apart')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
};

const MOST_ATTRIBUTES = 6;

/** One of the two; what differs from the other stands out. */
const Side = ({ customer, other }: { customer: Customer; other: Customer }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const said = Object.entries(customer.attributes).slice(0, MOST_ATTRIBUTES);
  return (
    <div className={styles.one}>
      <Link to={`/customers/${customer.id}`}>
        <b>{personName(customer)}</b>
      </Link>
      <p className="muted small">{personDetail(customer)}</p>
      <dl>
        {said.map(([name, value]) => (
          <div key={name} data-differs={(name in other.attributes && String(other.attributes[name]) !== String(value)) || undefined}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="faint tiny">{t('customers.page.since', { date: date(customer.createdAt) })}</p>
    </div>
  );
};
