import { Checkbox } from '@mantine/core';
import { routes, type Settings } from '@wayfare/contracts';
import { consentKeyOf } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead, useWrite } from '../../../api/hooks.js';
import { useMay } from '../../../app/session.js';
import { usePurposeWords } from '../../../customers/privacy/purpose-words.js';
import { Card, toastDone } from '../../../ui/index.js';
import styles from '../../admin.module.css';
import { SaveRow } from '../SaveRow.js';

/** What counts only when people have confirmed it by the link of a mail, and which journey sends that mail. */
export const ConfirmCard = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeSettings);
  const { aboutOf } = usePurposeWords();
  const [chosen, setChosen] = useState(settings.confirmConsent);
  const { data } = useRead(routes.purposes);
  const save = useWrite(routes.changeSettings, { refreshes: ['/settings'], onDone: () => toastDone(t('settings.saved')) });
  const offered = (data?.items ?? []).filter(({ key, basis, isArchived }) => {
    const isChosen = chosen.includes(consentKeyOf('email', key));
    return isChosen || (basis !== 'service' && !isArchived);
  });
  const keys = ['email', ...offered.map(({ key }) => consentKeyOf('email', key))];
  const isUnsent = data !== undefined && settings.confirmConsent.length > 0 && data.confirmedBy.length === 0;
  return (
    <Card title={t('privacy.confirm.title')} lead={t('privacy.confirm.lead')}>
      <div className={styles.form}>
        <Checkbox.Group label={t('privacy.confirm.what')} value={chosen} onChange={setChosen}>
          <div className="stack">
            {keys.map((key) => (
              <Checkbox key={key} value={key} label={aboutOf(key)} disabled={!may} />
            ))}
          </div>
        </Checkbox.Group>
        <p className="muted small">{t('privacy.confirm.how')}</p>
        {data && data.confirmedBy.length > 0 ? (
          <p className="small">
            {t('privacy.confirm.sentBy')}{' '}
            {data.confirmedBy.map(({ id, name }) => (
              <Link key={id} to={`/journeys/${id}`}>
                {name}
              </Link>
            ))}
          </p>
        ) : null}
        {isUnsent ? (
          <p className="small" role="alert">
            {t('privacy.confirm.unsent')} <Link to="/journeys">{t('privacy.confirm.make')}</Link>
          </p>
        ) : null}
        <SaveRow may={may} busy={save.isPending} onSave={() => save.mutate({ body: { confirmConsent: chosen } })} />
      </div>
    </Card>
  );
};
