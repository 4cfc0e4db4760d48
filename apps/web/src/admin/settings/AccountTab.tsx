import { PasswordInput, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain, fieldError } from '../../api/problem.js';
import { useAdopt, useMe } from '../../app/session.js';
import { Button, Card, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';

const SHORTEST = 10;

/** One's own name and password. */
export const AccountTab = () => {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <Card title={t('settings.tabs.account')} lead={t('settings.account.lead')}>
        {me?.user ? <Name key={me.user.name} name={me.user.name} /> : null}
      </Card>
      <Card title={t('settings.account.change')}>
        <Password />
      </Card>
    </>
  );
};

const Name = ({ name: before }: { name: string }) => {
  const { t } = useTranslation();
  const adopt = useAdopt();
  const [name, setName] = useState(before);
  const save = useWrite(routes.changeMe, {
    onDone: async (me) => {
      await adopt(me);
      toastDone(t('settings.saved'));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ body: { name: name.trim() } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('settings.account.name')}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={name.trim() === '' || name.trim() === before} busy={save.isPending}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
};

const Password = () => {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useWrite(routes.changeMe, {
    quiet: true,
    onDone: () => {
      toastDone(t('settings.account.changed'));
      setCurrent('');
      setNext('');
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ body: { currentPassword: current, password: next } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={t('settings.account.current')}
        autoComplete="current-password"
        value={current}
        error={
          fieldError(save.error, 'currentPassword') ??
          (save.error && !fieldError(save.error, 'password') ? explain(save.error, t) : undefined)
        }
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('settings.account.next')}
        description={t('settings.account.nextHint')}
        autoComplete="new-password"
        value={next}
        error={fieldError(save.error, 'password')}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={current === '' || next.length < SHORTEST} busy={save.isPending}>
          {t('settings.account.change')}
        </Button>
      </div>
    </form>
  );
};
