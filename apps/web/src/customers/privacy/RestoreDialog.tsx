import { FileInput, Modal } from '@mantine/core';
import { type LedgerEntry, type ReplyOf, readLedger, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer } from '../../ui/index.js';

/** So many go in one request. */
const AT_ONCE = 10_000;

type Applied = ReplyOf<typeof routes.applyErasures>;

const NOTHING: Applied = { erased: 0, already: 0, absent: 0 };

/** Erases again who came back with a backup, by the ledger that was kept beside it. */
export const RestoreDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const [entries, setEntries] = useState<readonly LedgerEntry[] | null>(null);
  const [badLine, setBadLine] = useState<number | null>(null);
  const [done, setDone] = useState<Applied | null>(null);
  const apply = useWrite(routes.applyErasures, { refreshes: ['/erasures', '/customers'] });
  const take = async (file: File | null): Promise<void> => {
    const read = file ? readLedger(await file.text()) : null;
    setBadLine(read && 'badLine' in read ? read.badLine : null);
    setEntries(read && 'entries' in read ? read.entries : null);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!entries) return;
    let sum = NOTHING;
    try {
      for (let at = 0; at < entries.length; at += AT_ONCE) {
        const { erased, already, absent } = await apply.mutateAsync({ body: { erasures: [...entries.slice(at, at + AT_ONCE)] } });
        sum = { erased: sum.erased + erased, already: sum.already + already, absent: sum.absent + absent };
      }
      setDone(sum);
    } catch {
      // said already; what was erased stays so, and the same file may be given again
    }
  };
  if (done) {
    return (
      <Modal opened onClose={onClose} title={t('erasures.restore.title')} size={520}>
        <p role="status">{t('erasures.restore.done', { count: done.erased })}</p>
        <p className="muted small">{t('erasures.restore.others', { already: done.already, absent: done.absent })}</p>
        <Footer>
          <Button kind="seal" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Footer>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('erasures.restore.title')} size={520} closeOnClickOutside={!apply.isPending}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="stack">
          <p className="muted">{t('erasures.restore.lead')}</p>
          <FileInput
            label={t('erasures.restore.file')}
            placeholder="erasures.csv"
            accept=".csv,text/csv"
            clearable
            disabled={apply.isPending}
            error={badLine === null ? undefined : t('erasures.restore.badLine', { line: badLine })}
            onChange={(file) => void take(file)}
          />
          {entries ? <p role="status">{t('erasures.restore.inFile', { count: entries.length })}</p> : null}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" type="submit" disabled={!entries || entries.length === 0} busy={apply.isPending}>
            {t('erasures.restore.apply')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
