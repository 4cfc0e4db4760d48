import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { keepCsrfToken } from '../../api/client.js';
import { useWrite } from '../../api/hooks.js';
import { MorningMailItem } from '../../reports/MorningMailItem.js';
import { TaskMailItem } from '../../tasks/TaskMailItem.js';
import { type ThemeChoice, useThemePreference } from '../../theme/preference.js';
import { Icon } from '../../ui/Icon.js';
import type { IconName } from '../../ui/icons.js';
import { useAdopt, useMe } from '../session.js';
import styles from './UserMenu.module.css';

const THEMES: readonly (readonly [ThemeChoice, IconName])[] = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['system', 'screen'],
];

const initialOf = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '?';

export const UserMenu = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const adopt = useAdopt();
  const { choice, choose } = useThemePreference();
  const keep = useWrite(routes.changeMe, { onDone: (changed) => void adopt(changed) });
  const leave = useWrite(routes.signOut, {
    onDone: async () => {
      keepCsrfToken(null);
      await navigate('/sign-in', { replace: true });
      client.clear();
    },
  });
  const pick = (theme: ThemeChoice): void => {
    choose(theme);
    if (me?.user) keep.mutate({ body: { theme } });
  };
  const name = me?.user?.name ?? t('app.user.token');
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={styles.face} aria-label={t('app.user.menu', { name })}>
          {initialOf(name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <b className="ellipsis">{name}</b>
          <span className="ellipsis small muted">{me?.user?.email}</span>
          {me ? <span className="tiny faint">{t(`app.role.${me.role}`)}</span> : null}
        </div>
        <Menu.Divider />
        <Menu.Label>{t('app.theme.label')}</Menu.Label>
        {THEMES.map(([value, icon]) => (
          <Menu.Item
            key={value}
            leftSection={<Icon name={icon} />}
            rightSection={choice === value ? <Icon name="check" /> : null}
            onClick={() => pick(value)}
            role="menuitemradio"
            aria-checked={choice === value}
          >
            {t(`app.theme.${value}`)}
          </Menu.Item>
        ))}
        <MorningMailItem />
        <TaskMailItem />
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" />} onClick={() => leave.mutate({})}>
          {t('app.user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
