import { Modal, PasswordInput, Radio, TextInput } from '@mantine/core';
import { ROLES, type Role, routes, type User } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain, fieldError } from '../../api/problem.js';
import { Button, Footer, toastDone } from '../../ui/index.js';

const SHORTEST = 10;

/** Makes an account with a first password. */
export const AddPersonDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('manager');
  const create = useWrite(routes.createUser, {
    quiet: true,
    refreshes: ['/users'],
    onDone: (user) => {
      toastDone(t('settings.people.added', { name: user.name }));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate({ body: { name: name.trim(), email: email.trim(), password, role } });
  };
  return (
    <Modal opened onClose={onClose} title={t('settings.people.create')}>
      <form onSubmit={submit} autoComplete="off">
        <div className="stack">
          <TextInput
            label={t('settings.people.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t('settings.people.email')}
            type="email"
            value={email}
            error={fieldError(create.error, 'email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Radio.Group
            label={t('settings.people.role')}
            value={role}
            onChange={(value) => setRole(ROLES.find((one) => one === value) ?? 'reviewer')}
          >
            <div className="stack" style={{ marginTop: 6 }}>
              {ROLES.map((value) => (
                <Radio key={value} value={value} label={t(`app.role.${value}`)} description={t(`settings.people.roles.${value}`)} />
              ))}
            </div>
          </Radio.Group>
          <PasswordInput
            label={t('settings.people.password')}
            description={t('settings.people.passwordHint')}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {create.error ? (
            <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
              {explain(create.error, t)}
            </p>
          ) : null}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="seal"
            type="submit"
            disabled={name.trim() === '' || !email.includes('@') || password.length < SHORTEST}
            busy={create.isPending}
          >
            {t('settings.people.add')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};

/** Gives someone a new password, who has forgotten theirs. */
export const PasswordDialog = ({ user, onClose }: { user: User; onClose(): void }) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const change = useWrite(routes.changeUser, {
    onDone: ({ name }) => {
      toastDone(t('settings.people.changed', { name }));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ id: user.id, body: { password } });
  };
  return (
    <Modal opened onClose={onClose} title={t('settings.people.passwordTitle', { name: user.name })}>
      <form onSubmit={submit}>
        <PasswordInput
          label={t('settings.people.newPassword')}
          description={t('settings.people.passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
        />
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={password.length < SHORTEST} busy={change.isPending}>
            {t('settings.save')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
