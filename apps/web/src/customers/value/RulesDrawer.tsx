import { Drawer, NumberInput, Select, TextInput } from '@mantine/core';
import { routes, type TierRules, type ValueOverview, type ValueSettings, valueSettingsSchema } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, ErrorNote, Footer, Segmented, toastDone } from '../../ui/index.js';
import styles from './value.module.css';

const DEFAULTS: Readonly<Record<TierRules['by'], TierRules>> = {
  customers: { by: 'customers', shares: [0.05, 0.2, 0.5] },
  value: { by: 'value', shares: [0.5, 0.8, 0.95] },
  amount: { by: 'amount', from: [5000, 2000, 500] },
  rfm: { by: 'rfm', from: [13, 10, 7] },
};
const RHYTHM: ValueSettings['stages']['overdue'] = {
  ...{ by: 'rhythm', riskAfter: 2, lapsedAfter: 4, usualDays: 60, shortestDays: 14, longestDays: 180 },
};
const DAYS: ValueSettings['stages']['overdue'] = { by: 'days', riskAfter: 90, lapsedAfter: 180 };
const NAMES = ['L1', 'L2', 'L3'] as const;
const BY = ['customers', 'value', 'amount', 'rfm'] as const;

interface PartProps<Value> {
  readonly value: Value;
  onChange(value: Value): void;
}

/** The rules of value, tiers and stages, with how many would be in each tier before they are saved. */
export const RulesDrawer = ({ overview, onClose }: { overview: ValueOverview; onClose(): void }) => {
  const { t } = useTranslation();
  const [settings, setSettings] = useState(overview.settings);
  const save = useWrite(routes.changeValueSettings, {
    refreshes: ['/value'],
    onDone: () => {
      toastDone(t('value.edit.saved'));
      onClose();
    },
  });
  const isRight = valueSettingsSchema.safeParse(settings).success;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isRight) save.mutate({ body: settings });
  };
  return (
    <Drawer opened onClose={onClose} title={t('value.edit.title')} size={480}>
      <form onSubmit={submit} className="stack">
        <p className="muted small">{t('value.edit.lead')}</p>
        <TextInput
          label={t('value.edit.currency')}
          description={t('value.edit.currencyHint')}
          placeholder={overview.currency}
          maxLength={3}
          value={settings.currency ?? ''}
          onChange={(event) => setSettings({ ...settings, currency: event.currentTarget.value.trim().toUpperCase() || null })}
        />
        <Days
          label={t('value.edit.window')}
          value={settings.windowDays}
          onChange={(windowDays) => setSettings({ ...settings, windowDays })}
        />
        <Tiers value={settings.tiers} onChange={(tiers) => setSettings({ ...settings, tiers })} />
        <Stages value={settings.stages} onChange={(stages) => setSettings({ ...settings, stages })} />
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isRight} busy={save.isPending}>
            {t('value.edit.save')}
          </Button>
        </Footer>
      </form>
    </Drawer>
  );
};

const Days = ({ label, value, onChange, decimals = 0 }: PartProps<number> & { label: string; decimals?: number }) => (
  <NumberInput label={label} value={value} min={1} max={3650} decimalScale={decimals} onChange={(next) => onChange(Number(next))} />
);

const three = (numbers: readonly number[]): [number, number, number] => [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];

const Tiers = ({ value, onChange }: PartProps<TierRules>) => {
  const { t } = useTranslation();
  const isShare = 'shares' in value;
  const numbers = isShare ? value.shares.map((share) => Math.round(share * 1000) / 10) : value.from;
  const set = (at: number, number: number): void => {
    const next = three(numbers.map((one, index) => (index === at ? number : one)));
    onChange(isShare ? { ...value, shares: three(next.map((one) => one / 100)) } : { ...value, from: next });
  };
  return (
    <>
      <Select
        label={t('value.edit.tiers')}
        data={BY.map((by) => ({ value: by, label: t(`value.edit.tiersBy.${by}`) }))}
        value={value.by}
        allowDeselect={false}
        onChange={(by) => onChange(DEFAULTS[BY.find((one) => one === by) ?? 'customers'])}
      />
      <div className={styles.three}>
        {NAMES.map((tier, at) => (
          <NumberInput
            key={tier}
            label={t(isShare ? 'value.edit.upTo' : 'value.edit.from', { tier })}
            value={numbers[at] ?? 0}
            min={0}
            decimalScale={value.by === 'rfm' ? 0 : 1}
            onChange={(next) => set(at, Number(next))}
          />
        ))}
      </div>
      <Preview tiers={value} />
    </>
  );
};

const Preview = ({ tiers }: { tiers: TierRules }) => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const isRight = valueSettingsSchema.shape.tiers.safeParse(tiers).success;
  const preview = useRead(routes.previewTiers, { body: { tiers } }, { enabled: isRight, keep: true });
  if (!isRight) return <p className={styles.bad}>{t('value.edit.bad')}</p>;
  if (preview.error) return <ErrorNote error={preview.error} />;
  const rows = preview.data?.tiers ?? [];
  const all = rows.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className={styles.preview} aria-live="polite">
      <b className="small">{t('value.edit.preview')}</b>
      <ul>
        {rows.map(({ tier, people, value }) => (
          <li key={tier}>{t('value.edit.previewRow', { tier, count: people, share: percent(all > 0 ? value / all : 0) })}</li>
        ))}
      </ul>
    </div>
  );
};

const Stages = ({ value, onChange }: PartProps<ValueSettings['stages']>) => {
  const { t } = useTranslation();
  const { overdue } = value;
  const set = (change: Partial<typeof overdue>): void => onChange({ ...value, overdue: Object.assign({}, overdue, change) });
  const times = overdue.by === 'rhythm';
  return (
    <>
      <h3 className={styles.sub}>{t('value.edit.stages')}</h3>
      <div className={styles.pair}>
        <Days label={t('value.edit.newDays')} value={value.newDays} onChange={(newDays) => onChange({ ...value, newDays })} />
        <Days
          label={t('value.edit.loyal')}
          value={value.loyalPurchases}
          onChange={(loyalPurchases) => onChange({ ...value, loyalPurchases })}
        />
      </div>
      <span className="small">{t('value.edit.overdue')}</span>
      <Segmented
        label={t('value.edit.overdue')}
        value={overdue.by}
        options={(['rhythm', 'days'] as const).map((by) => ({ value: by, label: t(`value.edit.overdueBy.${by}`) }))}
        onChange={(by) => onChange({ ...value, overdue: by === 'rhythm' ? RHYTHM : DAYS })}
      />
      <div className={styles.pair}>
        <Days
          label={t(times ? 'value.edit.riskTimes' : 'value.edit.riskDays')}
          value={overdue.riskAfter}
          decimals={times ? 1 : 0}
          onChange={(riskAfter) => set({ riskAfter })}
        />
        <Days
          label={t(times ? 'value.edit.lapsedTimes' : 'value.edit.lapsedDays')}
          value={overdue.lapsedAfter}
          decimals={times ? 1 : 0}
          onChange={(lapsedAfter) => set({ lapsedAfter })}
        />
      </div>
      {overdue.by === 'rhythm' ? (
        <div className={styles.three}>
          <Days label={t('value.edit.usual')} value={overdue.usualDays} onChange={(usualDays) => set({ usualDays })} />
          <Days label={t('value.edit.shortest')} value={overdue.shortestDays} onChange={(shortestDays) => set({ shortestDays })} />
          <Days label={t('value.edit.longest')} value={overdue.longestDays} onChange={(longestDays) => set({ longestDays })} />
        </div>
      ) : null}
    </>
  );
};
