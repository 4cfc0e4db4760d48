import { type Archive, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Chip, toastDone } from '../../ui/index.js';
import table from './table.module.css';

/** Whether rows are on their way out of the database or back into it. */
export const isAtWork = ({ state }: Archive): boolean => state === 'dropping' || state === 'restoring';

/** What has gone from the database, and its way back. */
export const ArchivedFiles = ({ items }: { items: readonly Archive[] }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>{t('settings.retention.month')}</th>
          <th>{t('settings.retention.what')}</th>
          <th>{t('settings.retention.rows')}</th>
          <th>{t('settings.retention.file')}</th>
          <th>{t('settings.retention.written')}</th>
          <th>{t('settings.retention.state')}</th>
          <th aria-label={t('settings.retention.act')} />
        </tr>
      </thead>
      <tbody>
        {items.map((archive) => (
          <tr key={archive.id}>
            <td>{archive.month}</td>
            <td>{t(`settings.retention.${archive.kind}`)}</td>
            <td>{number(archive.rows)}</td>
            <td>
              <code title={`SHA-256 ${archive.sha256}`}>{archive.file}</code>
            </td>
            <td className="muted small">{dateTime(archive.writtenAt)}</td>
            <td>
              <State archive={archive} />
            </td>
            <td>
              <Act archive={archive} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const TONES = { dropping: 'warn', archived: 'good', restoring: 'live', restored: 'plain' } as const;

const State = ({ archive: { state, problem, rows, doneRows, restoredUntil } }: { archive: Archive }) => {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const isWorking = state === 'dropping' || state === 'restoring';
  return (
    <>
      <Chip tone={problem ? 'bad' : TONES[state]}>{t(`settings.retention.states.${state}`)}</Chip>
      {isWorking && !problem ? (
        <div className="muted small">{t('settings.retention.progress', { done: number(doneRows), rows: number(rows) })}</div>
      ) : null}
      {state === 'restored' && restoredUntil ? (
        <div className="muted small">{t('settings.retention.until', { day: date(restoredUntil) })}</div>
      ) : null}
      {problem ? <div className="small">{t(`settings.retention.problems.${problem}`)}</div> : null}
    </>
  );
};

const Act = ({ archive: { id, state } }: { archive: Archive }) => {
  const { t } = useTranslation();
  const restore = useWrite(routes.restoreArchive, {
    refreshes: ['/archives'],
    onDone: () => toastDone(t('settings.retention.restoreAsked')),
  });
  const letGo = useWrite(routes.letArchiveGo, { refreshes: ['/archives'], onDone: () => toastDone(t('settings.retention.letGoAsked')) });
  if (state === 'dropping') return null;
  return state === 'archived' ? (
    <Button small title={t('settings.retention.restoreHint')} busy={restore.isPending} onClick={() => restore.mutate({ id })}>
      {t('settings.retention.restore')}
    </Button>
  ) : (
    <Button small busy={letGo.isPending} onClick={() => letGo.mutate({ id })}>
      {t('settings.retention.letGo')}
    </Button>
  );
};
