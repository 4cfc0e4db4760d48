import { useQueryClient } from '@tanstack/react-query';
import { type CustomerDetail, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useRead, useWrite } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { OpenTasksCard } from '../tasks/OpenTasksCard.js';
import { Button, confirmDestructive, ErrorNote, Loading, Page, personName, toastDone } from '../ui/index.js';
import { OnePersonCard } from './merges/OnePersonCard.js';
import { DataCopy } from './privacy/DataCopy.js';
import { ErasedCustomer, erasedAtOf } from './privacy/ErasedCustomer.js';
import { ProfileCards } from './profile/ProfileCards.js';
import styles from './profile/profile.module.css';
import { WhyCard } from './profile/WhyCard.js';
import { Timeline } from './timeline/Timeline.js';
import { ValueCard } from './value/ValueCard.js';

/** Everything known of one customer, and everything that happened. */
export const CustomerPage = () => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { id = '' } = useParams();
  const { data, error, refetch } = useRead(routes.customer, { id });
  const erasedAt = erasedAtOf(error);
  const customer = erasedAt === null ? data : undefined;
  // somebody who has become part of another customer is shown where they are now
  if (customer && customer.id !== id) return <Navigate to={`/customers/${customer.id}`} replace />;
  return (
    <>
      <PageTop
        title={customer ? personName(customer) : t('customers.title')}
        crumbs={[{ label: t('customers.title'), to: '/customers' }]}
        chips={customer ? <span className="faint small">{t('customers.page.since', { date: date(customer.createdAt) })}</span> : null}
        actions={customer ? <Erase customer={customer} /> : null}
      />
      <Page>
        {erasedAt ? <ErasedCustomer erasedAt={erasedAt} /> : null}
        {error && !customer && !erasedAt ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!customer && !error ? <Loading lines={8} /> : null}
        {customer ? (
          <div className={styles.cols}>
            <aside className={styles.side}>
              <ValueCard customerId={id} />
              <ProfileCards customer={customer} />
              <OnePersonCard customer={customer} />
              <OpenTasksCard customerId={id} />
              <WhyCard customerId={id} />
              <DataCopy customerId={id} />
            </aside>
            <Timeline customerId={id} />
          </div>
        ) : null}
      </Page>
    </>
  );
};

/** Where customers are shown or counted. */
const isStale = (path: unknown): boolean =>
  typeof path === 'string' && ['/customers', '/home', '/lists'].some((start) => path.startsWith(start));

const Erase = ({ customer }: { customer: CustomerDetail }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = useMay(routes.eraseCustomer);
  const name = personName(customer);
  const erase = useWrite(routes.eraseCustomer, {
    // away first, and nothing is asked of someone who is no more: parts of this page may still stand
    onDone: async () => {
      toastDone(t('customers.page.erased', { name }));
      await navigate('/customers');
      await client.invalidateQueries({ predicate: ({ queryKey: [path, , id] }) => id !== customer.id && isStale(path) });
    },
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('customers.page.eraseTitle', { name }),
      affects: t('customers.page.eraseAffects', { name }),
      action: t('customers.page.eraseAction'),
      typed: name,
    };
    if (await confirmDestructive(question)) erase.mutate({ id: customer.id });
  };
  if (!may) return null;
  return (
    <Button kind="danger" busy={erase.isPending} onClick={() => void ask()}>
      {t('customers.page.erase')}
    </Button>
  );
};
