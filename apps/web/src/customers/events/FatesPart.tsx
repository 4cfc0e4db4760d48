import { type EventFates, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import table from '../../admin/settings/table.module.css';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip, ErrorNote, Loading, Num, type Tone } from '../../ui/index.js';

type Fate = EventFates['counts'][number]['fate'];
export const toneOf = (fate: Fate): Tone => (fate === 'accepted' ? 'good' : fate === 'late' || fate === 'duplicate' ? 'plain' : 'warn');

/** What became of the events of the last seven days, and the newest that were refused. */
export const FatesPart = () => {
  const fates = useRead(routes.eventFates, {}, { every: 5_000 });
  if (fates.error && !fates.data) return <ErrorNote error={fates.error} retry={() => void fates.refetch()} />;
  if (!fates.data) return <Loading lines={5} />;
  return (
    <>
      <Counts counts={fates.data.counts} />
      <Refused refused={fates.data.refused} />
    </>
  );
};

const Counts = ({ counts }: Pick<EventFates, 'counts'>) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <Card title={t('events.fates.title')} lead={t('events.fates.lead')}>
      {counts.length === 0 ? <p className="muted">{t('events.fates.none')}</p> : null}
      {counts.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('events.fates.fate')}</th>
              <th>{t('events.fates.what')}</th>
              <th>{t('events.fates.source')}</th>
              <th>{t('events.fates.last')}</th>
              <th>{t('events.fates.events')}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ source, fate, events, lastAt }) => (
              <tr key={`${source} ${fate}`}>
                <td>
                  <Chip tone={toneOf(fate)}>{t(`events.fate.${fate}`)}</Chip>
                </td>
                <td className="muted small">{t(`events.fateMeans.${fate}`)}</td>
                <td>{t(`events.source.${source}`)}</td>
                <td className="muted small">{dateTime(lastAt)}</td>
                <td>
                  <Num value={events} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Card>
  );
};

const Refused = ({ refused }: Pick<EventFates, 'refused'>) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  if (refused.length === 0) return null;
  return (
    <Card title={t('events.refused.title')} lead={t('events.refused.lead')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('events.refused.at')}</th>
            <th>{t('events.fates.fate')}</th>
            <th>{t('events.types.name')}</th>
            <th>{t('events.refused.why')}</th>
            <th style={{ textAlign: 'left' }}>{t('events.refused.shape')}</th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ id, at, source, fate, name, message, excerpt }) => (
            <tr key={id}>
              <td className="muted small">
                {dateTime(at)}
                <div>{t(`events.source.${source}`)}</div>
              </td>
              <td>
                <Chip tone={toneOf(fate)}>{t(`events.fate.${fate}`)}</Chip>
              </td>
              <td>{name ?? '–'}</td>
              <td className="small">{message}</td>
              <td style={{ textAlign: 'left', maxWidth: 320, overflowWrap: 'anywhere' }}>
                <code>{excerpt}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
};
