import type { ForecastResult, Journey } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import { Button } from '../../../ui/Button.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { Assumptions } from './Assumptions.js';
import { ChannelForecast } from './ChannelForecast.js';
import styles from './forecast.module.css';
import { useForecast } from './useForecast.js';

const Said = ({ result, nameOf }: { result: ForecastResult; nameOf(nodeId: string): string }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { entered, inside, waiting, refused } = result.people;
  return (
    <>
      <p className="small">
        {entered === 0 ? t('forecast.nobody') : t('forecast.people', { count: entered, inside })}{' '}
        {waiting > 0 ? t('forecast.waiting', { people: number(waiting) }) : null}{' '}
        {refused > 0 ? t('forecast.refused', { people: number(refused) }) : null}
      </p>
      {result.channels.map((channel) => (
        <ChannelForecast key={channel.channel} channel={channel} from={result.from} zone={result.zone} />
      ))}
      {entered > 0 && result.channels.length === 0 ? <p className="small">{t('forecast.nothing')}</p> : null}
      {result.coupons.map(({ nodeId, issued, empty }) => (
        <p key={nodeId} className="small">
          {t(empty > 0 ? 'forecast.couponsEmpty' : 'forecast.coupons', {
            node: nameOf(nodeId),
            issued: number(issued),
            empty: number(empty),
          })}
        </p>
      ))}
      <Assumptions assumptions={result.assumptions} />
    </>
  );
};

/** What would come of it: the draft played through for everyone before the key is pressed. */
export const Forecast = ({ journey }: { journey: Journey }) => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const { days, forecast, error, stop, again } = useForecast(journey);
  const nameOf = (nodeId: string): string => journey.graph.nodes.find(({ id }) => id === nodeId)?.data.name || nodeId;
  const isOpen = !forecast || forecast.state === 'queued' || forecast.state === 'running';
  if (error) return <ErrorNote error={error} retry={again} />;
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('forecast.title', { days })}</h3>
        {isOpen ? <Button onClick={stop}>{t('forecast.cancel')}</Button> : <Button onClick={again}>{t('forecast.again')}</Button>}
      </div>
      {isOpen ? (
        <>
          <p className="small muted" aria-live="polite">
            {t('forecast.working', { share: percent(forecast?.progress ?? 0, 0) })}
          </p>
          <progress className={styles.progress} max={1} value={forecast?.progress ?? 0} aria-label={t('forecast.title', { days })} />
        </>
      ) : null}
      {forecast?.state === 'failed' ? <p className="small">{t('forecast.failed')}</p> : null}
      {forecast?.state === 'cancelled' ? <p className="small">{t('forecast.cancelled')}</p> : null}
      {forecast?.result ? <Said result={forecast.result} nameOf={nameOf} /> : null}
    </section>
  );
};
