import type { TestRun, TestRunResult } from '@wayfare/contracts';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Button, IconButton } from '../../ui/Button.js';
import { PreviewSteps } from '../launch/preview/PreviewSteps.js';
import { instantsOf, litAt } from './lit.js';
import { useLit } from './lit-store.js';
import { Mails } from './Mails.js';
import styles from './trial.module.css';
import { useRunClock } from './useRunClock.js';

/** A run as it went, shown under its own clock: whose way is lit, and what each of them was sent. */
export const RunView = ({ run, result }: { run: TestRun; result: TestRunResult }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { people, messages } = result;
  const [chosen, setChosen] = useState<string | null>(people.length === 1 ? (people[0]?.customerId ?? null) : null);
  const show = useLit((state) => state.show);
  const all = useMemo(() => people.map(({ steps }) => steps), [people]);
  const handedAt = useMemo(() => messages.map(({ at }) => at), [messages]);
  const instants = useMemo(() => instantsOf(all, handedAt), [all, handedAt]);
  const clock = useRunClock(instants, run.speed === 'instant');
  const { now } = clock;
  const paths = useMemo(
    () => people.filter(({ customerId }) => chosen === null || customerId === chosen).map(({ steps }) => steps),
    [people, chosen],
  );
  useEffect(() => show(litAt(paths, now)), [paths, now, show]);
  const [only] = paths.length === 1 ? paths : [];
  return (
    <>
      <div className={styles.clock}>
        <IconButton
          icon={clock.playing ? 'pause' : 'play'}
          kind="plain"
          label={t(clock.playing ? 'testRun.pause' : 'testRun.play')}
          onClick={clock.toggle}
        />
        <span className="grow" role="timer" aria-label={t('testRun.clock')}>
          {dateTime(new Date(now).toISOString())}
        </span>
        <Button small disabled={clock.isOver} onClick={clock.showAll}>
          {t('testRun.showAll')}
        </Button>
      </div>
      <ul className={styles.people} aria-label={t('testRun.who')}>
        {people.map(({ customerId, name, exit }) => (
          <li key={customerId} data-on={customerId === chosen || undefined}>
            <button type="button" aria-pressed={customerId === chosen} onClick={() => setChosen(customerId === chosen ? null : customerId)}>
              <span className="ellipsis grow">{name}</span>
              <span className="tiny faint">
                {exit && Date.parse(exit.at) <= now ? t(`testRun.exit.${exit.reason}`, { defaultValue: exit.reason }) : t('testRun.inside')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Mails
        people={people}
        messages={messages.filter(({ customerId, at }) => (chosen === null || customerId === chosen) && Date.parse(at) <= now)}
      />
      {only ? <PreviewSteps steps={only.filter(({ at }) => Date.parse(at) <= now)} /> : null}
    </>
  );
};
