import { Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AssigneeField } from '../../../tasks/AssigneeField.js';
import { DurationField } from '../../form/DurationField.js';
import type { InspectorProps } from '../inspectors.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'task'>) => {
  const { t } = useTranslation();
  const { title, note, assignee, dueIn, waitForIt = false, timeout } = data;
  return (
    <>
      <TextInput
        label={t('nodes.task.title')}
        placeholder={t('nodes.task.titleExample', { name: '{{ customer.attributes.name }}' })}
        value={title}
        maxLength={200}
        onChange={(event) => change({ ...data, title: event.currentTarget.value }, 'title')}
        error={fault('missing_title')}
      />
      <Textarea
        label={t('nodes.task.note')}
        value={note ?? ''}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        onChange={(event) => change({ ...data, note: event.currentTarget.value || undefined }, 'note')}
        description={t('nodes.task.liquid', { name: '{{ customer.attributes.name }}', journey: '{{ journey.name }}' })}
      />
      <AssigneeField
        label={t('nodes.task.assignee')}
        value={assignee}
        onChange={(next) => change({ ...data, assignee: next })}
        error={fault('missing_assignee', 'unknown_assignee')}
      />
      <Switch
        label={t('nodes.task.due')}
        checked={dueIn !== undefined}
        onChange={(event) => change({ ...data, dueIn: event.currentTarget.checked ? 'P1D' : undefined })}
      />
      {dueIn === undefined ? null : (
        <DurationField
          label={t('nodes.task.dueIn')}
          value={dueIn}
          onChange={(next) => change({ ...data, dueIn: next }, 'dueIn')}
          error={dueIn === '' ? fault('bad_duration') : undefined}
        />
      )}
      <Switch
        label={t('nodes.task.waitForIt')}
        description={t('nodes.task.waitForItHint')}
        checked={waitForIt}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          change({ ...data, waitForIt: checked, timeout: checked ? (timeout ?? 'P3D') : undefined });
        }}
      />
      {waitForIt ? (
        <DurationField
          label={t('nodes.field.timeout')}
          value={timeout ?? ''}
          onChange={(next) => change({ ...data, timeout: next }, 'timeout')}
          error={timeout ? undefined : fault('bad_duration')}
          hint={t('nodes.task.timeoutHint')}
        />
      ) : null}
    </>
  );
};
