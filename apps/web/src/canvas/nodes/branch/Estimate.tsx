import type { NodeDataByKind } from '@wayfare/journey';
import type { Condition } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import { audienceCondition, isCountable, useCounts } from '../../form/count.js';
import { Labeled } from '../../form/Labeled.js';
import type { Sheet } from '../../sheet/sheet.js';
import { upstream } from '../../sheet/wires.js';
import { useCanvas } from '../../store/context.js';
import styles from './Estimate.module.css';
import { partings } from './parting.js';

interface EstimateProps {
  readonly nodeId: string;
  readonly paths: NodeDataByKind['branch']['paths'];
}

/** Everyone who can come to a node from an audience; `null` where somebody enters by an event, or nobody is chosen yet. */
const peopleBefore = (sheet: Sheet, nodeId: string): Condition | null => {
  const before = upstream(sheet, nodeId);
  const entries = sheet.nodes.filter((node) => before.has(node.id) && (node.type === 'audience' || node.type === 'event-entry'));
  const audiences = entries.map((node) => (node.type === 'audience' ? audienceCondition(node.data) : null));
  const known = audiences.filter((condition) => isCountable(condition));
  if (known.length === 0 || known.length < audiences.length) return null;
  return known.length === 1 ? (known[0] ?? null) : { any: known };
};

/** How the people of the audience would part now: counted while one edits. */
export const Estimate = ({ nodeId, paths }: EstimateProps) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const audience = useCanvas((state) => JSON.stringify(peopleBefore(state.sheet, nodeId)));
  const everyone = JSON.parse(audience) as Condition | null;
  const [all, ...each] = useCounts([everyone, ...partings(everyone, paths)]);
  if (!all || each.some((count) => count === undefined)) return null;
  const counts = each.map((count) => count?.count ?? 0);
  const others = Math.max(0, all.count - counts.reduce((sum, count) => sum + count, 0));
  const parts = [
    ...paths.map((path, at) => ({ id: path.id, name: path.name, people: counts[at] ?? 0 })),
    { id: 'else', name: t('nodes.way.else'), people: others },
  ];
  const milliseconds = [all, ...each].reduce((sum, count) => sum + (count?.milliseconds ?? 0), 0);
  return (
    <Labeled label={t('nodes.branch.estimate')}>
      <div className={styles.box}>
        <div className={styles.bar} aria-hidden="true">
          {parts.map((part) => (
            <span key={part.id} data-else={part.id === 'else' || undefined} style={{ flexGrow: part.people }} />
          ))}
        </div>
        <ul>
          {parts.map((part) => (
            <li key={part.id}>
              <span className="ellipsis">{part.name}</span>
              <b>{number(part.people)}</b>
              <span className="faint">{all.count === 0 ? '' : percent(part.people / all.count, 0)}</span>
            </li>
          ))}
        </ul>
        <p className="faint tiny">{t('nodes.branch.estimated', { count: all.count, seconds: (milliseconds / 1000).toFixed(1) })}</p>
      </div>
    </Labeled>
  );
};
