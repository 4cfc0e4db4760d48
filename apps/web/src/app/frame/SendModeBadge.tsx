import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Chip, type Tone } from '../../ui/Chip.js';
import { Tip } from '../../ui/Tip.js';
import { useWorkspace } from '../workspace.js';

const TONES: Readonly<Record<'live' | 'test' | 'never', Tone>> = { live: 'plain', test: 'warn', never: 'warn' };

/** Whether anything that is sent reaches customers: visible on every page, since nothing matters more. */
export const SendModeBadge = () => {
  const { t } = useTranslation();
  const { sendMode } = useWorkspace();
  return (
    <Tip label={t(`app.sendMode.${sendMode}Hint`)}>
      <Link to="/settings">
        <Chip tone={TONES[sendMode]}>{t(`app.sendMode.${sendMode}`)}</Chip>
      </Link>
    </Tip>
  );
};
