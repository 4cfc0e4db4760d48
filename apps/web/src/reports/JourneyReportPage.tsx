import { type Report, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { Chip, EmptyState, ErrorNote, Loading, Page } from '../ui/index.js';
import { ReportActions } from './ReportActions.js';
import { ResponseReport } from './response/ResponseReport.js';
import styles from './response/report.module.css';

const EVERY = 30_000;

/** The response report of a journey: its last send day, or the one that was picked. */
export const JourneyReportPage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const days = useRead(routes.reportDays, { id });
  const journey = useRead(routes.journey, { id });
  const day = search.get('day') ?? days.data?.items[0]?.day;
  const report = useRead(routes.report, { id, query: { day: day ?? '' } }, { enabled: day !== undefined, keep: true, every: EVERY });
  const name = report.data?.journey.name ?? journey.data?.name ?? t('reports.title');
  const error = days.error ?? report.error;
  return (
    <>
      <PageTop
        title={name}
        crumbs={[
          { label: t('reports.title'), to: '/reports' },
          { label: t('reports.page.journey'), to: `/journeys/${id}` },
        ]}
        chips={report.data ? <Reading report={report.data} /> : null}
        actions={
          day && report.data ? (
            <ReportActions id={id} day={day} days={days.data?.items ?? []} onDay={(next) => setSearch({ day: next }, { replace: true })} />
          ) : null
        }
        compact
      />
      <Page>
        {error && !report.data ? <ErrorNote error={error} retry={() => void report.refetch()} /> : null}
        {days.data?.items.length === 0 && day === undefined ? <NothingSent id={id} /> : null}
        {day !== undefined && report.isPending ? <Loading lines={8} /> : null}
        {report.data ? (
          <>
            <PrintHead report={report.data} />
            <ResponseReport key={report.data.day} report={report.data} />
          </>
        ) : null}
      </Page>
    </>
  );
};

/** What was counted longer ago than this says when. */
const A_WHILE_MS = 60_000;

/** How final the figures are, and how old. */
const Reading = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { time } = useFormat();
  const { now } = useWorkspace();
  const isOlder = Date.parse(now) - Date.parse(report.countedAt) > A_WHILE_MS;
  return (
    <>
      {report.complete ? (
        <Chip tone="good">{t('reports.page.complete')}</Chip>
      ) : (
        <Chip tone="live" dot>
          {report.readyAt > now ? t('reports.page.reading', { at: time(report.readyAt) }) : t('reports.page.open')}
        </Chip>
      )}
      {isOlder ? <Chip>{t('reports.page.countedAt', { at: time(report.countedAt) })}</Chip> : null}
    </>
  );
};

/** On paper there is no bar above the page. */
const PrintHead = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { day } = useFormat();
  return (
    <header className={styles.printHead}>
      <b>{report.journey.name}</b> · {t('reports.page.sendDay', { day: day(report.day) })}
    </header>
  );
};

const NothingSent = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon="reports"
      title={t('reports.page.noDaysTitle')}
      body={t('reports.page.noDaysBody')}
      action={<Link to={`/journeys/${id}`}>{t('reports.page.noDaysAction')}</Link>}
    />
  );
};
