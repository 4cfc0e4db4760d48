import type { Report } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, Num } from '../../ui/index.js';
import { amountsPerHead } from './amounts.js';
import { verdictOf } from './lift-rows.js';
import { useOpen } from './opened.js';
import styles from './report.module.css';

type Arm = Report['byArm'][number];

/** Arms side by side; those left alone stand last, as what the others are measured against. */
export const ArmsCard = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const arms = [...report.byArm].sort((one, other) => Number(one.control) - Number(other.control));
  const heads = ['people', 'delivered', 'responded', 'rate', 'conversionRate', 'perHead', 'lift', 'interval'] as const;
  return (
    <Card title={t('reports.arms.title')} lead={t('reports.arms.question')}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('reports.arms.arm')}</th>
              {heads.map((head) => (
                <th key={head}>{t(`reports.arms.${head}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {arms.map((arm) => (
              <ArmRow key={`${arm.nodeId}:${arm.armId}`} arm={arm} currency={report.currency} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
};

const ArmRow = ({ arm, currency }: { arm: Arm; currency: string }) => {
  const { t } = useTranslation();
  const { percent, money } = useFormat();
  const open = useOpen();
  const number = (what: 'targeted' | 'delivered' | 'responded', people: number) => {
    const label = `${t(`reports.funnel.${what}`)} · ${arm.name}`;
    return <Num value={people} label={label} onOpen={() => open({ what, nodeId: arm.nodeId, armId: arm.armId, label, people })} />;
  };
  const none = t('reports.arms.none');
  return (
    <tr>
      <td>{arm.control ? t('reports.arms.control', { name: arm.name }) : <b>{arm.name}</b>}</td>
      <td>{number('targeted', arm.people)}</td>
      <td>{arm.control ? none : number('delivered', arm.delivered)}</td>
      <td>{number('responded', arm.responded)}</td>
      <td>
        <b>{percent(arm.responseRate, 2)}</b>
      </td>
      <td>{percent(arm.conversionRate, 2)}</td>
      <td>{arm.people === 0 ? none : amountsPerHead({ ...arm, currency }, arm.people, { money })}</td>
      <LiftCells arm={arm} />
    </tr>
  );
};

const LiftCells = ({ arm }: { arm: Arm }) => {
  const { t } = useTranslation();
  const { points, pointInterval } = useFormat();
  if (!arm.lift) {
    return (
      <>
        <td className="faint">{arm.control ? t('reports.arms.baseline') : t('reports.arms.none')}</td>
        <td />
      </>
    );
  }
  return (
    <>
      <td>
        <b data-verdict={verdictOf(arm.lift)}>{points(arm.lift.difference, 2)}</b>
      </td>
      <td>{pointInterval(arm.lift.low, arm.lift.high, 2)}</td>
    </>
  );
};
