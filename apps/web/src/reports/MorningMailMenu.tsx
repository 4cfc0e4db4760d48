import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/index.js';
import { useMorningMail } from './morning-mail.js';

/** Subscribes to the morning mail where one reads a report: for this journey, or for all. */
export const MorningMailMenu = ({ journeyId }: { journeyId: string }) => {
  const { t } = useTranslation();
  const { mail, follow, followAll } = useMorningMail();
  if (!mail) return null;
  const followsThis = mail.journeys.some(({ id }) => id === journeyId);
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button icon={mail.all || followsThis ? 'check' : 'mail'}>
          {t(mail.all || followsThis ? 'reports.mail.followed' : 'reports.mail.follow')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('reports.mail.what', { at: mail.at })}</Menu.Label>
        <Menu.CheckboxItem checked={mail.all || followsThis} disabled={mail.all} onChange={(follows) => follow(journeyId, follows)}>
          {t('reports.mail.this')}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem checked={mail.all} onChange={followAll}>
          {t('reports.mail.all')}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
};
