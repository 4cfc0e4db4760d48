import { PasswordInput, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useWrite } from '../api/hooks.js';
import { explain } from '../api/problem.js';
import { Button } from '../ui/Button.js';
import { Mark } from '../ui/Mark.js';
import { LanguageSwitch } from './frame/LanguageSwitch.js';
import styles from './SignInPage.module.css';
import { safeNext } from './safe-next.js';
import { useAdopt } from './session.js';

export const SignInPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const adopt = useAdopt();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useWrite(routes.signIn, {
    quiet: true,
    onDone: async (me) => {
      await adopt(me);
      await navigate(safeNext(search.get('next')), { replace: true });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ body: { email: email.trim(), password } });
  };
  return (
    <main className={styles.page}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <form className={styles.form} onSubmit={submit}>
        <Mark size={40} />
        <h1>{t('app.signIn.title')}</h1>
        <p className="muted">{t('app.signIn.lead')}</p>
        <TextInput
          label={t('app.signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('app.signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={signIn.error ? explain(signIn.error, t) : undefined}
        />
        <Button kind="seal" type="submit" busy={signIn.isPending} wide>
          {t('app.signIn.submit')}
        </Button>
      </form>
      <p className={`${styles.foot} faint small`}>{t('app.signIn.foot')}</p>
    </main>
  );
};
