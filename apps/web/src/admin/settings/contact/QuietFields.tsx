import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OptionalPart } from '../../../ui/OptionalPart.js';
import styles from './contact.module.css';
import { CHANNELS, faultIn, type QuietHours, type Rules } from './rules.js';

const NIGHT: QuietHours = { from: '21:00', to: '09:00' };

/** When nobody is written to, by their own clock. */
export const QuietFields = ({ rules, change, may }: { rules: Rules; change(part: Partial<Rules>): void; may: boolean }) => {
  const { t } = useTranslation();
  const { quietHours } = rules;
  const set = (part: Partial<QuietHours>): void => change({ quietHours: { ...(quietHours ?? NIGHT), ...part } });
  const fault = faultIn(rules);
  const time = (which: 'from' | 'to', value: string) => (
    <TextInput
      className={styles.time}
      type="time"
      label={t(`settings.contact.${which}`)}
      value={value}
      readOnly={!may}
      onChange={(event) => set({ [which]: event.currentTarget.value })}
    />
  );
  return (
    <OptionalPart
      label={t('settings.contact.quiet')}
      hint={t('settings.contact.quietHint')}
      on={quietHours !== null}
      onToggle={(on) => may && change({ quietHours: on ? NIGHT : null })}
    >
      {quietHours ? (
        <>
          <div className={styles.row}>
            {time('from', quietHours.from)}
            {time('to', quietHours.to)}
            <MultiSelect
              className={styles.wide}
              label={t('settings.contact.channels')}
              placeholder={quietHours.channels ? undefined : t('settings.contact.allChannels')}
              data={CHANNELS.map((channel) => ({ value: channel, label: t(`common.channel.${channel}`) }))}
              value={quietHours.channels ?? []}
              readOnly={!may}
              onChange={(channels) =>
                change({ quietHours: { from: quietHours.from, to: quietHours.to, ...(channels.length > 0 ? { channels } : {}) } })
              }
            />
          </div>
          {fault ? <p className="bad small">{t(`settings.contact.fault.${fault}`)}</p> : null}
        </>
      ) : null}
    </OptionalPart>
  );
};
