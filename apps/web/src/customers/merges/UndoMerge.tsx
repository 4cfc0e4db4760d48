import { type Merge, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, confirmDestructive, toastDone } from '../../ui/index.js';
import { partyName } from './party.js';

/** Makes two customers of one again, once somebody has said so twice. */
export const UndoMerge = ({ merge }: { merge: Merge }) => {
  const { t } = useTranslation();
  const may = useMay(routes.undoMerge);
  const undo = useWrite(routes.undoMerge, {
    refreshes: ['/merges', '/possible-duplicates', '/customers'],
    onDone: ({ merged }) => toastDone(t('merges.log.undoneToast', { name: partyName(merged) })),
  });
  const ask = async (): Promise<void> => {
    const [kept, merged] = [partyName(merge.kept), partyName(merge.merged)];
    const question = {
      title: t('merges.log.undoTitle', { name: kept }),
      affects: t('merges.log.undoAffects', { kept, merged }),
      action: t('merges.log.undoAction'),
    };
    if (await confirmDestructive(question)) undo.mutate({ id: merge.id });
  };
  if (!may) return null;
  return (
    <Button small icon="undo" busy={undo.isPending} onClick={() => void ask()}>
      {t('merges.log.undo')}
    </Button>
  );
};
