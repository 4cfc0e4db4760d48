import { type Customer, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { usePages, useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { Button, ButtonLink, Chip, DataTable, EmptyState, Page, SearchField } from '../ui/index.js';
import { CreateCustomerDrawer } from './CreateCustomerDrawer.js';
import { CustomersNav } from './CustomersNav.js';
import { customerColumns } from './columns.js';
import styles from './customers.module.css';
import { RunningImports } from './imports/RunningImports.js';

export const CustomersPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [isCreating, setCreating] = useState(false);
  const query = search.get('query') ?? '';
  const pages = usePages(routes.customers, { query: { query } });
  // how many there are in all, whatever is being searched for
  const total = useRead(routes.customers, { query: { limit: 1 } }).data?.total;
  const may = useMay(routes.createImport);
  const actions = may ? (
    <>
      <Button icon="plus" onClick={() => setCreating(true)}>
        {t('customers.list.create')}
      </Button>
      <ButtonLink to="/customers/imports/new" icon="upload" kind="seal">
        {t('customers.list.import')}
      </ButtonLink>
    </>
  ) : null;
  return (
    <>
      <PageTop
        title={t('customers.title')}
        chips={total === undefined || total === 0 ? null : <Chip>{t('customers.list.total', { count: total })}</Chip>}
        actions={actions}
      />
      <Page>
        <CustomersNav />
        <RunningImports />
        <div className={styles.bar}>
          <SearchField
            label={t('customers.list.search')}
            initial={query}
            width={320}
            onSearch={(text) => setSearch(text === '' ? {} : { query: text }, { replace: true })}
          />
        </div>
        <DataTable<Customer>
          label={t('customers.title')}
          columns={customerColumns(t, format)}
          pages={pages}
          rowKey={(customer) => customer.id}
          onRow={(customer) => void navigate(`/customers/${customer.id}`)}
          empty={<NobodyHere query={query} mayImport={may} />}
        />
      </Page>
      <CreateCustomerDrawer opened={isCreating} onClose={() => setCreating(false)} />
    </>
  );
};

const NobodyHere = ({ query, mayImport }: { query: string; mayImport: boolean }) => {
  const { t } = useTranslation();
  if (query !== '') return <EmptyState icon="search" title={t('customers.list.nothingFound', { query })} />;
  return (
    <EmptyState
      icon="customers"
      title={t('customers.list.emptyTitle')}
      body={t('customers.list.emptyBody')}
      action={
        mayImport ? (
          <ButtonLink to="/customers/imports/new" icon="upload" kind="seal">
            {t('customers.list.emptyImport')}
          </ButtonLink>
        ) : null
      }
    />
  );
};
