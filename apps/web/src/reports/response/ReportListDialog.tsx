import type { Report } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { NameListDialog } from '../../audiences/lists/NameListDialog.js';
import { useFormat } from '../../i18n/format.js';
import type { Opened } from './opened.js';

interface ReportListDialogProps {
  readonly report: Report;
  readonly opened: Opened;
  onClose(): void;
}

/** The people of a number become a list. */
export const ReportListDialog = ({ report, opened, onClose }: ReportListDialogProps) => {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const { what, nodeId, armId } = opened;
  const origin = {
    journeyId: report.journey.id,
    day: report.day,
    what,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(armId === undefined ? {} : { armId }),
  };
  return (
    <NameListDialog
      from={{ report: origin }}
      suggested={t('reports.people.listName', { journey: report.journey.name, day: day(report.day), what: opened.label })}
      lead={t('reports.list.lead', { people: number(opened.people) })}
      opensIt
      onClose={onClose}
    />
  );
};
