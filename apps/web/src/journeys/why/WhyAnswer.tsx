import { routes, type WhyDoor, type WhyStay } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useAudienceNames } from '../../audiences/condition/use-audience-names.js';
import { Leaves } from '../../audiences/segment/Leaves.js';
import { useFormat } from '../../i18n/format.js';
import { ErrorNote, Loading } from '../../ui/index.js';
import styles from './why.module.css';

/** Why somebody did, or did not, get what a journey sends: one answer, wherever it is asked. */
export const WhyAnswer = ({ journeyId, customerId }: { journeyId: string; customerId: string }) => {
  const { t } = useTranslation();
  const why = useRead(routes.why, { id: journeyId, query: { customer: customerId } });
  if (why.error) return <ErrorNote error={why.error} retry={() => void why.refetch()} />;
  if (!why.data) return <Loading lines={4} />;
  const { stays, doors, state } = why.data;
  return (
    <div className="stack" role="status">
      {stays.length === 0 ? <p>{t(state === 'draft' ? 'journeys.why.draft' : 'journeys.why.neverIn')}</p> : null}
      {stays.map((stay) => (
        <StayPart key={stay.entryNo} stay={stay} />
      ))}
      {doors
        .filter(({ verdict }) => verdict !== 'inside')
        .map((door) => (
          <DoorPart key={door.nodeId} door={door} />
        ))}
    </div>
  );
};

const StayPart = ({ stay: { steps, exit, messages, nextAt } }: { stay: WhyStay }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [first] = steps;
  const here = steps.at(-1);
  const reason = exit && t(`reasons.${exit.reason}`, { defaultValue: exit.reason });
  return (
    <section className={styles.part}>
      {first ? <h3>{t('journeys.why.entered', { at: dateTime(first.arrivedAt), node: first.name })}</h3> : null}
      {messages.length === 0 ? <p className="small muted">{t('journeys.why.noMessages')}</p> : null}
      <ul>
        {messages.map((message) => (
          <MessageLine key={`${message.nodeId} ${message.decidedAt}`} message={message} />
        ))}
      </ul>
      {exit ? <p className="small">{t('journeys.why.left', { at: dateTime(exit.at), reason })}</p> : null}
      {!exit && here ? (
        <p className="small">
          {nextAt === null
            ? t('journeys.why.waits', { node: here.name })
            : t('journeys.why.next', { node: here.name, at: dateTime(nextAt) })}
        </p>
      ) : null}
    </section>
  );
};

const MessageLine = ({ message }: { message: WhyStay['messages'][number] }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { name, state, reason, decidedAt, handedAt, notBefore, deferredBy } = message;
  const waits =
    notBefore &&
    t(deferredBy === null ? 'customers.timeline.notBefore' : `customers.timeline.deferred.${deferredBy}`, { at: dateTime(notBefore) });
  return (
    <li>
      <b>{t(`customers.timeline.message.${state}`, { node: name })}</b>
      <span className="small muted">
        {' '}
        {dateTime(handedAt ?? decidedAt)}
        {reason === null ? null : ` · ${t(`reasons.${reason}`, { defaultValue: reason })}`}
        {waits ? ` · ${waits}` : null}
      </span>
    </li>
  );
};

const DoorPart = ({ door: { name, verdict, at, condition, leaves } }: { door: WhyDoor }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { names } = useAudienceNames();
  const asks = verdict === 'not_matching' || verdict === 'not_then';
  return (
    <section className={styles.part}>
      <h3>{t('journeys.why.door', { node: name })}</h3>
      <p className="small">{t(`journeys.why.verdict.${verdict}`, { at: at === null ? '' : dateTime(at) })}</p>
      {asks && condition ? <Leaves leaves={leaves} condition={condition} names={names} /> : null}
    </section>
  );
};
