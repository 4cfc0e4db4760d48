import { routes, type WhyDoor, type WhyHandOver, type WhyStay } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useAudienceNames } from '../../audiences/condition/use-audience-names.js';
import { Leaves } from '../../audiences/segment/Leaves.js';
import { usePurposeWords } from '../../customers/privacy/purpose-words.js';
import { useFormat } from '../../i18n/format.js';
import { ErrorNote, Loading } from '../../ui/index.js';
import styles from './why.module.css';

/** Why somebody did, or did not, get what a journey sends: one answer, wherever it is asked. */
export const WhyAnswer = ({ journeyId, customerId }: { journeyId: string; customerId: string }) => {
  const { t } = useTranslation();
  const why = useRead(routes.why, { id: journeyId, query: { customer: customerId } });
  if (why.error) return <ErrorNote error={why.error} retry={() => void why.refetch()} />;
  if (!why.data) return <Loading lines={4} />;
  const { stays, doors, state, handOvers } = why.data;
  return (
    <div className="stack" role="status">
      {stays.length === 0 ? <p>{t(state === 'draft' ? 'journeys.why.draft' : 'journeys.why.neverIn')}</p> : null}
      {stays.map((stay) => (
        <StayPart key={stay.entryNo} stay={stay} />
      ))}
      <CameFrom handOvers={handOvers} />
      {doors
        .filter(({ verdict }) => verdict !== 'inside')
        .map((door) => (
          <DoorPart key={door.nodeId} door={door} />
        ))}
    </div>
  );
};

const StayPart = ({ stay }: { stay: WhyStay }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { steps, exit, messages, tasks, handedOver } = stay;
  const [first] = steps;
  const reason = exit && t(`reasons.${exit.reason}`, { defaultValue: exit.reason });
  return (
    <section className={styles.part}>
      {first ? <h3>{t('journeys.why.entered', { at: dateTime(first.arrivedAt), node: first.name })}</h3> : null}
      {messages.length === 0 ? <p className="small muted">{t('journeys.why.noMessages')}</p> : null}
      <ul>
        {messages.map((message) => (
          <MessageLine key={`${message.nodeId} ${message.decidedAt}`} message={message} />
        ))}
        {tasks.map((task) => (
          <TaskLine key={`${task.nodeId} ${task.madeAt}`} task={task} />
        ))}
      </ul>
      {exit ? <p className="small">{t('journeys.why.left', { at: dateTime(exit.at), reason })}</p> : null}
      {handedOver ? (
        <p className="small">
          {t(`journeys.why.handedOver.${handedOver.verdict}`, { journey: handedOver.journey.name, at: dateTime(handedOver.at) })}
        </p>
      ) : null}
      {exit ? null : <Standing stay={stay} />}
    </section>
  );
};

/** Where they stand, and what for. */
const Standing = ({ stay: { steps, tasks, nextAt } }: { stay: WhyStay }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const here = steps.at(-1);
  if (!here) return null;
  const at = nextAt === null ? '' : dateTime(nextAt);
  const task = tasks.find(({ nodeId, state }) => nodeId === here.nodeId && state === 'open');
  if (task && nextAt !== null) return <p className="small">{t('journeys.why.waitsForTask', { node: here.name, title: task.title, at })}</p>;
  return <p className="small">{t(nextAt === null ? 'journeys.why.waits' : 'journeys.why.next', { node: here.name, at })}</p>;
};

/** Which journeys led them to this one, and whether they came in. */
const CameFrom = ({ handOvers }: { handOvers: readonly WhyHandOver[] }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return handOvers.map(({ journey, at, verdict }) => (
    <p key={`${journey.id} ${at}`} className="small">
      {t(`journeys.why.cameFrom.${verdict}`, { journey: journey.name, at: dateTime(at) })}
    </p>
  ));
};

const TaskLine = ({ task: { title, state, dueAt, closedAt } }: { task: WhyStay['tasks'][number] }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const at = state === 'open' ? dueAt : closedAt;
  const key = state === 'open' && dueAt !== null ? 'openDue' : state;
  return (
    <li>
      <b>{t('journeys.why.task', { title })}</b>
      <span className="small muted"> {t(`customers.timeline.taskState.${key}`, { at: at === null ? '' : dateTime(at) })}</span>
    </li>
  );
};

const MessageLine = ({ message }: { message: WhyStay['messages'][number] }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { reasonOf } = usePurposeWords();
  const { name, purpose, state, reason, decidedAt, handedAt, notBefore, deferredBy } = message;
  const waits =
    notBefore &&
    t(deferredBy === null ? 'customers.timeline.notBefore' : `customers.timeline.deferred.${deferredBy}`, { at: dateTime(notBefore) });
  return (
    <li>
      <b>{t(`customers.timeline.message.${state}`, { node: name })}</b>
      <span className="small muted">
        {' '}
        {dateTime(handedAt ?? decidedAt)}
        {reason === null ? null : ` · ${reasonOf(reason, purpose)}`}
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
