import { NumberInput } from '@mantine/core';
import { routes, type Settings } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../../api/hooks.js';
import { useMay } from '../../../app/session.js';
import { Card, toastDone } from '../../../ui/index.js';
import styles from '../../admin.module.css';
import { SaveRow } from '../SaveRow.js';
import { CapFields } from './CapFields.js';
import { HolidayFields } from './HolidayFields.js';
import { QuietFields } from './QuietFields.js';
import { faultIn, type Rules, rulesOf, toSave } from './rules.js';

const PERCENT = 100;

/** When, and how often, people may be written to: the rules that every journey keeps. */
export const ContactTab = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeSettings);
  const [rules, setRules] = useState<Rules>(() => rulesOf(settings));
  const save = useWrite(routes.changeSettings, { refreshes: ['/settings'], onDone: () => toastDone(t('settings.saved')) });
  const change = (part: Partial<Rules>): void => setRules({ ...rules, ...part });
  const isDirty = JSON.stringify(toSave(rules)) !== JSON.stringify(toSave(rulesOf(settings)));
  const parts = { rules, change, may };
  return (
    <Card title={t('settings.contact.title')} lead={t('settings.contact.lead')}>
      <div className={styles.form}>
        <QuietFields {...parts} />
        <HolidayFields {...parts} />
        <CapFields {...parts} />
        <NumberInput
          label={t('settings.contact.holdout')}
          description={t('settings.contact.holdoutHint')}
          min={0}
          max={50}
          decimalScale={1}
          suffix=" %"
          value={Math.round(rules.globalHoldout * PERCENT * 10) / 10}
          readOnly={!may}
          onChange={(share) => typeof share === 'number' && change({ globalHoldout: Math.min(50, Math.max(0, share)) / PERCENT })}
        />
        <SaveRow
          may={may}
          disabled={!isDirty || faultIn(rules) !== null}
          busy={save.isPending}
          onSave={() => save.mutate({ body: toSave(rules) })}
        />
      </div>
    </Card>
  );
};
