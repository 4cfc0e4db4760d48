import { Modal, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../api/hooks.js';
import { Button, Footer, Icon } from '../ui/index.js';
import styles from './content.module.css';
import { STARTERS, type Starter, starterOf } from './starters/starters.js';

/** Nobody begins with an empty page: one picks a ready template in one's own language, and changes it. */
export const CreateTemplateDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [starter, setStarter] = useState<Starter>('blank');
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? t(`content.starters.${starter}.name`);
  const create = useWrite(routes.createTemplate, { refreshes: ['/templates'], onDone: ({ id }) => void navigate(`/content/${id}`) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate({ body: { name: name.trim(), ...starterOf(starter, t) } });
  };
  return (
    <Modal opened onClose={onClose} title={t('content.create.title')} size={560}>
      <form onSubmit={submit}>
        <div className="stack">
          <div className={styles.starters} role="radiogroup" aria-label={t('content.create.begin')}>
            {STARTERS.map((one) => (
              <label key={one} className={styles.starter}>
                <input type="radio" name="starter" className="visually-hidden" checked={starter === one} onChange={() => setStarter(one)} />
                <Icon name={one === 'webhook' ? 'hook' : 'mail'} />
                <span>
                  <b>{t(`content.starters.${one}.name`)}</b>
                  <span className="muted small">{t(`content.starters.${one}.lead`)}</span>
                </span>
              </label>
            ))}
          </div>
          <TextInput
            label={t('content.create.name')}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={name.trim() === ''} busy={create.isPending}>
            {t('content.create.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
