import type { Live } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Icon } from '../../ui/Icon.js';
import overlay from '../published/published.module.css';

/** A journey that has paused itself says why, and that nobody is lost. */
export const PauseNote = ({ pause }: { pause: Live['pause'] }) => {
  const { t } = useTranslation();
  const { dateTime, duration, number } = useFormat();
  if (!pause?.breaker) return null;
  const { most, within, people } = pause.breaker;
  return (
    <div className={overlay.door} role="alert">
      <p className="small">
        <Icon name="warning" size={14} />{' '}
        {t('canvas.live.breaker', { at: dateTime(pause.from), people: number(people), within: duration(within), most: number(most) })}
      </p>
    </div>
  );
};
