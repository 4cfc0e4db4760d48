import type { LaunchSheet } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.js';
import bars from '../edit/bars/bars.module.css';
import { useNodeName } from '../edit/bars/useNodeName.js';
import { sayProblem } from '../problems/say.js';

/** What stands in the way, and what one should know; each leads to its step. */
export const Problems = ({ problems, onJump }: { problems: LaunchSheet['problems']; onJump(nodeId: string | null): void }) => {
  const { t } = useTranslation();
  const nameOf = useNodeName();
  if (problems.length === 0) return null;
  return (
    <section>
      <h3>{t('canvas.launchSheet.problems')}</h3>
      <div className={bars.list}>
        {problems.map((problem, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything but their place
          <button key={at} type="button" data-severity={problem.severity} onClick={() => onJump(problem.nodeId)}>
            <Icon name={problem.severity === 'error' ? 'error' : 'warning'} size={15} />
            <span>
              <b>{problem.nodeId === null ? t('canvas.problems.whole') : nameOf(problem.nodeId)}</b>
              <span className="muted">{sayProblem(problem, t)}</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
};
