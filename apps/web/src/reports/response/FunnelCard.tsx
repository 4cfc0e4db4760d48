import type { Report } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, Num } from '../../ui/index.js';
import { amountsOf } from './amounts.js';
import { type FunnelRow, funnelRows, suppressedPeople } from './funnel.js';
import { useOpen } from './opened.js';
import styles from './report.module.css';

/** Everyone decided on, and how far they came. */
export const FunnelCard = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  return (
    <Card title={t('reports.funnel.title')} lead={t('reports.funnel.question')}>
      <div className={styles.funnel}>
        {funnelRows(report).map((row) => (
          <Step key={row.step} row={row} machine={report.machineOpened} />
        ))}
      </div>
      <Suppressed suppressed={report.suppressed} />
      <Besides report={report} />
    </Card>
  );
};

const Step = ({ row, machine }: { row: FunnelRow; machine: number }) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const open = useOpen();
  const label = t(`reports.funnel.${row.step}`);
  const isOfTargeted = row.step === 'heldOut' || row.step === 'suppressed' || row.step === 'delivered';
  return (
    <>
      <span>{label}</span>
      <div className={styles.bar} aria-hidden="true">
        {row.machine > row.width ? <span data-tone="machine" style={{ width: `${row.machine * 100}%` }} /> : null}
        <span data-tone={row.tone} style={{ width: `${row.width * 100}%` }} />
      </div>
      <b className={styles.people}>
        <Num value={row.people} label={label} onOpen={() => open({ what: row.step, label, people: row.people })} />
      </b>
      <span
        className={styles.share}
        title={row.share === null ? undefined : t(isOfTargeted ? 'reports.funnel.ofTargeted' : 'reports.funnel.ofDelivered')}
      >
        {row.share === null ? '' : percent(row.share)}
        {row.step === 'opened' && machine > 0 ? (
          <span className={styles.machine}>{t('reports.funnel.machine', { people: number(machine) })}</span>
        ) : null}
      </span>
    </>
  );
};

const Suppressed = ({ suppressed }: Pick<Report, 'suppressed'>) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const reasons = Object.entries(suppressed)
    .filter(([, people]) => people > 0)
    .sort(([, one], [, other]) => other - one);
  if (reasons.length === 0) return <p className={styles.foot}>{t('reports.funnel.noneSuppressed')}</p>;
  return (
    <p className={styles.foot}>
      {t('reports.funnel.suppressedBy', { people: number(suppressedPeople(suppressed)) })}
      {reasons.map(([reason, people]) => `${t(`reasons.${reason}`)} ${number(people)}`).join(' · ')}
    </p>
  );
};

/** What happened to few, and the money: in one line below the bars. */
const Besides = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const few = (['bounced', 'unsubscribed', 'complained', 'failed', 'unknown', 'pending'] as const).filter((what) => report[what] > 0);
  const told = few.map((what) => t(`reports.besides.${what}`, { people: number(report[what]) }));
  const amount = amountsOf(report, { money });
  const value = amount === '' ? [] : [t('reports.funnel.value', { amount })];
  const all = [...value, ...told];
  return all.length === 0 ? null : <p className={styles.foot}>{all.join(' · ')}</p>;
};
