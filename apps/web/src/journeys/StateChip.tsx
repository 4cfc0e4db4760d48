import type { JourneyState } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../ui/Chip.js';

const TONES: Readonly<Record<JourneyState, Tone>> = {
  draft: 'plain',
  running: 'live',
  paused: 'warn',
  stopped: 'plain',
  finished: 'plain',
};

export const StateChip = ({ state }: { state: JourneyState }) => {
  const { t } = useTranslation();
  return (
    <Chip tone={TONES[state]} dot={state === 'running'}>
      {t(`journeys.state.${state}`)}
    </Chip>
  );
};
