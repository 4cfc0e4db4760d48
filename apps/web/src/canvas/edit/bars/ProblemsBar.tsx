import { Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../ui/Chip.js';
import { Icon } from '../../../ui/Icon.js';
import { sayProblem } from '../../problems/say.js';
import { useCanvas } from '../../store/context.js';
import { useJump } from '../useJump.js';
import styles from './bars.module.css';
import { useNodeName } from './useNodeName.js';

/** What is not right yet: the first of it in words, all of it in one click, and a jump to each. */
export const ProblemsBar = () => {
  const { t } = useTranslation();
  const problems = useCanvas((state) => state.problems);
  const nameOf = useNodeName();
  const jump = useJump();
  const [opened, setOpened] = useState(false);
  const [first] = problems;
  if (!first) return null;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const go = (nodeId: string | null): void => {
    setOpened(false);
    jump(nodeId);
  };
  return (
    <div className={`${styles.bar} ${styles.problems}`} role="status">
      <Popover opened={opened} onChange={setOpened} position="top" width={360} trapFocus>
        <Popover.Target>
          <button type="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <Chip tone={errors > 0 ? 'bad' : 'warn'}>{t('canvas.problems.count', { count: problems.length })}</Chip>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.list}>
            {problems.map((problem, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything but their place
              <button key={at} type="button" data-severity={problem.severity} onClick={() => go(problem.nodeId)}>
                <Icon name={problem.severity === 'error' ? 'error' : 'warning'} size={15} />
                <span>
                  <b>{problem.nodeId === null ? t('canvas.problems.whole') : nameOf(problem.nodeId)}</b>
                  <span className="muted">{sayProblem(problem, t)}</span>
                </span>
              </button>
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <span className="grow ellipsis">{sayProblem(first, t)}</span>
      <button type="button" className={styles.go} onClick={() => go(first.nodeId)}>
        {t('canvas.problems.go')}
      </button>
    </div>
  );
};
