import type { Replay, ReplayFrame } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import overlay from '../published/published.module.css';
import { type Totals as Sums, standingElsewhere } from './frames.js';
import { stepName } from './sentence.js';

interface TotalsProps {
  readonly totals: Sums;
  readonly frame: ReplayFrame;
  readonly steps: Replay['steps'];
  /** The steps of the drawing that is shown. */
  readonly shown: ReadonlySet<string>;
}

/** What had come together by the day that is shown: who had entered, who was inside, which version ran, and who stood where its drawing has no step any more. */
export const Totals = ({ totals, frame, steps, shown }: TotalsProps) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const elsewhere = standingElsewhere(frame, shown, steps);
  return (
    <>
      <div className={overlay.summary} role="status" aria-label={t('canvas.live.summary')}>
        {(['entered', 'inside', 'exited'] as const).map((key) => (
          <div key={key}>
            <b>{number(totals[key])}</b>
            <span>{t(`canvas.live.total.${key}`)}</span>
          </div>
        ))}
        {frame.version === null ? null : (
          <div>
            <b>v{frame.version}</b>
            <span>{t('canvas.replay.version')}</span>
          </div>
        )}
      </div>
      {elsewhere.length > 0 ? (
        <div className={overlay.door} role="note">
          <p className="small">{t('canvas.replay.elsewhere')}</p>
          {elsewhere.map(({ step, people }) => (
            <p key={step.id} className="small muted">
              {t('canvas.replay.elsewhereAt', { count: people, name: stepName(step, t) })}
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
};
