import { type List, routes } from '@wayfare/contracts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, type Column, DataTable, EmptyState, Num, SearchField } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { useAudienceNames } from '../condition/use-audience-names.js';
import { MakeListDialog } from './MakeListDialog.js';
import { originWords } from './origin.js';

export const ListsTab = ({ tabs }: { tabs: ReactNode }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [isMaking, setMaking] = useState(false);
  const pages = usePages(routes.lists, { query: { query } });
  const { names } = useAudienceNames();
  const create = (
    <Button icon="plus" kind="seal" onClick={() => setMaking(true)}>
      {t('audiences.lists.create')}
    </Button>
  );
  const columns: Column<List>[] = [
    { key: 'name', head: t('audiences.lists.name'), cell: (list) => <b>{list.name}</b> },
    { key: 'people', head: t('audiences.lists.people'), cell: (list) => <Num value={list.people} />, numeric: true, width: 110 },
    {
      key: 'origin',
      head: t('audiences.lists.origin'),
      cell: (list) => <span className="muted small">{originWords(list.origin, names.segments ?? new Map(), t, format)}</span>,
      width: '34%',
    },
    {
      key: 'made',
      head: t('audiences.lists.made'),
      cell: (list) => <span className="muted small">{format.dateTime(list.createdAt)}</span>,
      width: 150,
    },
  ];
  return (
    <>
      <div className={styles.bar}>
        {tabs}
        <SearchField label={t('audiences.lists.search')} onSearch={setQuery} width={240} />
        <span className="grow" />
        {create}
      </div>
      <p className={styles.lead}>{t('audiences.lists.lead')}</p>
      <DataTable
        label={t('audiences.tabs.lists')}
        columns={columns}
        pages={pages}
        rowKey={(list) => list.id}
        onRow={(list) => void navigate(`/audiences/lists/${list.id}`)}
        empty={<EmptyState icon="list" title={t('audiences.lists.emptyTitle')} body={t('audiences.lists.emptyBody')} action={create} />}
      />
      {isMaking ? <MakeListDialog onClose={() => setMaking(false)} /> : null}
    </>
  );
};
