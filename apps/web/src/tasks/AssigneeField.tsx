import { Select } from '@mantine/core';
import { ROLES, routes, type TaskAssignee } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/hooks.js';

interface AssigneeFieldProps {
  readonly label: string;
  readonly value: TaskAssignee | undefined;
  onChange(assignee: TaskAssignee): void;
  readonly error?: string | undefined;
}

const keyOf = (assignee: TaskAssignee): string => ('user' in assignee ? `user:${assignee.user}` : `role:${assignee.role}`);

/** One colleague, or whoever of a role comes first. */
export const AssigneeField = ({ label, value, onChange, error }: AssigneeFieldProps) => {
  const { t } = useTranslation();
  const colleagues = useRead(routes.colleagues, {}, { fresh: 60_000 }).data?.items ?? [];
  const offered: readonly (readonly [TaskAssignee, string])[] = [
    ...colleagues.map(({ id, name }) => [{ user: id }, name] as const),
    ...ROLES.map((role) => [{ role }, t(`nodes.task.role.${role}`)] as const),
  ];
  const choose = (key: string | null): void => {
    const chosen = offered.find(([assignee]) => keyOf(assignee) === key);
    if (chosen) onChange(chosen[0]);
  };
  const group = (is: 'user' | 'role') =>
    offered.flatMap(([assignee, name]) => (is in assignee ? [{ value: keyOf(assignee), label: name }] : []));
  return (
    <Select
      label={label}
      placeholder={t('nodes.field.choose')}
      searchable
      allowDeselect={false}
      data={[
        { group: t('nodes.task.colleague'), items: group('user') },
        { group: t('nodes.task.anyOf'), items: group('role') },
      ]}
      value={value ? keyOf(value) : null}
      onChange={choose}
      error={error}
    />
  );
};
