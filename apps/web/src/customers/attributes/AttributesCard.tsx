import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Card, ErrorNote, Loading } from '../../ui/index.js';
import styles from './attributes.module.css';
import { ClaimLines } from './ClaimLine.js';

/** What is known of a customer: each attribute with whom it comes from, and what others say of it. */
export const AttributesCard = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(routes.customerAttributes, { id: customerId });
  return (
    <Card title={t('customers.page.attributes')}>
      {error && !data ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={4} /> : null}
      {data?.items.length === 0 ? <p className="muted small">{t('customers.page.noAttributes')}</p> : null}
      <dl className={styles.attributes}>
        {data?.items.map((item) => (
          <div key={item.name}>
            <dt>{item.name}</dt>
            <dd>
              <ClaimLines customerId={customerId} kind="attribute" item={item} label={item.name} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};
