import { Modal, Radio, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { ROLES, type Role, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer } from '../../ui/index.js';
import styles from '../admin.module.css';

/** Makes a token, shows it once, and forgets it. */
export const CreateTokenDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('manager');
  const create = useWrite(routes.createToken, { refreshes: ['/tokens'] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate({ body: { name: name.trim(), role } });
  };
  const token = create.data?.token;
  return (
    <Modal
      opened
      onClose={onClose}
      title={token ? t('settings.tokens.onceTitle') : t('settings.tokens.create')}
      closeOnClickOutside={!token}
      size={520}
    >
      {token ? (
        <Once token={token} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <div className="stack">
            <TextInput
              label={t('settings.tokens.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Radio.Group
              label={t('settings.tokens.role')}
              value={role}
              onChange={(value) => setRole(ROLES.find((one) => one === value) ?? 'reviewer')}
            >
              <div className="stack" style={{ marginTop: 6 }}>
                {ROLES.map((value) => (
                  <Radio key={value} value={value} label={t(`app.role.${value}`)} description={t(`settings.people.roles.${value}`)} />
                ))}
              </div>
            </Radio.Group>
          </div>
          <Footer>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="seal" type="submit" disabled={name.trim() === ''} busy={create.isPending}>
              {t('settings.tokens.make')}
            </Button>
          </Footer>
        </form>
      )}
    </Modal>
  );
};

const Once = ({ token, onClose }: { token: string; onClose(): void }) => {
  const { t } = useTranslation();
  const clipboard = useClipboard();
  return (
    <>
      <div className="stack">
        <p className="muted">{t('settings.tokens.onceLead')}</p>
        <p className={styles.once}>
          <span className="grow">{token}</span>
          <Button small icon="copy" onClick={() => clipboard.copy(token)}>
            {clipboard.copied ? t('settings.tokens.copied') : t('settings.tokens.copy')}
          </Button>
        </p>
      </div>
      <Footer>
        <Button kind="seal" onClick={onClose}>
          {t('settings.tokens.done')}
        </Button>
      </Footer>
    </>
  );
};
