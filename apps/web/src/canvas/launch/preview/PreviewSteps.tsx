import type { PreviewStep } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { usePurposeWords } from '../../../customers/privacy/purpose-words.js';
import { useFormat } from '../../../i18n/format.js';
import { useNodeName } from '../../edit/bars/useNodeName.js';
import styles from './preview.module.css';

/** What each step did with the person, in words. */
const useReason = () => {
  const { t } = useTranslation();
  const { dateTime, percent } = useFormat();
  const { reasonOf: wordsOf } = usePurposeWords();
  return ({ code, values }: PreviewStep['because']): string => {
    const { until, reason, purpose, by, share, ...rest } = values;
    return t(`preview.because.${code}`, {
      ...rest,
      ...(share ? { share: percent(Number(share), 0) } : {}),
      ...(until ? { until: dateTime(until) } : {}),
      ...(reason ? { reason: wordsOf(reason, purpose) } : {}),
      ...(by ? { by: t(`forecast.because.${by}`, { defaultValue: by }) } : {}),
    });
  };
};

export const PreviewSteps = ({ steps }: { steps: readonly PreviewStep[] }) => {
  const nameOf = useNodeName();
  const reasonOf = useReason();
  const { dateTime } = useFormat();
  return (
    <ol className={styles.steps}>
      {steps.map(({ nodeId, at, because }) => (
        <li key={`${nodeId} ${at}`}>
          <time dateTime={at} className="tiny faint">
            {dateTime(at)}
          </time>
          <span>
            <b>{nameOf(nodeId)}</b> <span className="muted">{reasonOf(because)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
};
