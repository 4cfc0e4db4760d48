import type { Report } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, Segmented } from '../../ui/index.js';
import { LiftChart } from './LiftChart.js';
import { type LiftRow, liftRows } from './lift-rows.js';
import styles from './report.module.css';

const MEASURES = ['response', 'conversion'] as const;
type Measure = (typeof MEASURES)[number];

const rowsFor = (report: Report, measure: Measure): LiftRow[] =>
  measure === 'response' ? liftRows(report) : liftRows({ byArm: [], lift: report.conversionLift });

/** What the sending added: treated against held out, with what this size can and cannot show. */
export const LiftCard = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const { points } = useFormat();
  const [measure, setMeasure] = useState<Measure>('response');
  const rows = rowsFor(report, measure);
  const smallest = (measure === 'response' ? report.lift : report.conversionLift)?.minimumDetectable;
  const measures = MEASURES.map((value) => ({ value, label: t(`reports.lift.${value}`) }));
  const toggle = report.conversionLift ? (
    <Segmented<Measure> label={t('reports.lift.title')} value={measure} options={measures} onChange={setMeasure} />
  ) : null;
  return (
    <Card title={t('reports.lift.title')} lead={t('reports.lift.question')} actions={toggle}>
      {rows.length === 0 ? <NobodyHeldOut /> : <LiftChart rows={rows} />}
      <p className={styles.foot}>
        {smallest === undefined ? null : t('reports.lift.smallest', { points: points(smallest).replace('+', '') })}
        {report.sampleRatio ? <Ratio sampleRatio={report.sampleRatio} /> : null}
      </p>
    </Card>
  );
};

const NobodyHeldOut = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.none}>
      <b>{t('reports.lift.noneTitle')}</b>
      <p className="muted small">{t('reports.lift.noneBody')}</p>
    </div>
  );
};

const Ratio = ({ sampleRatio }: { sampleRatio: { ok: boolean; p: number } }) => {
  const { t } = useTranslation();
  if (sampleRatio.ok) return t('reports.lift.ratioOk');
  return <span className={styles.bad}>{t('reports.lift.ratioBroken', { p: sampleRatio.p.toExponential(1) })}</span>;
};
