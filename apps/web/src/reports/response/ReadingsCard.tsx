import type { Report } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card } from '../../ui/index.js';
import { amountsOf } from './amounts.js';
import { changeSentence, type ReadingColumn, readingColumns, type Told } from './readings.js';
import styles from './report.module.css';

/** The first reading beside the later ones and beside what the report says now. */
export const ReadingsCard = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, percent, points, pointInterval, dateTime } = format;
  const columns = readingColumns(report);
  const none = t('reports.arms.none');
  const row = (label: string, cell: (told: Told) => ReactNode) => (
    <tr>
      <td>{label}</td>
      {columns.map(({ key, told }) => (
        <td key={key} className={told ? undefined : 'faint'}>
          {told ? cell(told) : none}
        </td>
      ))}
    </tr>
  );
  const when = ({ at, told }: ReadingColumn): string =>
    at === null ? t('reports.readings.live') : told ? dateTime(at) : t('reports.readings.due', { at: dateTime(at) });
  const isCompared = columns.some(({ told }) => told !== null && told.difference !== null);
  return (
    <Card title={t('reports.readings.title')} lead={changeSentence(report, t, format)}>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.readings}`}>
          <thead>
            <tr>
              <th aria-label={t('reports.readings.figure')} />
              {columns.map((column) => (
                <th key={column.key}>
                  <b>{t(`reports.readings.${column.key}`)}</b>
                  <span>{when(column)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row(t('reports.funnel.sent'), ({ sent }) => number(sent))}
            {row(t('reports.funnel.delivered'), ({ delivered }) => number(delivered))}
            {row(t('reports.funnel.responded'), ({ responded }) => number(responded))}
            {row(t('reports.arms.rate'), ({ responseRate }) => (
              <b>{responseRate === null ? none : percent(responseRate, 2)}</b>
            ))}
            {report.goal ? row(t('reports.funnel.converted'), ({ converted }) => number(converted)) : null}
            {report.goal ? row(t('reports.readings.money'), (told) => amountsOf(told, format) || none) : null}
            {isCompared ? row(t('reports.arms.lift'), ({ difference }) => (difference === null ? none : points(difference, 2))) : null}
            {isCompared
              ? row(t('reports.arms.interval'), ({ low, high }) => (low === null || high === null ? none : pointInterval(low, high, 2)))
              : null}
          </tbody>
        </table>
      </div>
    </Card>
  );
};
