import { type Customer, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, Card, personName, toastDone } from '../../ui/index.js';
import { CustomerPicker } from '../CustomerPicker.js';
import styles from './merges.module.css';
import { partyName } from './party.js';
import { UndoMerge } from './UndoMerge.js';

/** Who is part of a customer, and a way to say who else is. */
export const OnePersonCard = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const may = useMay(routes.mergeCustomers);
  const [other, setOther] = useState<Customer | null>(null);
  const pages = usePages(routes.merges, { query: { customer: customer.id, limit: 50 } });
  const parts = pages.items?.filter(({ kept, undoneAt }) => kept.id === customer.id && undoneAt === null) ?? [];
  const merge = useWrite(routes.mergeCustomers, {
    refreshes: ['/merges', '/possible-duplicates', '/customers'],
    onDone: () => {
      setOther(null);
      toastDone(t('merges.open.merged', { name: personName(customer) }));
    },
  });
  return (
    <Card title={t('merges.card.title')}>
      {parts.length === 0 ? <p className="muted small">{t('merges.card.none')}</p> : null}
      <ul className={styles.parts}>
        {parts.map((part) => (
          <li key={part.id}>
            <span className="grow ellipsis">{partyName(part.merged)}</span>
            <UndoMerge merge={part} />
          </li>
        ))}
      </ul>
      {may ? (
        <div className={styles.choices}>
          <div className="grow">
            <CustomerPicker label={t('merges.card.pick')} value={other} onPick={setOther} />
          </div>
          <Button
            small
            busy={merge.isPending}
            disabled={other === null || other.id === customer.id}
            onClick={() => other && merge.mutate({ body: { keep: customer.id, merge: other.id } })}
          >
            {t('merges.card.do')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
};
