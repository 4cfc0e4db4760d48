import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/Icon.js';
import { sayProblem } from '../../problems/say.js';
import type { CanvasProblem } from '../../store/canvas-store.js';
import styles from './Inspector.module.css';

/** What is about the place of a step in the drawing; everything else is said at the field that can mend it. */
const OF_THE_PLACE: ReadonlySet<string> = new Set([
  'duplicate_id',
  'reserved_id',
  'unreachable',
  'leads_nowhere',
  'missing_target',
  'unknown_handle',
  'two_edges_from_one_handle',
  'edge_into_entry',
  'cycle',
  'control_arm_sends',
  'no_entry',
  'no_send',
  'missing_source',
]);

export const Notes = ({ problems }: { problems: readonly CanvasProblem[] }) => {
  const { t } = useTranslation();
  const leftOut = problems.some((problem) => problem.code === 'unreachable');
  // a step that lies about need not lead anywhere yet
  const notes = problems.filter((problem) => OF_THE_PLACE.has(problem.code) && !(leftOut && problem.code === 'leads_nowhere'));
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything but their place
        <li key={at} data-severity={problem.severity}>
          <Icon name={problem.severity === 'error' ? 'error' : 'warning'} size={14} />
          {sayProblem(problem, t)}
        </li>
      ))}
    </ul>
  );
};
