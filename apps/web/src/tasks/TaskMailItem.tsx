import { Menu } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../api/hooks.js';
import { useMe } from '../app/session.js';

/** In the reader's own menu, among their mails: whether they are told by mail what they are asked to do. */
export const TaskMailItem = () => {
  const { t } = useTranslation();
  const isPerson = useMe()?.user != null;
  const { data } = useRead(routes.taskMail, {}, { enabled: isPerson });
  const change = useWrite(routes.changeTaskMail, { refreshes: ['/me/task-mail'] });
  if (!data) return null;
  return (
    <>
      <Menu.Label>{t('tasks.title')}</Menu.Label>
      <Menu.CheckboxItem checked={data.wanted} onChange={(wanted) => change.mutate({ body: { wanted } })}>
        {t('tasks.mail.setting')}
      </Menu.CheckboxItem>
    </>
  );
};
