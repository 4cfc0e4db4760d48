import { Select, TextInput } from '@mantine/core';
import { type BodyOf, LOCALES, routes, type Settings, UNAPPROVED_TAGS } from '@wayfare/contracts';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain, fieldError } from '../../api/problem.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';

type Fields = Pick<Settings, 'name' | 'timeZone' | 'locale' | 'currency' | 'reportAt' | 'unapprovedTags'>;
const fieldsOf = ({ name, timeZone, locale, currency, reportAt, unapprovedTags }: Settings): Fields => ({
  ...{ name, timeZone, locale, currency, reportAt, unapprovedTags },
});

/** How a currency or a zone is called stands beside its code, so that either can be searched for. */
const useChoices = () => {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
    const currencies = Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} · ${names.of(value)}` }));
    const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
    return { currencies, zones };
  }, [i18n.language]);
};

export const WorkspaceTab = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const { day } = useFormat();
  const may = useMay(routes.changeSettings);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(settings));
  const { currencies, zones } = useChoices();
  const save = useWrite(routes.changeSettings, { quiet: true, refreshes: ['/'], onDone: () => toastDone(t('settings.saved')) });
  const isDirty = JSON.stringify(fields) !== JSON.stringify(fieldsOf(settings));
  const set = (change: Partial<Fields>): void => setFields({ ...fields, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body: BodyOf<typeof routes.changeSettings> = fields;
    save.mutate({ body });
  };
  return (
    <Card title={t('settings.tabs.workspace')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t('settings.workspace.name')}
          value={fields.name}
          readOnly={!may}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('settings.workspace.timeZone')}
          description={t('settings.workspace.timeZoneHint')}
          searchable
          limit={80}
          data={zones.includes(fields.timeZone) ? zones : [fields.timeZone, ...zones]}
          value={fields.timeZone}
          readOnly={!may}
          error={fieldError(save.error, 'timeZone')}
          onChange={(timeZone) => set(timeZone ? { timeZone } : {})}
        />
        <Select
          label={t('settings.workspace.currency')}
          searchable
          limit={80}
          data={currencies}
          value={fields.currency}
          readOnly={!may}
          error={fieldError(save.error, 'currency')}
          onChange={(currency) => set(currency ? { currency } : {})}
        />
        <Select
          label={t('settings.workspace.locale')}
          data={LOCALES.map((value) => ({ value, label: t(`settings.locales.${value}`) }))}
          value={fields.locale}
          readOnly={!may}
          onChange={(value) => {
            const locale = LOCALES.find((one) => one === value);
            if (locale) set({ locale });
          }}
        />
        <TextInput
          label={t('settings.workspace.reportAt')}
          type="time"
          w={160}
          value={fields.reportAt}
          readOnly={!may}
          onChange={(event) => set({ reportAt: event.currentTarget.value })}
        />
        <Select
          label={t('settings.workspace.unapprovedTags')}
          description={t('settings.workspace.unapprovedTagsHint')}
          data={UNAPPROVED_TAGS.map((value) => ({ value, label: t(`settings.workspace.unapproved.${value}`) }))}
          value={fields.unapprovedTags}
          readOnly={!may}
          allowDeselect={false}
          onChange={(value) => {
            const unapprovedTags = UNAPPROVED_TAGS.find((one) => one === value);
            if (unapprovedTags) set({ unapprovedTags });
          }}
        />
        <p className="faint small">
          {t('settings.workspace.today', { today: day(settings.today) })} {settings.virtualClock ? t('settings.workspace.virtual') : ''}
        </p>
        {save.error ? (
          <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
            {explain(save.error, t)}
          </p>
        ) : null}
        {may ? (
          <div>
            <Button
              kind="seal"
              type="submit"
              disabled={!isDirty || fields.name.trim() === '' || fields.reportAt === ''}
              busy={save.isPending}
            >
              {t('settings.save')}
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
};
