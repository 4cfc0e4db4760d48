import { type Import, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { ButtonLink, Chip, type Column, DataTable, EmptyState, Num, Page, type Tone } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { isUnderWay, linesDone } from './estimate.js';

export const STATE_TONES: Readonly<Record<Import['state'], Tone>> = {
  checking: 'live',
  checked: 'warn',
  queued: 'plain',
  running: 'live',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

/** Every import, newest first; those that run are counted while one looks. */
export const ImportsPage = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const navigate = useNavigate();
  const may = useMay(routes.createImport);
  const pages = usePages(routes.imports, {}, { every: 4000 });
  const create = may ? (
    <ButtonLink to="/customers/imports/new" icon="upload" kind="seal">
      {t('customers.imports.new')}
    </ButtonLink>
  ) : null;
  const columns: Column<Import>[] = [
    { key: 'file', head: t('customers.imports.file'), cell: (one) => <b>{one.fileName}</b> },
    { key: 'kind', head: t('customers.imports.kind'), width: 90, cell: (one) => t(`customers.imports.kinds.${one.kind}`) },
    {
      key: 'state',
      head: '',
      width: 110,
      cell: (one) => (
        <Chip tone={STATE_TONES[one.state]} dot={isUnderWay(one)}>
          {t(`customers.imports.state.${one.state}`)}
        </Chip>
      ),
    },
    {
      key: 'rows',
      head: t('customers.imports.rows'),
      numeric: true,
      width: 110,
      cell: (one) => <Num value={linesDone(one)} />,
    },
    { key: 'inserted', head: t('customers.imports.inserted'), numeric: true, width: 100, cell: (one) => <Num value={one.inserted} /> },
    { key: 'updated', head: t('customers.imports.updated'), numeric: true, width: 100, cell: (one) => <Num value={one.updated} /> },
    { key: 'rejected', head: t('customers.imports.rejected'), numeric: true, width: 100, cell: (one) => <Num value={one.rejected} /> },
    {
      key: 'started',
      head: t('customers.imports.started'),
      width: 140,
      cell: (one) => <span className="muted small">{dateTime(one.createdAt)}</span>,
    },
  ];
  return (
    <>
      <PageTop title={t('customers.imports.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={create} />
      <Page>
        <CustomersNav />
        <DataTable
          label={t('customers.imports.title')}
          columns={columns}
          pages={pages}
          rowKey={(one) => one.id}
          onRow={(one) => void navigate(`/customers/imports/${one.id}`)}
          empty={
            <EmptyState icon="upload" title={t('customers.imports.emptyTitle')} body={t('customers.imports.emptyBody')} action={create} />
          }
        />
      </Page>
    </>
  );
};
