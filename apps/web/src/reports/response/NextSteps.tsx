import { type Report, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/index.js';
import { suppressedPeople } from './funnel.js';
import { nextSteps } from './lead.js';
import { useOpen } from './opened.js';
import styles from './report.module.css';

/** What to do with the answer: the people it is about become a list, and the list a journey. */
export const NextSteps = ({ report, onMakeList }: { report: Report; onMakeList(): void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const open = useOpen();
  const people = suppressedPeople(report.suppressed);
  return nextSteps(report, t, format).map(({ code, sentence }) => (
    <section key={code} className={styles.next}>
      <b>{t('reports.next.title')}</b>
      <p className="grow muted">{sentence}</p>
      {code === 'next_non_responders' ? (
        <>
          <Button onClick={onMakeList}>{t('reports.next.makeList')}</Button>
          <StartJourney report={report} />
        </>
      ) : (
        <Button onClick={() => open({ what: 'suppressed', label: t('reports.funnel.suppressed'), people })}>
          {t('reports.next.whyLeftOut')}
        </Button>
      )}
    </section>
  ));
};

const StartJourney = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { day } = useFormat();
  const navigate = useNavigate();
  const may = useMay(routes.createJourney);
  const name = t('reports.next.journeyName', { journey: report.journey.name });
  const entry = t('reports.next.entryName', { day: day(report.day) });
  const create = useWrite(routes.createJourney, { refreshes: ['/journeys'], onDone: ({ id }) => void navigate(`/journeys/${id}`) });
  const makeList = useWrite(routes.createList, {
    refreshes: ['/lists'],
    onDone: (list) => {
      const node = {
        id: 'entry',
        type: 'audience' as const,
        position: { x: 320, y: 80 },
        data: { name: entry, listId: list.id, reentry: { policy: 'never' as const } },
      };
      create.mutate({ body: { name, graph: { nodes: [node], edges: [], settings: {} } } });
    },
  });
  if (!may) return null;
  const start = (): void =>
    makeList.mutate({
      body: {
        name: `${report.journey.name} · ${entry}`,
        from: { report: { journeyId: report.journey.id, day: report.day, what: 'notResponded' } },
      },
    });
  return (
    <Button kind="seal" busy={makeList.isPending || create.isPending} onClick={start}>
      {t('reports.next.startJourney')}
    </Button>
  );
};
