import { routes, type Tag } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { usePages, useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { Button, Chip, type Column, DataTable, EmptyState, Num, Page, SearchField, Segmented, toastDone } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import customers from '../customers.module.css';
import { NewTagDialog } from './NewTagDialog.js';
import { RunStrip } from './RunStrip.js';
import { tagPath } from './words.js';

const SHOWS = ['used', 'proposed', 'rules', 'archived'] as const;
const EVERY = 5000;

/** The catalogue of tags: what each means, who puts it, and how many people have it. */
export const TagsPage = () => {
  const { t } = useTranslation();
  const [isMaking, setMaking] = useState(false);
  const [search, setSearch] = useSearchParams();
  const [query, setQuery] = useState('');
  const show = SHOWS.find((one) => one === search.get('show')) ?? 'used';
  const may = useMay(routes.createTag);
  const compute = useWrite(routes.computeTags, { refreshes: ['/tag'], onDone: () => toastDone(t('tags.asked')) });
  const { data: overview } = useRead(routes.tagRun, {}, { every: EVERY });
  const actions = may ? (
    <>
      <Button icon="refresh" busy={compute.isPending} onClick={() => compute.mutate({})}>
        {t('tags.now')}
      </Button>
      <Button icon="plus" kind="seal" onClick={() => setMaking(true)}>
        {t('tags.create')}
      </Button>
    </>
  ) : null;
  return (
    <>
      <PageTop title={t('tags.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={actions} />
      <Page>
        <CustomersNav />
        <RunStrip />
        <div className={customers.bar}>
          <Segmented
            label={t('tags.show.label')}
            value={show}
            options={SHOWS.map((value) => ({
              value,
              label:
                value === 'proposed' && overview ? t('tags.show.proposedCount', { count: overview.proposed }) : t(`tags.show.${value}`),
            }))}
            onChange={(value) => setSearch({ show: value }, { replace: true })}
          />
          <span className="grow" />
          <SearchField label={t('tags.search')} onSearch={setQuery} />
        </div>
        <TagsTable key={show} show={show} query={query} />
      </Page>
      {isMaking ? <NewTagDialog onClose={() => setMaking(false)} /> : null}
    </>
  );
};

const TagsTable = ({ show, query }: { show: (typeof SHOWS)[number]; query: string }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = usePages(routes.tags, { query: { show, ...(query ? { query } : {}) } }, { every: EVERY });
  const columns: Column<Tag>[] = [
    {
      key: 'name',
      head: t('tags.name'),
      cell: ({ name, description }) => (
        <>
          <b>{name}</b>
          {description ? <div className="muted small">{description}</div> : null}
        </>
      ),
    },
    { key: 'by', head: t('tags.by'), width: 150, cell: ({ condition }) => t(condition ? 'tags.byRule' : 'tags.byPeople') },
    {
      key: 'owner',
      head: t('tags.owner'),
      width: 160,
      cell: ({ owner }) => owner?.name ?? <span className="faint">{t('tags.nobody')}</span>,
    },
    { key: 'state', head: t('tags.state.label'), width: 130, cell: (tag) => <TagState tag={tag} /> },
    { key: 'people', head: t('tags.people'), width: 110, numeric: true, cell: ({ people }) => <Num value={people} /> },
  ];
  return (
    <DataTable
      label={t('tags.title')}
      columns={columns}
      pages={pages}
      rowKey={({ name }) => name}
      onRow={({ name }) => void navigate(tagPath(name))}
      empty={
        <EmptyState
          icon="list"
          title={t(query === '' && show === 'used' ? 'tags.emptyTitle' : 'tags.noneTitle')}
          body={t(query === '' && show === 'used' ? 'tags.emptyBody' : 'tags.noneBody')}
        />
      }
    />
  );
};

/** Whether a tag has been agreed to, or was put away. */
export const TagState = ({ tag: { archivedAt, state } }: { tag: Pick<Tag, 'archivedAt' | 'state'> }) => {
  const { t } = useTranslation();
  if (archivedAt !== null) return <Chip>{t('tags.state.archived')}</Chip>;
  return state === 'proposed' ? <Chip tone="warn">{t('tags.state.proposed')}</Chip> : <Chip tone="good">{t('tags.state.approved')}</Chip>;
};
