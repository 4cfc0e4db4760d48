import { Drawer } from '@mantine/core';
import type { Erasure } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from './privacy.module.css';

/** Who erased somebody; what the product did by itself, after a restore, is nobody's. */
export const actorWords = (actor: string, t: TFunction): string => (actor === 'system' ? t('erasures.list.bySystem') : actor);

export const rowsReached = ({ reached }: Erasure): number => Object.values(reached).reduce((sum, rows) => sum + rows, 0);

/** What an erasure reached, kind by kind, and which files of archives had been written before. */
export const CertificateDrawer = ({ erasure, onClose }: { erasure: Erasure; onClose(): void }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const { customerId, erasedAt, actor, partOf, reached, archives } = erasure;
  const kinds = Object.entries(reached).sort(([, one], [, other]) => other - one);
  return (
    <Drawer opened onClose={onClose} title={t('erasures.certificate.title', { id: customerId })} size={520}>
      <p className="muted">{t('erasures.certificate.lead', { at: dateTime(erasedAt), by: actorWords(actor, t) })}</p>
      {partOf ? <p>{t('erasures.certificate.partOf', { id: partOf })}</p> : null}
      {kinds.length === 0 ? null : (
        <dl className={styles.reached}>
          {kinds.map(([table, rows]) => (
            <div key={table}>
              <dt>{t(`erasures.kind.${table}`, { defaultValue: table })}</dt>
              <dd>{number(rows)}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3 className={styles.sub}>{t('erasures.certificate.archives')}</h3>
      {archives.length === 0 ? <p className="muted small">{t('erasures.certificate.noArchives')}</p> : null}
      {archives.length === 0 ? null : <p className="muted small">{t('erasures.certificate.archivesLead')}</p>}
      <ul className={styles.files}>
        {archives.map((file) => (
          <li key={file}>{file}</li>
        ))}
      </ul>
    </Drawer>
  );
};
