import { Autocomplete } from '@mantine/core';
import type { Catalogue } from '@wayfare/contracts';
import { useCatalogue } from './sources.js';

interface AttributeFieldProps {
  readonly label: string;
  readonly value: string;
  onChange(name: string): void;
  readonly error?: string | undefined;
  /** Which attributes to offer; others can be typed. */
  offers?(attribute: Catalogue['attributes'][number]): boolean;
}

export const AttributeField = ({ label, value, onChange, error, offers = () => true }: AttributeFieldProps) => {
  const names = (useCatalogue()?.attributes ?? []).filter(offers).map(({ name }) => name);
  return <Autocomplete label={label} data={names} value={value} error={error} onChange={onChange} />;
};
