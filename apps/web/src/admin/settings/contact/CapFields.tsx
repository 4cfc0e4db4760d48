import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Labeled } from '../../../canvas/form/Labeled.js';
import { Button, IconButton } from '../../../ui/index.js';
import styles from './contact.module.css';
import { type Cap, CHANNELS, type Rules } from './rules.js';

const WINDOWS = ['hour', 'day', 'week', 'month'] as const;
const OVER = ['defer', 'skip'] as const;
const ALL = 'all';
const NEW_CAP: Cap = { per: 'week', max: 3, over: 'defer' };

const channelOf = (channel: string | null): Pick<Cap, 'channel'> => (channel === null || channel === ALL ? {} : { channel });

/** How often somebody may be written to, by all journeys together. */
export const CapFields = ({ rules, change, may }: { rules: Rules; change(part: Partial<Rules>): void; may: boolean }) => {
  const { t } = useTranslation();
  const caps = rules.caps ?? [];
  const set = (at: number, cap: Cap): void => change({ caps: caps.map((one, place) => (place === at ? cap : one)) });
  return (
    <Labeled label={t('settings.contact.caps')} hint={t('settings.contact.capsHint')}>
      <div className="stack">
        {caps.map((cap, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place until it is saved
          <div className={styles.row} key={at}>
            <span className="small">{t('settings.contact.atMost')}</span>
            <NumberInput
              className={styles.number}
              aria-label={t('settings.contact.max')}
              min={1}
              max={1000}
              allowDecimal={false}
              value={cap.max}
              readOnly={!may}
              onChange={(max) => typeof max === 'number' && max >= 1 && set(at, { ...cap, max })}
            />
            <Select
              className={styles.choice}
              aria-label={t('settings.contact.channel')}
              data={[ALL, ...CHANNELS].map((channel) => ({
                value: channel,
                label: channel === ALL ? t('settings.contact.allMessages') : t(`common.channel.${channel}`),
              }))}
              value={cap.channel ?? ALL}
              readOnly={!may}
              onChange={(channel) =>
                set(at, { per: cap.per, max: cap.max, ...(cap.over ? { over: cap.over } : {}), ...channelOf(channel) })
              }
            />
            <Select
              className={styles.choice}
              aria-label={t('settings.contact.window')}
              data={WINDOWS.map((per) => ({ value: per, label: t(`settings.contact.per.${per}`) }))}
              value={cap.per}
              readOnly={!may}
              onChange={(value) => set(at, { ...cap, per: WINDOWS.find((per) => per === value) ?? cap.per })}
            />
            <Select
              className={styles.wide}
              aria-label={t('settings.contact.over')}
              data={OVER.map((over) => ({ value: over, label: t(`settings.contact.${over}`) }))}
              value={cap.over ?? 'defer'}
              readOnly={!may}
              onChange={(value) => set(at, { ...cap, over: OVER.find((over) => over === value) ?? 'defer' })}
            />
            {may ? (
              <IconButton
                icon="close"
                label={t('settings.contact.removeCap')}
                onClick={() => change({ caps: caps.filter((_, place) => place !== at) })}
              />
            ) : null}
          </div>
        ))}
        {may ? (
          <div>
            <Button small icon="plus" onClick={() => change({ caps: [...caps, NEW_CAP] })}>
              {t('settings.contact.addCap')}
            </Button>
          </div>
        ) : null}
      </div>
    </Labeled>
  );
};
