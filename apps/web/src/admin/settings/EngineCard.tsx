import { routes, type SelfCheck, type Stall } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip, ErrorNote, Loading } from '../../ui/index.js';
import styles from '../admin.module.css';

const EVERY = 10_000;

/** Whether everything moves that should, and whether everybody is accounted for. */
export const EngineCard = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const system = useRead(routes.system, {}, { every: EVERY });
  const found = system.data;
  return (
    <Card title={t('settings.engine.title')} lead={t('settings.engine.lead')}>
      {system.error ? <ErrorNote error={system.error} retry={() => void system.refetch()} /> : null}
      {!found && !system.error ? <Loading lines={3} /> : null}
      {found ? (
        <ul className={styles.ways}>
          <li>
            <span className="grow">
              <b>{t('settings.engine.worker')}</b>
              <span className="muted small">
                {found.worker.seenAt === null
                  ? t('settings.engine.neverSeen')
                  : t('settings.engine.seen', { at: dateTime(found.worker.seenAt) })}
              </span>
            </span>
            <Chip tone={found.worker.isWorking ? 'good' : 'bad'}>
              {t(found.worker.isWorking ? 'settings.engine.works' : 'settings.engine.gone')}
            </Chip>
          </li>
          {found.checks.map((check) => (
            <CheckRow key={check.kind} check={check} />
          ))}
          {found.stalls.map((stall) => (
            <StallRow key={`${stall.what} ${stall.journeyId} ${stall.nodeId} ${stall.connector}`} stall={stall} />
          ))}
          {found.stalls.length === 0 ? <li className="muted small">{t('settings.engine.moves')}</li> : null}
        </ul>
      ) : null}
    </Card>
  );
};

const CheckRow = ({ check: { kind, ranAt, differences } }: { check: SelfCheck }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  return (
    <li>
      <span className="grow">
        <b>{t(`settings.engine.check.${kind}`)}</b>
        <span className="muted small">
          {ranAt === null ? t('settings.engine.notYet') : t('settings.engine.ran', { at: dateTime(ranAt) })}
        </span>
        {differences.map((difference) => (
          <Link key={JSON.stringify(difference)} to={`/journeys/${difference.journeyId}`} className="small">
            {t(difference.state === undefined ? 'settings.engine.differs' : 'settings.engine.differsInMessages', {
              ...{ journey: difference.journeyId, node: difference.nodeId ?? '–', state: difference.state },
              ...{ totals: number(difference.byTotals), count: number(difference.byCount) },
            })}
          </Link>
        ))}
      </span>
      {ranAt === null ? null : (
        <Chip tone={differences.length === 0 ? 'good' : 'bad'}>
          {t(differences.length === 0 ? 'settings.engine.clean' : 'settings.engine.unclean', { count: differences.length })}
        </Chip>
      )}
    </li>
  );
};

const StallRow = ({ stall: { what, journeyId, name, nodeId, connector, count, since, why, retryAt } }: { stall: Stall }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <li>
      <span className="grow">
        <Link to={`/journeys/${journeyId}`}>
          <b>{t(`settings.engine.stalled.${what}`, { count, name, place: nodeId ?? connector ?? '' })}</b>
        </Link>
        <span className="muted small">
          {t('settings.engine.since', { at: dateTime(since) })}{' '}
          {t(`settings.engine.why.${why}`, { at: retryAt === null ? '' : dateTime(retryAt) })}
        </span>
      </span>
      <Chip tone="bad">{t('settings.engine.stands')}</Chip>
    </li>
  );
};
