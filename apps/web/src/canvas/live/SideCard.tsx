import { routes } from '@wayfare/contracts';
import { isSendingKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/Button.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { suppressedOf } from './figures.js';
import styles from './live.module.css';
import { useLive } from './live-store.js';
import { useOpened } from './opened.js';

const STATES = ['queued', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'unknown', 'cancelled'] as const;

/** What became of the messages of the chosen step, and why some were not sent. */
export const SideCard = () => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const node = useCanvas((state) => (state.selection.length === 1 ? nodeIn(state.sheet, state.selection[0] ?? '') : undefined));
  const live = useLive((state) => (node ? state.nodes[node.id] : undefined));
  const open = useOpened((state) => state.open);
  const mayList = useMay(routes.createList);
  if (!node || !live || !isSendingKind(node.type)) return null;
  const suppressed = suppressedOf(live);
  const reasons = Object.entries(live.suppressed ?? {}).sort(([, a], [, b]) => b - a);
  const states = STATES.filter((state) => (live.messages?.[state] ?? 0) > 0);
  return (
    <aside className={styles.side} aria-label={node.data.name}>
      <h2>{t('canvas.live.messagesOf', { name: node.data.name })}</h2>
      <dl>
        {states.map((state) => (
          <div key={state}>
            <dt>{t(`canvas.live.message.${state}`)}</dt>
            <dd>{number(live.messages?.[state] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      {suppressed > 0 ? (
        <>
          <h2 style={{ marginTop: 14 }}>{t('canvas.live.suppressedCount', { count: suppressed })}</h2>
          <dl>
            {reasons.map(([reason, count]) => (
              <div key={reason}>
                <dt>{t(`reasons.${reason}`, { defaultValue: reason })}</dt>
                <dd>{number(count)}</dd>
              </div>
            ))}
          </dl>
          <div className={styles.acts}>
            <Button small onClick={() => open({ node: node.id, what: 'suppressed' })}>
              {t('canvas.live.showPeople')}
            </Button>
            {mayList ? (
              <Button small onClick={() => open({ node: node.id, what: 'suppressed' }, true)}>
                {t('common.people.makeList')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </aside>
  );
};
