import { TagsInput } from '@mantine/core';
import { routes, type Settings } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Card, confirmDestructive, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';
import { SaveRow } from './SaveRow.js';

const MODES = ['live', 'test', 'never'] as const satisfies readonly Settings['sendMode'][];
const ADDRESS = /^\S+@\S+\.\S+$/;

/** Whether what is sent reaches people, each choice with what it means. */
export const SendingTab = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeSettings);
  const [mode, setMode] = useState(settings.sendMode);
  const [addresses, setAddresses] = useState([...settings.testAddresses]);
  const save = useWrite(routes.changeSettings, { refreshes: ['/settings', '/home'], onDone: () => toastDone(t('settings.saved')) });
  const wrong = addresses.find((address) => !ADDRESS.test(address));
  const isDirty = mode !== settings.sendMode || addresses.join() !== settings.testAddresses.join();
  const ask = async (): Promise<void> => {
    const question = {
      title: t('settings.sending.toLiveTitle'),
      affects: t('settings.sending.toLiveAffects'),
      action: t('settings.sending.toLiveAction'),
    };
    const goesLive = mode === 'live' && settings.sendMode !== 'live';
    if (!goesLive || (await confirmDestructive(question))) save.mutate({ body: { sendMode: mode, testAddresses: addresses } });
  };
  return (
    <Card title={t('settings.sending.title')} lead={t('settings.sending.lead')}>
      <div className={styles.form}>
        <div className={styles.modes} role="radiogroup" aria-label={t('settings.sending.title')}>
          {MODES.map((value) => (
            <label key={value} className={styles.mode}>
              <input type="radio" name="send-mode" checked={mode === value} disabled={!may} onChange={() => setMode(value)} />
              <span>
                <b>{t(`settings.sending.${value}`)}</b>
                <span className="muted small">{t(`settings.sending.${value}Body`)}</span>
              </span>
            </label>
          ))}
        </div>
        <TagsInput
          label={t('settings.sending.addresses')}
          description={t('settings.sending.addressesHint')}
          value={addresses}
          onChange={setAddresses}
          acceptValueOnBlur
          readOnly={!may}
          splitChars={[',', ';', ' ']}
          error={wrong === undefined ? undefined : t('settings.sending.notAnAddress', { address: wrong })}
        />
        <SaveRow may={may} disabled={!isDirty || wrong !== undefined} busy={save.isPending} onSave={() => void ask()} />
      </div>
    </Card>
  );
};
