import { Autocomplete } from '@mantine/core';
import type { PropertyTest } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { propertiesOf } from '../../audiences/condition/fields.js';
import { WhereTests } from '../../audiences/condition/rows/WhereTests.js';
import { useCatalogue } from './sources.js';

interface Match {
  readonly event: string;
  readonly where?: PropertyTest[] | undefined;
}

interface MatchFieldProps {
  readonly label: string;
  readonly value: Match;
  onChange(match: { event: string; where: PropertyTest[] | undefined }): void;
  readonly error?: string | undefined;
}

/** Something that a customer does: its name, completed from what has been received, and tests on its properties. */
export const MatchField = ({ label, value, onChange, error }: MatchFieldProps) => {
  const { t } = useTranslation();
  const events = useCatalogue()?.events ?? [];
  return (
    <div>
      <Autocomplete
        label={label}
        placeholder={t('nodes.field.eventExample')}
        data={events.map(({ name }) => name)}
        value={value.event}
        error={error}
        onChange={(event) => onChange({ event, where: value.where })}
      />
      {value.event === '' ? null : (
        <WhereTests
          leaf={{ event: value.event, where: value.where }}
          fields={propertiesOf(value.event, events)}
          onChange={({ where }) => onChange({ event: value.event, where })}
        />
      )}
    </div>
  );
};
