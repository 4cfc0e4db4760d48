import { Modal, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { explain } from '../api/problem.js';
import { Button } from '../ui/Button.js';
import { ButtonLink } from '../ui/ButtonLink.js';
import { Footer } from '../ui/Footer.js';
import { useAdopt } from './session.js';

/** Over a page whose session has ended: the same person signs in again, and finds everything as it stood. */
export const SignInAgain = ({ email }: { email: string }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const adopt = useAdopt();
  const [password, setPassword] = useState('');
  const signIn = useWrite(routes.signIn, {
    quiet: true,
    onDone: async (me) => {
      await adopt(me);
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ body: { email, password } });
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('app.signIn.again')}
    >
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{t('app.signIn.againLead', { email })}</p>
          <PasswordInput
            label={t('app.signIn.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={signIn.error ? explain(signIn.error, t) : undefined}
            data-autofocus
          />
        </div>
        <Footer>
          <ButtonLink to="/sign-in">{t('app.signIn.other')}</ButtonLink>
          <Button kind="seal" type="submit" disabled={password === ''} busy={signIn.isPending}>
            {t('app.signIn.submit')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
