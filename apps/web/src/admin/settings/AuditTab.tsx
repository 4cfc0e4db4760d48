import { Select } from '@mantine/core';
import { type AuditEntry, routes } from '@wayfare/contracts';
import { AUDIT_KINDS } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, ErrorNote, Icon, Loading } from '../../ui/index.js';
import styles from '../admin.module.css';
import { differencesOf, told } from './diff.js';

/** Every change, by whom, with what it was before and after. */
export const AuditTab = () => {
  const { t } = useTranslation();
  const [kind, setKind] = useState<string | null>(null);
  const pages = usePages(routes.audit, { query: kind === null ? {} : { kind } });
  const filter = (
    <Select
      size="sm"
      w={170}
      aria-label={t('settings.audit.filter')}
      placeholder={t('settings.audit.all')}
      clearable
      allowDeselect
      data={AUDIT_KINDS.map((value) => ({ value, label: t(`settings.audit.kind.${value}`) }))}
      value={kind}
      onChange={setKind}
    />
  );
  return (
    <Card title={t('settings.tabs.audit')} lead={t('settings.audit.lead')} actions={filter}>
      {pages.error && !pages.items ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {!pages.items && !pages.error ? <Loading lines={6} /> : null}
      {pages.items?.length === 0 ? <p className="muted small">{t('settings.audit.empty')}</p> : null}
      <ul>
        {pages.items?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('settings.audit.more')}
        </Button>
      ) : null}
    </Card>
  );
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What the changed thing is called, where the change tells. */
const nameOf = ({ before, after, objectId }: AuditEntry): string => {
  const named = [after, before].find(
    (side) => isRecord(side) && (typeof side['name'] === 'string' || typeof side['fileName'] === 'string'),
  );
  return isRecord(named) ? String(named['name'] ?? named['fileName']) : objectId;
};

const Entry = ({ entry }: { entry: AuditEntry }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const kind = t(`settings.audit.kind.${entry.kind}`, { defaultValue: entry.kind });
  const says = `settings.audit.says.${entry.action.replaceAll(' ', '_')}`;
  return (
    <li className={styles.entry}>
      <button
        type="button"
        aria-expanded={isOpen}
        title={isOpen ? t('settings.audit.hide') : t('settings.audit.show')}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="faint small">{dateTime(entry.at)}</span>
        <span className="ellipsis">
          {t(says, { who: entry.actorName, kind, defaultValue: `${entry.actorName} ${entry.action}: ${kind}` })} <b>{nameOf(entry)}</b>
        </span>
        <Icon name={isOpen ? 'down' : 'right'} size={14} />
      </button>
      {isOpen ? <Differences entry={entry} /> : null}
    </li>
  );
};

const Differences = ({ entry: { before, after } }: { entry: AuditEntry }) => {
  const { t } = useTranslation();
  const differences = differencesOf(before, after);
  if (differences.length === 0) return <p className="faint small">{t('settings.audit.noDetail')}</p>;
  return (
    <table className={styles.diff}>
      <thead>
        <tr>
          <th>{t('settings.audit.what')}</th>
          <th>{t('settings.audit.before')}</th>
          <th>{t('settings.audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.path}>
            <td>{difference.path}</td>
            <td>
              {difference.before === undefined ? (
                <span className="faint">{t('settings.audit.nothing')}</span>
              ) : (
                <del>{told(difference.before)}</del>
              )}
            </td>
            <td>
              {difference.after === undefined ? (
                <span className="faint">{t('settings.audit.nothing')}</span>
              ) : (
                <ins>{told(difference.after)}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
