import { type Journey, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { StateChip } from '../../journeys/StateChip.js';
import { Chip } from '../../ui/Chip.js';

/** How the journey stands: which version runs, whether the draft is ahead of it, and who is inside. */
export const JourneyChips = ({ journey }: { journey: Journey }) => {
  const { t } = useTranslation();
  const { version, state, draftAhead } = journey;
  const live = useRead(routes.live, { id: journey.id }, { enabled: version !== null });
  if (version === null) return <StateChip state={state} />;
  const inside = live.data?.inside ?? 0;
  return (
    <>
      <Chip tone={state === 'running' ? 'live' : state === 'paused' ? 'warn' : 'plain'} dot={state === 'running'}>
        {t(`canvas.stateOfVersion.${state}`, { version })}
      </Chip>
      {draftAhead ? <Chip>{t('canvas.draftOf', { version: version + 1 })}</Chip> : null}
      {inside > 0 ? <Chip>{t('canvas.insideNow', { count: inside })}</Chip> : null}
    </>
  );
};
