import { type JourneySummary, routes } from '@wayfare/contracts';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { usePages } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMay } from '../app/session.js';
import { type Format } from '../i18n/create-format.js';
import { useFormat } from '../i18n/format.js';
import { Button } from '../ui/Button.js';
import { type Column, DataTable } from '../ui/DataTable.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Page } from '../ui/Page.js';
import { SearchField } from '../ui/SearchField.js';
import { CreateDialog } from './CreateDialog.js';
import styles from './journeys.module.css';
import { RowMenu } from './RowMenu.js';
import { StateChip } from './StateChip.js';

const useColumns = (format: Format, mayChange: boolean): readonly Column<JourneySummary>[] => {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        head: t('journeys.column.name'),
        cell: (journey) => (
          <span className={styles.name}>
            <b className="ellipsis">{journey.name}</b>
            {journey.draftAhead && journey.version !== null ? <span className="faint small">{t('journeys.draftAhead')}</span> : null}
          </span>
        ),
      },
      { key: 'state', head: t('journeys.column.state'), cell: (journey) => <StateChip state={journey.state} />, width: 120 },
      {
        key: 'entered',
        head: t('journeys.column.entered'),
        numeric: true,
        cell: (journey) => (journey.version === null ? '–' : format.number(journey.entered)),
      },
      {
        key: 'inside',
        head: t('journeys.column.inside'),
        numeric: true,
        cell: (journey) => (journey.version === null ? '–' : format.number(journey.inside)),
      },
      {
        key: 'exited',
        head: t('journeys.column.exited'),
        numeric: true,
        cell: (journey) => (journey.version === null ? '–' : format.number(journey.exited)),
      },
      {
        key: 'sent',
        head: t('journeys.column.sent'),
        numeric: true,
        cell: (journey) => (journey.version === null ? '–' : format.number(journey.sent)),
      },
      {
        key: 'updated',
        head: t('journeys.column.updated'),
        cell: (journey) => <span className="muted">{format.dateTime(journey.updatedAt)}</span>,
        width: 140,
      },
      { key: 'more', head: '', cell: (journey) => (mayChange ? <RowMenu journey={journey} /> : null), width: 56 },
    ],
    [t, format, mayChange],
  );
};

/** All journeys, last changed first. */
export const JourneysPage = () => {
  // who looks at the journeys opens one: the canvas is fetched meanwhile
  useEffect(() => void import('../canvas/JourneyPage.js'), []);
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  const [address, setAddress] = useSearchParams();
  const [query, setQuery] = useState('');
  const mayChange = useMay(routes.createJourney);
  const pages = usePages(routes.journeys, { query: { query } }, { every: 15_000 });
  const columns = useColumns(format, mayChange);
  const creating = address.has('new');
  const startCreating = (): void => setAddress({ new: '' });
  const create = mayChange ? (
    <Button kind="seal" icon="plus" onClick={startCreating}>
      {t('journeys.create')}
    </Button>
  ) : null;
  return (
    <>
      <PageTop title={t('journeys.title')} actions={create} />
      <Page>
        <div className="row">
          <SearchField label={t('journeys.search')} onSearch={setQuery} />
        </div>
        <DataTable
          label={t('journeys.title')}
          columns={columns}
          pages={pages}
          rowKey={(journey) => journey.id}
          onRow={(journey) => void navigate(`/journeys/${journey.id}`)}
          empty={
            query === '' ? (
              <EmptyState icon="journeys" title={t('journeys.empty.title')} body={t('journeys.empty.body')} action={create} />
            ) : (
              <EmptyState icon="search" title={t('journeys.noneFound', { query })} />
            )
          }
        />
      </Page>
      <CreateDialog opened={creating} onClose={() => setAddress({})} />
    </>
  );
};
