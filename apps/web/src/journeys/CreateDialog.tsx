import { Modal, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../api/hooks.js';
import { Button } from '../ui/Button.js';
import { FamilyIcon } from '../ui/FamilyIcon.js';
import { Footer } from '../ui/Footer.js';
import styles from './journeys.module.css';
import { STARTERS, type StarterKey, starterGraph } from './starters.js';

type Choice = 'blank' | StarterKey;
const CHOICES = [{ key: 'blank', family: 'exit', icon: 'file' } as const, ...STARTERS];

/** A new journey: its name, and what it begins with. */
export const CreateDialog = ({ opened, onClose }: { opened: boolean; onClose(): void }) => {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('journeys.create')} size={620}>
      {opened ? <CreateForm onClose={onClose} /> : null}
    </Modal>
  );
};

const CreateForm = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [choice, setChoice] = useState<Choice>('blank');
  const create = useWrite(routes.createJourney, { refreshes: ['/journeys'], onDone: ({ id }) => void navigate(`/journeys/${id}`) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const graph = choice === 'blank' ? {} : { graph: starterGraph(choice, t) };
    create.mutate({ body: { name: name.trim() || t('journeys.untitled'), ...graph } });
  };
  return (
    <form onSubmit={submit}>
      <div className="stack">
        <TextInput
          label={t('common.name')}
          placeholder={t('journeys.nameExample')}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={styles.choices} role="radiogroup" aria-label={t('journeys.beginWith')}>
          {CHOICES.map(({ key, family, icon }) => (
            <label key={key}>
              <input type="radio" className="visually-hidden" name="starter" checked={choice === key} onChange={() => setChoice(key)} />
              <FamilyIcon family={family} name={icon} size={28} />
              <span>
                <b>{t(`journeys.starter.${key}.name`)}</b>
                <span className="muted small">{t(`journeys.starter.${key}.about`)}</span>
              </span>
            </label>
          ))}
        </div>
      </div>
      <Footer>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="seal" type="submit" busy={create.isPending}>
          {t('journeys.create')}
        </Button>
      </Footer>
    </form>
  );
};
