import { type Report, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.js';
import { usePages } from '../../api/hooks.js';
import { isLocale } from '../../i18n/language.js';
import { PeopleDrawer } from '../../ui/index.js';
import type { Opened } from './opened.js';

interface ReportPeopleDrawerProps {
  readonly report: Report;
  readonly opened: Opened;
  onClose(): void;
  onMakeList(): void;
}

/** Who a number of the report is. */
export const ReportPeopleDrawer = ({ report, opened, onClose, onMakeList }: ReportPeopleDrawerProps) => {
  const { t, i18n } = useTranslation();
  const { what, nodeId, armId } = opened;
  const query = { day: report.day, what, ...(nodeId === undefined ? {} : { nodeId }), ...(armId === undefined ? {} : { armId }) };
  const pages = usePages(routes.reportPeople, { id: report.journey.id, query });
  const file = { ...query, ...(isLocale(i18n.language) ? { locale: i18n.language } : {}) };
  const title = `${opened.label} · ${t('common.people.count', { count: opened.people })}`;
  return (
    <PeopleDrawer
      opened
      onClose={onClose}
      title={title}
      pages={pages}
      onMakeList={onMakeList}
      files={[
        { label: t('reports.people.csv'), href: urlOf(routes.reportPeopleCsv, report.journey.id, file) },
        { label: t('reports.people.xlsx'), href: urlOf(routes.reportPeopleXlsx, report.journey.id, file) },
      ]}
    />
  );
};
