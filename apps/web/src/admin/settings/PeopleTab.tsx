import { Menu, Select } from '@mantine/core';
import { ROLES, routes, type User } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMe } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Chip, confirmDestructive, ErrorNote, Icon, IconButton, Loading, toastDone } from '../../ui/index.js';
import { AddPersonDialog, PasswordDialog } from './PersonDialogs.js';
import table from './table.module.css';

/** Who may sign in, and as what. */
export const PeopleTab = () => {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const [renewed, setRenewed] = useState<User | null>(null);
  const users = useRead(routes.users);
  return (
    <Card
      title={t('settings.tabs.people')}
      lead={t('settings.people.lead')}
      actions={
        <Button kind="seal" icon="plus" onClick={() => setAdding(true)}>
          {t('settings.people.create')}
        </Button>
      }
    >
      {users.error && !users.data ? <ErrorNote error={users.error} retry={() => void users.refetch()} /> : null}
      {!users.data && !users.error ? <Loading lines={3} /> : null}
      {users.data ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('settings.people.name')}</th>
              <th>{t('settings.people.email')}</th>
              <th>{t('settings.people.role')}</th>
              <th>{t('settings.people.lastSeen')}</th>
              <th aria-label={t('common.edit')} />
            </tr>
          </thead>
          <tbody>
            {users.data.items.map((user) => (
              <Person key={user.id} user={user} onPassword={() => setRenewed(user)} />
            ))}
          </tbody>
        </table>
      ) : null}
      {isAdding ? <AddPersonDialog onClose={() => setAdding(false)} /> : null}
      {renewed ? <PasswordDialog user={renewed} onClose={() => setRenewed(null)} /> : null}
    </Card>
  );
};

const Person = ({ user, onPassword }: { user: User; onPassword(): void }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const me = useMe();
  const isMe = me?.user?.id === user.id;
  const change = useWrite(routes.changeUser, {
    refreshes: ['/users', '/me'],
    onDone: ({ name }) => toastDone(t('settings.people.changed', { name })),
  });
  const lock = async (): Promise<void> => {
    const question = {
      title: t('settings.people.disableTitle', { name: user.name }),
      affects: t('settings.people.disableAffects', { name: user.name }),
      action: t('settings.people.disableAction'),
    };
    if (await confirmDestructive(question)) change.mutate({ id: user.id, body: { disabled: true } });
  };
  return (
    <tr data-quiet={user.disabled || undefined}>
      <td>
        <span className="row">
          <b>{user.name}</b>
          {isMe ? <Chip>{t('settings.people.you')}</Chip> : null}
          {user.disabled ? <Chip tone="warn">{t('settings.people.disabled')}</Chip> : null}
        </span>
      </td>
      <td className="muted">{user.email}</td>
      <td>
        <Select
          size="xs"
          w={140}
          aria-label={`${user.name}: ${t('settings.people.role')}`}
          data={ROLES.map((value) => ({ value, label: t(`app.role.${value}`) }))}
          value={user.role}
          disabled={isMe}
          onChange={(value) => {
            const role = ROLES.find((one) => one === value);
            if (role && role !== user.role) change.mutate({ id: user.id, body: { role } });
          }}
        />
      </td>
      <td className="muted small">{user.lastSeenAt ? dateTime(user.lastSeenAt) : t('settings.people.never')}</td>
      <td>
        <Menu position="bottom-end" width={190}>
          <Menu.Target>
            <IconButton icon="more" label={`${user.name} …`} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="edit" size={14} />} onClick={onPassword}>
              {t('settings.people.newPassword')}
            </Menu.Item>
            {user.disabled ? (
              <Menu.Item
                leftSection={<Icon name="check" size={14} />}
                onClick={() => change.mutate({ id: user.id, body: { disabled: false } })}
              >
                {t('settings.people.enable')}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<Icon name="stop" size={14} />} disabled={isMe} onClick={() => void lock()}>
                {t('settings.people.disable')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
};
