import { Autocomplete, Switch } from '@mantine/core';
import type { JourneySettings } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useWorkspace } from '../../../app/workspace.js';
import { OptionalPart } from '../../../ui/OptionalPart.js';
import { ConditionField } from '../../form/ConditionField.js';
import { DurationField } from '../../form/DurationField.js';
import { Labeled } from '../../form/Labeled.js';
import { MatchField } from '../../form/MatchField.js';
import { sayProblem } from '../../problems/say.js';
import { changeSettings } from '../../sheet/sheet.js';
import { useCanvas } from '../../store/context.js';
import { EntryParts } from './EntryParts.js';
import styles from './Inspector.module.css';
import { Notes } from './Notes.js';
import { QuietPart } from './QuietPart.js';

const ZONES = Intl.supportedValuesOf('timeZone');

/** What holds for the journey as a whole: what counts as a response, the goal, who leaves early, whose clock. */
export const SettingsPanel = () => {
  const { t } = useTranslation();
  const { timeZone } = useWorkspace();
  const settings = useCanvas((state) => state.sheet.settings);
  const edit = useCanvas((state) => state.edit);
  const problems = useCanvas(useShallow((state) => state.problems.filter((problem) => problem.nodeId === null)));
  const change = (next: JourneySettings, thing: string): void => edit(changeSettings(next), `settings.${thing}`);
  const fault = (...codes: readonly string[]): string | undefined => {
    const found = problems.find((problem) => codes.includes(problem.code));
    return found ? sayProblem(found, t) : undefined;
  };
  const { response, goal } = settings;
  return (
    <>
      <h2 className={styles.title}>{t('canvas.settings.title')}</h2>
      <Notes problems={problems} />
      <OptionalPart
        label={t('canvas.settings.response')}
        hint={t(response ? 'canvas.settings.responseHint' : 'canvas.settings.responseDefault')}
        on={response !== undefined}
        onToggle={(on) => change({ ...settings, response: on ? { event: '', window: 'P1D' } : undefined }, 'response')}
      >
        {response ? (
          <>
            <MatchField
              label={t('canvas.settings.responseEvent')}
              value={response}
              error={response.event === '' ? fault('missing_event') : undefined}
              onChange={(match) => change({ ...settings, response: { ...response, ...match } }, 'response.event')}
            />
            <DurationField
              label={t('canvas.settings.within')}
              value={response.window ?? 'P1D'}
              onChange={(window) => change({ ...settings, response: { ...response, window } }, 'response.window')}
              error={fault('bad_duration')}
            />
          </>
        ) : null}
      </OptionalPart>
      <OptionalPart
        label={t('canvas.settings.goal')}
        hint={t('canvas.settings.goalHint')}
        on={goal !== undefined}
        onToggle={(on) => change({ ...settings, goal: on ? { event: '', window: 'P7D', exitOnGoal: true } : undefined }, 'goal')}
      >
        {goal ? (
          <>
            <MatchField
              label={t('canvas.settings.goalEvent')}
              value={goal}
              error={goal.event === '' ? fault('missing_event') : undefined}
              onChange={(match) => change({ ...settings, goal: { ...goal, ...match } }, 'goal.event')}
            />
            <DurationField
              label={t('canvas.settings.within')}
              value={goal.window ?? 'P7D'}
              onChange={(window) => change({ ...settings, goal: { ...goal, window } }, 'goal.window')}
              error={fault('bad_duration')}
            />
            <Switch
              size="sm"
              color="var(--good)"
              label={t('canvas.settings.exitOnGoal')}
              checked={goal.exitOnGoal ?? true}
              onChange={(event) => change({ ...settings, goal: { ...goal, exitOnGoal: event.currentTarget.checked } }, 'goal.exit')}
            />
          </>
        ) : null}
      </OptionalPart>
      <OptionalPart
        label={t('canvas.settings.exitWhen')}
        hint={t('canvas.settings.exitWhenHint')}
        on={settings.exitWhen !== undefined}
        onToggle={(on) => change({ ...settings, exitWhen: on ? { all: [] } : undefined }, 'exitWhen')}
      >
        {settings.exitWhen ? (
          <ConditionField
            nodeId={null}
            value={settings.exitWhen}
            error={fault('empty_condition', 'bad_condition')}
            onChange={(exitWhen) => change({ ...settings, exitWhen: exitWhen ?? { all: [] } }, 'exitWhen.condition')}
          />
        ) : null}
      </OptionalPart>
      <EntryParts settings={settings} change={change} />
      <QuietPart settings={settings} change={change} error={fault('bad_time')} />
      <Labeled label={t('canvas.settings.timeZone')} hint={t('canvas.settings.timeZoneHint')}>
        <Autocomplete
          aria-label={t('canvas.settings.timeZone')}
          placeholder={t('canvas.settings.workspaceZone', { zone: timeZone })}
          data={ZONES}
          limit={40}
          value={settings.timeZone ?? ''}
          error={fault('bad_zone')}
          onChange={(zone) => change({ ...settings, timeZone: zone === '' ? undefined : zone }, 'timeZone')}
        />
      </Labeled>
    </>
  );
};
