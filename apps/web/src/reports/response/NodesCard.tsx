import type { Report } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { channelName } from '../../audiences/condition/names.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Num } from '../../ui/index.js';
import { amountsOf } from './amounts.js';
import { suppressedPeople } from './funnel.js';
import { useOpen } from './opened.js';
import styles from './report.module.css';

type NodeReport = Report['byNode'][number];
const COLUMNS = ['sent', 'delivered', 'suppressed', 'bounced', 'opened', 'clicked', 'unsubscribed', 'responded'] as const;

/** Each send of the journey by itself. */
export const NodesCard = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  return (
    <Card title={t('reports.nodes.title')} lead={t('reports.nodes.question')}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('reports.nodes.node')}</th>
              {COLUMNS.map((column) => (
                <th key={column}>{t(`reports.nodes.${column}`)}</th>
              ))}
              <th>{t('reports.nodes.rate')}</th>
              {report.goal ? <th>{t('reports.nodes.money')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {report.byNode.map((node) => (
              <NodeRow key={node.nodeId} node={node} currency={report.goal ? report.currency : null} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
};

/** @param currency null where the journey has no goal, and so no money */
const NodeRow = ({ node, currency }: { node: NodeReport; currency: string | null }) => {
  const { t } = useTranslation();
  const { percent, money } = useFormat();
  const open = useOpen();
  const peopleIn = (column: (typeof COLUMNS)[number]): number =>
    column === 'suppressed' ? suppressedPeople(node.suppressed) : node[column];
  return (
    <tr>
      <td>
        <b>{node.name}</b> <span className="faint">{channelName(node.channel, t)}</span>
      </td>
      {COLUMNS.map((column) => {
        const label = `${t(`reports.funnel.${column}`)} · ${node.name}`;
        const people = peopleIn(column);
        return (
          <td key={column}>
            <Num value={people} label={label} onOpen={() => open({ what: column, nodeId: node.nodeId, label, people })} />
          </td>
        );
      })}
      <td>
        <b>{node.responseRate === null ? t('reports.arms.none') : percent(node.responseRate, 2)}</b>
      </td>
      {currency === null ? null : <td>{amountsOf({ ...node, currency }, { money }) || t('reports.arms.none')}</td>}
    </tr>
  );
};
