import { TextInput } from '@mantine/core';
import type { JourneySettings } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { OptionalPart } from '../../../ui/OptionalPart.js';

interface QuietPartProps {
  readonly settings: JourneySettings;
  change(next: JourneySettings, thing: string): void;
  readonly error: string | undefined;
}

const NIGHT = { from: '21:00', to: '09:00' };

/** Quiet hours of the journey's own, in place of the workspace's. */
export const QuietPart = ({ settings, change, error }: QuietPartProps) => {
  const { t } = useTranslation();
  const { quietHours } = settings;
  const time = (which: 'from' | 'to', value: string) => (
    <TextInput
      type="time"
      label={t(`settings.contact.${which}`)}
      value={value}
      error={which === 'to' ? error : undefined}
      onChange={(event) =>
        change({ ...settings, quietHours: { ...(quietHours ?? NIGHT), [which]: event.currentTarget.value } }, `quietHours.${which}`)
      }
    />
  );
  return (
    <OptionalPart
      label={t('canvas.settings.quietHours')}
      hint={t(quietHours ? 'canvas.settings.quietHoursHint' : 'canvas.settings.quietHoursDefault')}
      on={quietHours !== undefined}
      onToggle={(on) => change({ ...settings, quietHours: on ? NIGHT : undefined }, 'quietHours')}
    >
      {quietHours ? (
        <>
          {time('from', quietHours.from)}
          {time('to', quietHours.to)}
        </>
      ) : null}
    </OptionalPart>
  );
};
