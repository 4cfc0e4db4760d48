import { routes, type Segment } from '@wayfare/contracts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, type Column, DataTable, EmptyState, SearchField } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { sentenceOf } from '../condition/sentence.js';
import { useAudienceNames } from '../condition/use-audience-names.js';

/** Segments, each with the sentence that says who belongs to it. */
export const SegmentsTab = ({ tabs }: { tabs: ReactNode }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const navigate = useNavigate();
  const may = useMay(routes.createSegment);
  const [query, setQuery] = useState('');
  const pages = usePages(routes.segments, { query: { query } });
  const { names } = useAudienceNames();
  const create = may ? (
    <Button kind="seal" icon="plus" onClick={() => void navigate('/audiences/segments/new')}>
      {t('audiences.segments.create')}
    </Button>
  ) : null;
  const columns: Column<Segment>[] = [
    { key: 'name', head: t('audiences.segments.name'), cell: (segment) => <b>{segment.name}</b>, width: '30%' },
    {
      key: 'rule',
      head: t('audiences.segments.rule'),
      cell: (segment) => <span className={styles.rule}>{sentenceOf(segment.condition, t, names)}</span>,
    },
    {
      key: 'changed',
      head: t('audiences.segments.changed'),
      cell: (segment) => <span className="muted small">{dateTime(segment.updatedAt)}</span>,
      width: 150,
    },
  ];
  const empty =
    query === '' ? (
      <EmptyState icon="audiences" title={t('audiences.segments.emptyTitle')} body={t('audiences.segments.emptyBody')} action={create} />
    ) : (
      <EmptyState icon="search" title={t('audiences.segments.nothingFound')} />
    );
  return (
    <>
      <div className={styles.bar}>
        {tabs}
        <SearchField label={t('audiences.segments.search')} onSearch={setQuery} width={240} />
        <span className="grow" />
        {create}
      </div>
      <p className={styles.lead}>{t('audiences.segments.lead')}</p>
      <DataTable
        label={t('audiences.tabs.segments')}
        columns={columns}
        pages={pages}
        rowKey={(segment) => segment.id}
        onRow={(segment) => void navigate(`/audiences/segments/${segment.id}`)}
        empty={empty}
      />
    </>
  );
};
