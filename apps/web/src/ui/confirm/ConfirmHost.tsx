import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button.js';
import { Footer } from '../Footer.js';
import { useQuestion } from './confirm.js';

const Form = ({ asked }: { asked: NonNullable<ReturnType<typeof useQuestion.getState>['asked']> }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const ready = asked.typed === undefined || typed.trim() === asked.typed;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) asked.answer(true);
  };
  return (
    <form onSubmit={submit}>
      <div className="stack">
        <div className="muted">{asked.affects}</div>
        {asked.typed === undefined ? null : (
          <TextInput
            label={t('common.typeToConfirm', { name: asked.typed })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
      </div>
      <Footer>
        <Button onClick={() => asked.answer(false)}>{t('common.cancel')}</Button>
        <Button kind="danger" type="submit" disabled={!ready} {...(asked.typed === undefined ? { 'data-autofocus': true } : {})}>
          {asked.action}
        </Button>
      </Footer>
    </form>
  );
};

/** Stands once in the app and shows whatever `confirmDestructive` asks. */
export const ConfirmHost = () => {
  const asked = useQuestion((state) => state.asked);
  return (
    <Modal opened={asked !== null} onClose={() => asked?.answer(false)} title={asked?.title} size={440}>
      {asked ? <Form asked={asked} /> : null}
    </Modal>
  );
};
