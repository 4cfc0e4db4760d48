import { routes, type Source, type SourceFeed } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { ButtonLink, Card, Chip, EmptyState, ErrorNote, Loading, Page } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import styles from './sources.module.css';
import { problemWords, readsWords, standingOf } from './words.js';

const EVERY = 5000;

/** Databases and interfaces that are read, with what is read from each and how it went last. */
export const SourcesPage = () => {
  const { t } = useTranslation();
  const may = useMay(routes.sources);
  const sources = useRead(routes.sources, {}, { every: EVERY, enabled: may });
  const items = sources.data?.items;
  const create = may ? (
    <ButtonLink to="/customers/sources/new" icon="plus" kind="seal">
      {t('sources.create')}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageTop title={t('sources.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={create} />
      <Page>
        <CustomersNav />
        {may ? null : <EmptyState icon="connectors" title={t('sources.adminsTitle')} body={t('sources.adminsBody')} />}
        {sources.error && !items ? <ErrorNote error={sources.error} retry={() => void sources.refetch()} /> : null}
        {may && !items && !sources.error ? <Loading lines={4} /> : null}
        {items?.length === 0 ? (
          <EmptyState icon="connectors" title={t('sources.emptyTitle')} body={t('sources.emptyBody')} action={create} />
        ) : null}
        {items?.map((source) => (
          <SourceCard key={source.id} source={source} />
        ))}
      </Page>
    </>
  );
};

const addressOf = (source: Source): string =>
  source.kind === 'http' ? source.settings.url : `${source.settings.host}:${source.settings.port}/${source.settings.database}`;

const SourceCard = ({ source }: { source: Source }) => {
  const { t } = useTranslation();
  return (
    <Card
      title={<Link to={`/customers/sources/${source.id}`}>{source.name}</Link>}
      lead={`${t(`sources.kinds.${source.kind}`)} · ${addressOf(source)}`}
      actions={
        <ButtonLink to={`/customers/sources/${source.id}/feeds/new`} icon="plus">
          {t('sources.feed.create')}
        </ButtonLink>
      }
    >
      {source.feeds.length === 0 ? <p className="muted">{t('sources.noFeeds')}</p> : <FeedsTable feeds={source.feeds} />}
    </Card>
  );
};

export const FeedsTable = ({ feeds }: { feeds: readonly SourceFeed[] }) => {
  const { t } = useTranslation();
  return (
    <table className={styles.feeds}>
      <thead>
        <tr>
          <th style={{ width: '30%' }}>{t('sources.feed.name')}</th>
          <th style={{ width: '14%' }}>{t('sources.feed.kind')}</th>
          <th>{t('sources.feed.last')}</th>
          <th style={{ width: '18%' }}>{t('sources.feed.next')}</th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <FeedRow key={feed.id} feed={feed} />
        ))}
      </tbody>
    </table>
  );
};

const FeedRow = ({ feed }: { feed: SourceFeed }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { word, tone } = standingOf(feed);
  const { lastRun, error } = feed;
  return (
    <tr>
      <td>
        <Link to={`/customers/sources/feeds/${feed.id}`}>
          <b>{feed.name}</b>
        </Link>
        <p className="faint small">{readsWords(feed.reads, t)}</p>
      </td>
      <td>{t(`customers.imports.kinds.${feed.kind}`)}</td>
      <td>
        <Chip tone={tone}>{t(`sources.state.${word}`)}</Chip>
        <p className="muted small">{error ? problemWords(error, t) : lastRun ? t('sources.run.counts', { ...lastRun }) : null}</p>
      </td>
      <td className="muted small">{feed.nextAt && !feed.paused ? dateTime(feed.nextAt) : t('sources.feed.byHand')}</td>
    </tr>
  );
};
