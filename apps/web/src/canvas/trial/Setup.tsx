import { Select } from '@mantine/core';
import { type BodyOf, type Customer, MOST_TEST_PEOPLE, routes, TEST_SPEEDS } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useMe } from '../../app/session.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Button, IconButton } from '../../ui/Button.js';
import { personName } from '../../ui/person.js';
import { Segmented } from '../../ui/Segmented.js';
import { Labeled } from '../form/Labeled.js';
import { AnswerField } from './AnswerField.js';
import { type Answers, eventsOf, NO_ANSWER, stepsToAnswer } from './script.js';
import styles from './trial.module.css';

interface SetupProps {
  readonly graph: Graph;
  readonly busy: boolean;
  readonly error: string | null;
  onStart(body: BodyOf<typeof routes.startTestRun>): void;
}

/** Who goes through, what they do on the way, and where their mails go. */
export const Setup = ({ graph, busy, error, onStart }: SetupProps) => {
  const { t } = useTranslation();
  const me = useMe();
  const settings = useRead(routes.settings).data;
  const [people, setPeople] = useState<readonly Customer[]>([]);
  const [answers, setAnswers] = useState<Answers>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [speed, setSpeed] = useState<(typeof TEST_SPEEDS)[number]>('day-in-ten-seconds');
  const addresses = [...new Set([...(me?.user ? [me.user.email] : []), ...(settings?.testAddresses ?? [])])];
  const to = chosen ?? addresses[0];
  const add = (customer: Customer | null): void => {
    if (customer && !people.some(({ id }) => id === customer.id)) setPeople([...people, customer].slice(0, MOST_TEST_PEOPLE));
  };
  const start = (): void => {
    const customerIds = people.map(({ id }) => id);
    onStart({ customerIds, speed, events: eventsOf(graph, answers, customerIds), ...(to === undefined ? {} : { to }) });
  };
  const asking = stepsToAnswer(graph);
  return (
    <>
      <p className="small muted">{t('testRun.hint')}</p>
      <Labeled label={t('testRun.who')}>
        <CustomerPicker key={people.length} label={t('testRun.pick')} value={null} onPick={add} />
        <ul className={styles.people}>
          {people.map((person) => (
            <li key={person.id}>
              <span className="ellipsis grow">{personName(person)}</span>
              <IconButton
                icon="close"
                size={11}
                label={t('testRun.leaveOut', { name: personName(person) })}
                onClick={() => setPeople(people.filter(({ id }) => id !== person.id))}
              />
            </li>
          ))}
        </ul>
      </Labeled>
      {asking.length > 0 ? (
        <Labeled label={t('testRun.meanwhile')} hint={t('testRun.meanwhileHint')}>
          <div className="stack">
            {asking.map((node) => (
              <AnswerField
                key={node.id}
                node={node}
                value={answers[node.id] ?? NO_ANSWER}
                onChange={(answer) => setAnswers({ ...answers, [node.id]: answer })}
              />
            ))}
          </div>
        </Labeled>
      ) : null}
      <Select
        label={t('testRun.to')}
        data={addresses}
        value={to ?? null}
        allowDeselect={false}
        error={settings && addresses.length === 0 ? t('testRun.noAddress') : undefined}
        onChange={setChosen}
      />
      <Segmented
        label={t('testRun.speed.label')}
        value={speed}
        options={TEST_SPEEDS.map((value) => ({ value, label: t(`testRun.speed.${value}`) }))}
        onChange={(next) => setSpeed(next)}
      />
      {error ? (
        <p className={styles.refused} role="alert">
          {error}
        </p>
      ) : null}
      <Button kind="seal" icon="play" disabled={people.length === 0} busy={busy} onClick={start}>
        {t('testRun.start')}
      </Button>
    </>
  );
};
