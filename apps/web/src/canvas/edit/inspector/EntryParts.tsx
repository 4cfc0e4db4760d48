import { NumberInput, Switch } from '@mantine/core';
import { type JourneySettings, USUAL_PRIORITY } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { OptionalPart } from '../../../ui/OptionalPart.js';
import { DurationField } from '../../form/DurationField.js';

interface EntryPartsProps {
  readonly settings: JourneySettings;
  change(next: JourneySettings, thing: string): void;
}

const CAPS = ['run', 'hour', 'day'] as const;
const FIRST = 500;

/** How fast an audience comes in, and whether the first of it come in alone. */
export const EntryParts = ({ settings, change }: EntryPartsProps) => {
  const { t } = useTranslation();
  const { entryCap, blastGuard, breaker } = settings;
  return (
    <>
      <OptionalPart
        label={t('canvas.settings.entryCap')}
        hint={t('canvas.settings.entryCapHint')}
        on={entryCap !== undefined}
        onToggle={(on) => change({ ...settings, entryCap: on ? { hour: 1000 } : undefined }, 'entryCap')}
      >
        {CAPS.map((cap) => (
          <NumberInput
            key={cap}
            label={t(`canvas.settings.cap.${cap}`)}
            placeholder={t('canvas.settings.noCap')}
            min={1}
            allowDecimal={false}
            thousandSeparator=","
            value={entryCap?.[cap] ?? ''}
            onChange={(most) =>
              change(
                { ...settings, entryCap: { ...entryCap, [cap]: typeof most === 'number' && most >= 1 ? most : undefined } },
                `entryCap.${cap}`,
              )
            }
          />
        ))}
      </OptionalPart>
      <OptionalPart
        label={t('canvas.settings.blastGuard')}
        hint={t('canvas.settings.blastGuardHint')}
        on={blastGuard !== undefined}
        onToggle={(on) => change({ ...settings, blastGuard: on ? { first: FIRST } : undefined }, 'blastGuard')}
      >
        <NumberInput
          label={t('canvas.settings.first')}
          min={1}
          allowDecimal={false}
          thousandSeparator=","
          value={blastGuard?.first ?? FIRST}
          onChange={(first) =>
            typeof first === 'number' && first >= 1 && change({ ...settings, blastGuard: { first } }, 'blastGuard.first')
          }
        />
      </OptionalPart>
      <OptionalPart
        label={t('canvas.settings.breaker')}
        hint={t('canvas.settings.breakerHint')}
        on={breaker !== undefined}
        onToggle={(on) => change({ ...settings, breaker: on ? { most: 1000, within: 'PT1H' } : undefined }, 'breaker')}
      >
        {breaker ? (
          <>
            <NumberInput
              label={t('canvas.settings.breakerMost')}
              min={1}
              allowDecimal={false}
              thousandSeparator=","
              value={breaker.most}
              onChange={(most) =>
                typeof most === 'number' && most >= 1 && change({ ...settings, breaker: { ...breaker, most } }, 'breaker.most')
              }
            />
            <DurationField
              label={t('canvas.settings.breakerWithin')}
              value={breaker.within}
              onChange={(within) => change({ ...settings, breaker: { ...breaker, within } }, 'breaker.within')}
            />
          </>
        ) : null}
      </OptionalPart>
      <NumberInput
        label={t('canvas.settings.priority')}
        description={t('canvas.settings.priorityHint')}
        placeholder={String(USUAL_PRIORITY)}
        min={1}
        max={9}
        allowDecimal={false}
        value={settings.priority ?? ''}
        onChange={(priority) =>
          change(
            { ...settings, priority: typeof priority === 'number' && priority >= 1 && priority <= 9 ? priority : undefined },
            'priority',
          )
        }
      />
      <Switch
        size="sm"
        color="var(--good)"
        label={t('canvas.settings.refuseWhilePaused')}
        description={t('canvas.settings.refuseWhilePausedHint')}
        checked={settings.whilePaused === 'refuse'}
        onChange={(event) => change({ ...settings, whilePaused: event.currentTarget.checked ? 'refuse' : undefined }, 'whilePaused')}
      />
    </>
  );
};
