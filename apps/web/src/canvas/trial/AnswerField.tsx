import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../form/DurationField.js';
import { type Answer, NO_ANSWER, type stepsToAnswer } from './script.js';
import styles from './trial.module.css';

interface AnswerFieldProps {
  readonly node: ReturnType<typeof stepsToAnswer>[number];
  readonly value: Answer;
  onChange(answer: Answer): void;
}

const OFFERED: Readonly<Record<AnswerFieldProps['node']['type'], readonly Answer['does'][]>> = {
  send: ['nothing', 'opened', 'clicked'],
  task: ['nothing', 'done'],
  'wait-event': ['nothing', 'event'],
};

/** What the test people do at one step, and how long after they came there. */
export const AnswerField = ({ node, value, onChange }: AnswerFieldProps) => {
  const { t } = useTranslation();
  const offered = OFFERED[node.type];
  const name = node.data.name || t(`nodes.kind.${node.type}`);
  return (
    <div className={styles.answer}>
      <Select
        label={name}
        data={offered.map((does) => ({
          value: does,
          label: t(`testRun.does.${node.type}.${does}`, { event: node.type === 'wait-event' ? node.data.event : '' }),
        }))}
        value={value.does}
        allowDeselect={false}
        onChange={(next) => onChange({ ...value, does: offered.find((does) => does === next) ?? NO_ANSWER.does })}
      />
      {value.does === 'nothing' ? null : (
        <DurationField
          label={t('testRun.after', { name })}
          value={value.after}
          units={['minutes', 'hours', 'days']}
          onChange={(after) => onChange({ ...value, after: after || NO_ANSWER.after })}
        />
      )}
    </div>
  );
};
