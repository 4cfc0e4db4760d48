import { NumberInput } from '@mantine/core';
import { routes, type Settings } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Card, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';
import { SaveRow } from './SaveRow.js';

const CHANNELS = ['email', 'sms'] as const;

/** How many minor units a unit of a currency has. */
const minorOf = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** What a message costs by each channel; kept in minor units, asked for in whole ones. */
export const PricesCard = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeSettings);
  const [prices, setPrices] = useState(settings.prices);
  const save = useWrite(routes.changeSettings, { refreshes: ['/settings'], onDone: () => toastDone(t('settings.saved')) });
  const minor = minorOf(settings.currency);
  const set = (channel: string, value: string | number): void => {
    const { [channel]: _, ...others } = prices;
    setPrices(typeof value === 'number' ? { ...others, [channel]: Number((value * minor).toFixed(4)) } : others);
  };
  return (
    <Card title={t('settings.prices.title')} lead={t('settings.prices.lead')}>
      <div className={styles.form}>
        {CHANNELS.map((channel) => (
          <NumberInput
            key={channel}
            label={t(`settings.prices.${channel}`, { currency: settings.currency })}
            value={prices[channel] === undefined ? '' : prices[channel] / minor}
            onChange={(value) => set(channel, value)}
            min={0}
            max={10_000}
            decimalScale={5}
            readOnly={!may}
          />
        ))}
        <SaveRow may={may} busy={save.isPending} onSave={() => save.mutate({ body: { prices } })} />
      </div>
    </Card>
  );
};
