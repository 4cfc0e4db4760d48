import { routes, type SegmentDay } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages, useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, ErrorNote, Num, PeopleDrawer, PlaceSlider } from '../../ui/index.js';
import { DaysChart } from './DaysChart.js';
import styles from './days.module.css';

type What = 'entered' | 'left';

/** How often it is asked whether a night, or a question that has changed, has brought another day. */
const EVERY = 15_000;

/** The last thirty days of a segment: how many it held, and on the chosen day who came and who went. */
export const DaysCard = ({ segmentId }: { segmentId: string }) => {
  const { t } = useTranslation();
  const days = useRead(routes.segmentDays, { id: segmentId }, { every: EVERY });
  return (
    <Card title={t('audiences.days.title')}>
      {days.error ? <ErrorNote error={days.error} retry={() => void days.refetch()} /> : null}
      {days.data && days.data.days.length === 0 ? <p className="muted small">{t('audiences.days.none')}</p> : null}
      {days.data && days.data.days.length > 0 ? <Days segmentId={segmentId} days={days.data.days} /> : null}
    </Card>
  );
};

const Days = ({ segmentId, days }: { segmentId: string; days: readonly SegmentDay[] }) => {
  const { t } = useTranslation();
  const { day: dayWords, number } = useFormat();
  const [chosen, setChosen] = useState<number | null>(null);
  const [opened, setOpened] = useState<What | null>(null);
  const at = Math.min(chosen ?? days.length - 1, days.length - 1);
  const day = days[at];
  if (!day) return null;
  const people = t('common.people.count', { count: day.people });
  const sentence = t(day.entered === null ? 'audiences.days.new' : 'audiences.days.sentence', {
    ...{ day: dayWords(day.day), people, entered: number(day.entered ?? 0), left: number(day.left ?? 0) },
  });
  return (
    <>
      <DaysChart days={days} at={at} label={sentence} onPoint={setChosen} />
      {days.length > 1 ? (
        <PlaceSlider label={t('audiences.days.day')} max={days.length - 1} value={at} says={sentence} onChange={setChosen} />
      ) : null}
      <dl className={styles.day}>
        <dt>{dayWords(day.day)}</dt>
        <dd>{number(day.people)}</dd>
        {day.entered === null || day.left === null ? null : (
          <>
            <dt data-tone="came">{t('audiences.days.entered')}</dt>
            <dd>
              <Num value={day.entered} label={t('audiences.days.entered')} onOpen={() => setOpened('entered')} />
            </dd>
            <dt data-tone="went">{t('audiences.days.left')}</dt>
            <dd>
              <Num value={day.left} label={t('audiences.days.left')} onOpen={() => setOpened('left')} />
            </dd>
          </>
        )}
      </dl>
      <p className="faint tiny">{t(day.entered === null ? 'audiences.days.newHint' : 'audiences.days.hint')}</p>
      {opened ? <Moved segmentId={segmentId} what={opened} day={day} onClose={() => setOpened(null)} /> : null}
    </>
  );
};

interface MovedProps {
  readonly segmentId: string;
  readonly what: What;
  readonly day: SegmentDay;
  onClose(): void;
}

/** Who came on a day, or went. */
const Moved = ({ segmentId, what, day, onClose }: MovedProps) => {
  const { t } = useTranslation();
  const { day: dayWords } = useFormat();
  const pages = usePages(routes.segmentMoves, { id: segmentId, query: { what, day: day.day } });
  const title = t(`audiences.days.${what}On`, { day: dayWords(day.day), people: t('common.people.count', { count: day[what] ?? 0 }) });
  return <PeopleDrawer opened onClose={onClose} title={title} pages={pages} />;
};
