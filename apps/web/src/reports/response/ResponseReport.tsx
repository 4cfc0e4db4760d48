import type { Report } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { tight } from '../../i18n/spacing.js';
import { ArmsCard } from './ArmsCard.js';
import { ExperimentsCard } from './ExperimentsCard.js';
import { FunnelCard } from './FunnelCard.js';
import { LeadText } from './LeadText.js';
import { LiftCard } from './LiftCard.js';
import { NextSteps } from './NextSteps.js';
import { NodesCard } from './NodesCard.js';
import { OpenContext, type Opened } from './opened.js';
import { ReadingsCard } from './ReadingsCard.js';
import { ReportListDialog } from './ReportListDialog.js';
import { ReportPeopleDrawer } from './ReportPeopleDrawer.js';
import styles from './report.module.css';

/** One send day of one journey, from the answer in words down to every person behind it. */
export const ResponseReport = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [listed, setListed] = useState<Opened | null>(null);
  const silent: Opened = { what: 'notResponded', label: t('reports.funnel.notResponded'), people: report.delivered - report.responded };
  const listOf = (people: Opened): void => {
    setOpened(null);
    setListed(people);
  };
  return (
    <OpenContext value={setOpened}>
      <LeadText report={report} />
      {report.targeted === 0 ? null : (
        <>
          <div className={styles.grid}>
            <FunnelCard report={report} />
            <LiftCard report={report} />
          </div>
          {report.byArm.length > 0 ? <ArmsCard report={report} /> : null}
          <ExperimentsCard journeyId={report.journey.id} />
          <NextSteps report={report} onMakeList={() => listOf(silent)} />
          <ReadingsCard report={report} />
          {report.byNode.length > 0 ? <NodesCard report={report} /> : null}
        </>
      )}
      <Definitions report={report} />
      {opened ? (
        <ReportPeopleDrawer report={report} opened={opened} onClose={() => setOpened(null)} onMakeList={() => listOf(opened)} />
      ) : null}
      {listed ? (
        <ReportListDialog key={listed.label + number(listed.people)} report={report} opened={listed} onClose={() => setListed(null)} />
      ) : null}
    </OpenContext>
  );
};

/** What the words of this report mean: which event counts, for how long, in which zone a day begins. */
const Definitions = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { duration } = useFormat();
  const { response, goal } = report;
  const window = duration(response.window);
  const said = [
    response.event === null ? t('reports.page.countsAsClick', { window }) : t('reports.page.countsAs', { event: response.event, window }),
    ...(goal ? [t('reports.page.goal', { event: goal.event, window: duration(goal.window) })] : []),
    t('reports.page.zone', { zone: report.timeZone }),
  ];
  return <p className="faint small">{tight(said.join(' '))}</p>;
};
