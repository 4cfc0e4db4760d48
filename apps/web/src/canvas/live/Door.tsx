import { type Live, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/Button.js';
import { confirmDestructive } from '../../ui/confirm/confirm.js';
import { toastDone } from '../../ui/toast.js';
import overlay from '../published/published.module.css';
import styles from './live.module.css';

/** The people who are still to come in: by the entry caps at their time, behind the blast guard when somebody lets them. */
export const Door = ({ journeyId, door, entered }: { journeyId: string; door: Live['door']; entered: number }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const may = useMay(routes.decideGuard);
  const decide = useWrite(routes.decideGuard, { refreshes: ['/journeys', '/home'], onDone: () => toastDone(t('canvas.door.done')) });
  const refuse = async (): Promise<void> => {
    const question = {
      title: t('canvas.door.refuseTitle'),
      affects: t('canvas.door.refuseAffects', { count: door.held }),
      action: t('canvas.door.refuse'),
    };
    if (await confirmDestructive(question)) decide.mutate({ id: journeyId, body: { decision: 'refuse' } });
  };
  if (door.waiting === 0 && door.held === 0 && door.refused === 0) return null;
  return (
    <div className={overlay.door} role="status" aria-label={t('canvas.door.label')}>
      {door.waiting > 0 ? (
        <p className="small">
          {door.nextAt === null
            ? t('canvas.door.coming', { count: door.waiting, people: number(door.waiting) })
            : t('canvas.door.waiting', { count: door.waiting, people: number(door.waiting), at: dateTime(door.nextAt) })}
        </p>
      ) : null}
      {door.refused > 0 ? (
        <p className="small muted">{t('canvas.door.refused', { count: door.refused, people: number(door.refused) })}</p>
      ) : null}
      {door.held > 0 ? (
        <>
          <p className="small">{t('canvas.door.held', { people: number(door.held), entered: number(entered) })}</p>
          {may ? (
            <div className={styles.doorActs}>
              <Button
                kind="seal"
                small
                busy={decide.isPending}
                onClick={() => decide.mutate({ id: journeyId, body: { decision: 'continue' } })}
              >
                {t('canvas.door.continue')}
              </Button>
              <Button small disabled={decide.isPending} onClick={() => void refuse()}>
                {t('canvas.door.refuse')}
              </Button>
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  );
};
