import { type Customer, type ReplyOf, routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Card, ErrorNote, personName } from '../../ui/index.js';
import styles from '../audiences.module.css';
import type { Names } from '../condition/names.js';
import { Leaves } from './Leaves.js';

type Match = ReplyOf<typeof routes.matchSegment>;

/** One person against the condition: does it hold, and if not, which row says no and what was found instead. */
export const MatchCard = ({ asked, names }: { asked: Condition; names: Names }) => {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const match = useRead(
    routes.matchSegment,
    { body: { condition: asked, customerId: customer?.id ?? '' } },
    { enabled: customer !== null, keep: true },
  );
  return (
    <Card title={t('audiences.segment.match.title')}>
      <CustomerPicker label={t('audiences.segment.match.pick')} value={customer} onPick={setCustomer} />
      {customer && match.error ? <ErrorNote error={match.error} /> : null}
      {customer && match.data ? <Verdict match={match.data} name={personName(customer)} condition={asked} names={names} /> : null}
    </Card>
  );
};

const Verdict = ({ match, name, condition, names }: { match: Match; name: string; condition: Condition; names: Names }) => {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.verdict} data-yes={match.matches || undefined} role="status">
        {t(`audiences.segment.match.${match.matches ? 'yes' : 'no'}`, { name })}
      </p>
      <Leaves leaves={match.leaves} condition={condition} names={names} />
    </>
  );
};
