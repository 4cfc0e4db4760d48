import { Menu, Select } from '@mantine/core';
import { routes, type SendDay } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../api/client.js';
import { useFormat } from '../i18n/format.js';
import { isLocale } from '../i18n/language.js';
import { Button, Icon } from '../ui/index.js';
import { MorningMailMenu } from './MorningMailMenu.js';

interface ReportActionsProps {
  readonly id: string;
  readonly day: string;
  readonly days: readonly SendDay[];
  onDay(day: string): void;
}

/** What one does with a report: take another day, take it away as a file, have it sent each morning. */
export const ReportActions = ({ id, day, days, onDay }: ReportActionsProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const known = days.some((one) => one.day === day) ? days.map((one) => one.day) : [day, ...days.map((one) => one.day)];
  return (
    <>
      <Select
        w={132}
        aria-label={t('reports.page.pickDay')}
        data={known.map((value) => ({ value, label: format.day(value) }))}
        value={day}
        onChange={(next) => {
          if (next) onDay(next);
        }}
      />
      <Export id={id} day={day} />
      <MorningMailMenu journeyId={id} />
    </>
  );
};

const Export = ({ id, day }: { id: string; day: string }) => {
  const { t, i18n } = useTranslation();
  const query = { day, ...(isLocale(i18n.language) ? { locale: i18n.language } : {}) };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button icon="download">{t('reports.page.export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={urlOf(routes.reportXlsx, id, query)} download leftSection={<Icon name="file" size={14} />}>
          {t('reports.page.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={urlOf(routes.reportCsv, id, query)} download leftSection={<Icon name="list" size={14} />}>
          {t('reports.page.csv')}
        </Menu.Item>
        <Menu.Item onClick={printOnPaper} leftSection={<Icon name="file" size={14} />}>
          {t('reports.page.print')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

/** Paper is light, whatever the screen is. */
const printOnPaper = (): void => {
  const { dataset } = document.documentElement;
  const before = dataset['theme'];
  dataset['theme'] = 'light';
  window.print();
  dataset['theme'] = before;
};
