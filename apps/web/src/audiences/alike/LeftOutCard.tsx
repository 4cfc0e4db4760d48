import { type LookAlike, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, Card } from '../../ui/index.js';
import styles from './alike.module.css';
import { useTelling } from './use-telling.js';
import { subjectWords } from './words.js';

/** What may take part again if somebody wants it to. */
const MAY_COME_BACK: readonly LookAlike['leftOut'][number]['why'][] = ['defines', 'tells_all'];

/** What took no part in the likeness, and why; some of it can be taken in, by a new search. */
export const LeftOutCard = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const telling = useTelling();
  const navigate = useNavigate();
  const may = useMay(routes.createLookAlike);
  const again = useWrite(routes.createLookAlike, {
    refreshes: ['/look-alikes'],
    onDone: ({ id }) => void navigate(`/audiences/look-alikes/${id}`),
  });
  if (one.leftOut.length === 0) return null;
  const putBack = (subject: string): void => again.mutate({ body: { ...one.input, putBack: [...one.input.putBack, subject] } });
  return (
    <Card title={t('alike.leftOut.title')} lead={t('alike.leftOut.lead')}>
      <ul className={styles.leftOut}>
        {one.leftOut.map(({ subject, why }) => (
          <li key={subject}>
            <span className="grow">
              <b>{subjectWords(subject, telling)}</b> <span className="muted small">{t(`alike.leftOut.why.${why}`)}</span>
            </span>
            {may && MAY_COME_BACK.includes(why) ? (
              <Button small busy={again.isPending} onClick={() => putBack(subject)}>
                {t('alike.leftOut.putBack')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
};
