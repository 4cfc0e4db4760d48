import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMorningMail } from './morning-mail.js';

/** In the reader's own menu: the morning mail about every journey. */
export const MorningMailItem = () => {
  const { t } = useTranslation();
  const { mail, followAll } = useMorningMail();
  if (!mail) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('reports.mail.label')}</Menu.Label>
      <Menu.CheckboxItem checked={mail.all} onChange={followAll}>
        {t('reports.mail.allAt', { at: mail.at })}
      </Menu.CheckboxItem>
    </>
  );
};
