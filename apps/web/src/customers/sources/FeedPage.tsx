import { routes, type SourceFeed, type SourceRun } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { usePages, useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useFormat } from '../../i18n/format.js';
import {
  Button,
  Card,
  Chip,
  type Column,
  confirmDestructive,
  DataTable,
  ErrorNote,
  IconButton,
  Loading,
  Num,
  Page,
  toastDone,
} from '../../ui/index.js';
import { FeedForm } from './FeedForm.js';
import styles from './sources.module.css';
import { isGoing, problemWords, RUN_TONES, standingOf } from './words.js';

const EVERY = 2000;
const CHANGES = ['/sources', '/source-feeds', '/source-runs'];

const useCrumbs = (source?: { id: string; name: string }) => {
  const { t } = useTranslation();
  return [
    { label: t('customers.title'), to: '/customers' },
    { label: t('sources.title'), to: '/customers/sources' },
    ...(source ? [{ label: source.name, to: `/customers/sources/${source.id}` }] : []),
  ];
};

/** The second of two steps: what is read from a source that is connected; its first load begins at once. */
export const NewFeedPage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { data: source, error, refetch } = useRead(routes.source, { id });
  const start = useWrite(routes.runFeed, { refreshes: CHANGES });
  const begin = (feedId: string): void => {
    start.mutate({ id: feedId, body: { from: 'beginning' } });
    void navigate(`/customers/sources/feeds/${feedId}`);
  };
  return (
    <>
      <PageTop title={t('sources.feed.create')} crumbs={useCrumbs(source)} />
      <Page>
        {error && !source ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {source ? <FeedForm source={source} feed={null} onSaved={begin} /> : <Loading lines={5} />}
      </Page>
    </>
  );
};

/** What is read from a source: how it stands, how it went, and what it is. */
export const FeedPage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [isEdited, setEdited] = useState(false);
  const { data: feed, error, refetch } = useRead(routes.sourceFeed, { id }, { every: EVERY });
  const { data: source } = useRead(routes.source, { id: feed?.sourceId ?? '' }, { enabled: feed !== undefined });
  return (
    <>
      <PageTop
        title={feed?.name ?? t('sources.title')}
        crumbs={useCrumbs(source)}
        compact
        chips={feed ? <Chip tone={standingOf(feed).tone}>{t(`sources.state.${standingOf(feed).word}`)}</Chip> : null}
        actions={feed ? <Actions feed={feed} isEdited={isEdited} onEdit={() => setEdited(!isEdited)} /> : null}
      />
      <Page>
        {error && !feed ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!feed && !error ? <Loading lines={5} /> : null}
        {feed && !isEdited ? <Standing feed={feed} /> : null}
        {feed && source && isEdited ? <FeedForm source={source} feed={feed} onSaved={() => setEdited(false)} /> : null}
        {feed && !isEdited ? <Runs feed={feed} /> : null}
      </Page>
    </>
  );
};

const Actions = ({ feed, isEdited, onEdit }: { feed: SourceFeed; isEdited: boolean; onEdit(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const run = useWrite(routes.runFeed, { refreshes: CHANGES });
  const pause = useWrite(routes.pauseFeed, { refreshes: CHANGES });
  const remove = useWrite(routes.deleteFeed, { refreshes: CHANGES, onDone: () => void navigate('/customers/sources') });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('sources.feed.removeTitle', { name: feed.name }),
      affects: t('sources.feed.removeAffects'),
      action: t('sources.feed.remove'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: feed.id });
  };
  return (
    <>
      <IconButton icon="trash" label={t('sources.feed.remove')} onClick={() => void ask()} />
      <Button onClick={onEdit}>{t(isEdited ? 'sources.feed.stopEditing' : 'sources.feed.edit')}</Button>
      <Button busy={pause.isPending} onClick={() => pause.mutate({ id: feed.id, body: { paused: !feed.paused } })}>
        {t(feed.paused ? 'sources.feed.resume' : 'sources.feed.pause')}
      </Button>
      <Button
        kind="seal"
        busy={run.isPending}
        disabled={isGoing(feed.lastRun)}
        onClick={() => run.mutate({ id: feed.id, body: { from: 'cursor' } })}
      >
        {t('sources.feed.run')}
      </Button>
    </>
  );
};

const Standing = ({ feed }: { feed: SourceFeed }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const run = useWrite(routes.runFeed, { refreshes: CHANGES });
  const { error, drift, cursor, nextAt, paused } = feed;
  return (
    <Card>
      {error ? (
        <p role="alert" className={styles.bad}>
          {problemWords(error, t)}
        </p>
      ) : null}
      {drift && drift.added.length > 0 ? <p>{t('sources.drift.added', { columns: drift.added.join(', ') })}</p> : null}
      {drift && drift.gone.length > 0 ? <p>{t('sources.drift.gone', { columns: drift.gone.join(', ') })}</p> : null}
      <p>{nextAt && !paused ? t('sources.feed.nextAt', { when: dateTime(nextAt) }) : t('sources.feed.byHand')}</p>
      <p className="muted">
        {cursor
          ? t(cursor.value === null ? 'sources.feed.fromStart' : 'sources.feed.fromValue', { column: cursor.column, value: cursor.value })
          : t('sources.feed.everything')}{' '}
        {cursor?.value ? (
          <Button
            kind="quiet"
            disabled={isGoing(feed.lastRun)}
            busy={run.isPending}
            onClick={() => run.mutate({ id: feed.id, body: { from: 'beginning' } })}
          >
            {t('sources.feed.anew')}
          </Button>
        ) : null}
      </p>
    </Card>
  );
};

const Runs = ({ feed }: { feed: SourceFeed }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const pages = usePages(routes.feedRuns, { id: feed.id }, { every: EVERY });
  const cancel = useWrite(routes.cancelSourceRun, { refreshes: CHANGES, onDone: () => toastDone(t('sources.run.cancelled')) });
  const columns: Column<SourceRun>[] = [
    { key: 'at', head: t('sources.run.at'), width: 150, cell: (one) => <span className="small">{dateTime(one.createdAt)}</span> },
    {
      key: 'state',
      head: '',
      width: 100,
      cell: (one) => (
        <Chip tone={RUN_TONES[one.state]} dot={isGoing(one)}>
          {t(`sources.state.${one.state}`)}
        </Chip>
      ),
    },
    { key: 'rows', head: t('sources.run.rows'), numeric: true, width: 90, cell: (one) => <Num value={one.rows} /> },
    { key: 'inserted', head: t('customers.imports.inserted'), numeric: true, width: 90, cell: (one) => <Num value={one.inserted} /> },
    { key: 'updated', head: t('customers.imports.updated'), numeric: true, width: 90, cell: (one) => <Num value={one.updated} /> },
    { key: 'rejected', head: t('customers.imports.rejected'), numeric: true, width: 90, cell: (one) => <Num value={one.rejected} /> },
    {
      key: 'note',
      head: '',
      cell: (one) => (
        <>
          {one.error ? <p className="small">{problemWords(one.error, t)}</p> : null}
          {one.retryAt ? <p className="faint small">{t('sources.run.retry', { when: dateTime(one.retryAt) })}</p> : null}
          {one.rejected > 0 && one.importIds[0] ? (
            <Link className="small" to={`/customers/imports/${one.importIds[0]}`}>
              {t('sources.run.why')}
            </Link>
          ) : null}
          {isGoing(one) ? (
            <Button kind="quiet" onClick={() => cancel.mutate({ id: one.id })}>
              {t('sources.run.cancel')}
            </Button>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <DataTable
      label={t('sources.run.title')}
      columns={columns}
      pages={pages}
      rowKey={(one) => one.id}
      empty={<p className="muted">{t('sources.run.none')}</p>}
    />
  );
};
