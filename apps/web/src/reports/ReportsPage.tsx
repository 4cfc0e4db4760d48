import { routes, type SendDay } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { ButtonLink, Chip, type Column, DataTable, EmptyState, Num, Page } from '../ui/index.js';

/** Every send day of every journey, newest first: each is one report. */
export const ReportsPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useWorkspace();
  const navigate = useNavigate();
  const pages = usePages(routes.sendDays);
  const columns: Column<SendDay>[] = [
    {
      key: 'day',
      head: t('reports.days.day'),
      width: 220,
      cell: ({ day }) => (
        <span className="row">
          <b>{format.day(day)}</b>
          {day === today ? (
            <Chip tone="live" dot>
              {t('reports.days.today')}
            </Chip>
          ) : null}
        </span>
      ),
    },
    { key: 'journey', head: t('reports.days.journey'), cell: ({ journeyName }) => journeyName },
    { key: 'sent', head: t('reports.days.sent'), numeric: true, width: 120, cell: ({ sent }) => <Num value={sent} /> },
    { key: 'heldOut', head: t('reports.days.heldOut'), numeric: true, width: 120, cell: ({ heldOut }) => <Num value={heldOut} /> },
    {
      key: 'suppressed',
      head: t('reports.days.suppressed'),
      numeric: true,
      width: 120,
      cell: ({ suppressed }) => <Num value={suppressed} />,
    },
  ];
  return (
    <>
      <PageTop title={t('reports.title')} />
      <Page>
        <p className="muted">{t('reports.days.lead')}</p>
        <DataTable
          label={t('reports.title')}
          columns={columns}
          pages={pages}
          rowKey={({ journeyId, day }) => `${journeyId}:${day}`}
          onRow={({ journeyId, day }) => void navigate(`/journeys/${journeyId}/report?day=${day}`)}
          empty={
            <EmptyState
              icon="reports"
              title={t('reports.days.emptyTitle')}
              body={t('reports.days.emptyBody')}
              action={<ButtonLink to="/journeys">{t('reports.days.emptyAction')}</ButtonLink>}
            />
          }
        />
      </Page>
    </>
  );
};
