import { NumberInput } from '@mantine/core';
import { ARCHIVE_KINDS, routes, type Settings } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { Button, Card, confirmDestructive, EmptyState, ErrorNote, Loading, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';
import { ArchivedFiles, isAtWork } from './ArchivedFiles.js';

type Retention = Settings['retention'];

const FEWEST = 3;
const MOST = 120;
const AT_WORK_MS = 2_000;

/** Whether some of what is kept now would go. */
const isShorter = (before: Retention, after: Retention): boolean =>
  ARCHIVE_KINDS.some((kind) => {
    const [was, is] = [before[kind], after[kind]];
    return is !== null && (was === null || is < was);
  });

/** How long things are kept in the database, and what has gone from it. */
export const RetentionTab = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const archives = useRead(routes.archives, {}, { every: isBusy ? AT_WORK_MS : false });
  const works = archives.data?.items.some(isAtWork) ?? false;
  if (works !== isBusy) setBusy(works);
  return (
    <>
      <KeepCard settings={settings} hasFolder={archives.data?.hasFolder ?? true} />
      <Card title={t('settings.retention.archives')} lead={t('settings.retention.archivesLead')}>
        {archives.error && !archives.data ? <ErrorNote error={archives.error} retry={() => void archives.refetch()} /> : null}
        {!archives.data && !archives.error ? <Loading lines={3} /> : null}
        {archives.data?.items.length === 0 ? (
          <EmptyState icon="list" title={t('settings.retention.emptyTitle')} body={t('settings.retention.emptyBody')} />
        ) : null}
        {archives.data && archives.data.items.length > 0 ? <ArchivedFiles items={archives.data.items} /> : null}
      </Card>
    </>
  );
};

const KeepCard = ({ settings, hasFolder }: { settings: Settings; hasFolder: boolean }) => {
  const { t } = useTranslation();
  const [months, setMonths] = useState(settings.retention);
  const save = useWrite(routes.changeSettings, { refreshes: ['/settings'], onDone: () => toastDone(t('settings.saved')) });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('settings.retention.shorterTitle'),
      affects: t('settings.retention.shorterAffects'),
      action: t('settings.retention.shorterAction'),
    };
    if (!isShorter(settings.retention, months) || (await confirmDestructive(question))) save.mutate({ body: { retention: months } });
  };
  return (
    <Card title={t('settings.retention.title')} lead={t('settings.retention.lead')}>
      <div className={styles.form}>
        {ARCHIVE_KINDS.map((kind) => (
          <NumberInput
            key={kind}
            label={t(`settings.retention.${kind}`)}
            description={t(`settings.retention.${kind}Hint`)}
            placeholder={t('settings.retention.forEver')}
            value={months[kind] ?? ''}
            onChange={(value) => setMonths({ ...months, [kind]: typeof value === 'number' ? value : null })}
            min={FEWEST}
            max={MOST}
            allowDecimal={false}
            suffix={` ${t('settings.retention.months')}`}
          />
        ))}
        {hasFolder ? null : <p className="muted small">{t('settings.retention.noFolder')}</p>}
        <div>
          <Button kind="seal" busy={save.isPending} onClick={() => void ask()}>
            {t('settings.save')}
          </Button>
        </div>
      </div>
    </Card>
  );
};
